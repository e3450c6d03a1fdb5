// A program: runs the suites of test/ui, which drive real windows in a headless browser.
//   node dist/tools/test/host/runUiSuites.mjs [--grep PATTERN] [FILE …]
// Its last line is "N passed, N failed".
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import Mocha from "mocha";
import { closingLine } from "./closingLine";
import { projectRoot } from "./projectRoot";

const suitesFolder = join(projectRoot, "dist/tools/test/ui");

async function allSuites(): Promise<string[]> {
  const files = await readdir(suitesFolder, { recursive: true });
  return files
    .filter((file) => file.endsWith(".test.mjs"))
    .toSorted()
    .map((file) => join(suitesFolder, file));
}

const { values, positionals } = parseArgs({ options: { grep: { type: "string" } }, allowPositionals: true });
// A window on a busy machine can lose a key while the focus moves; what fails twice has failed.
const mocha = new Mocha({ timeout: 120_000, slow: 20_000, reporter: "spec", retries: 1 });
if (values.grep !== undefined) mocha.grep(values.grep);
for (const file of positionals.length > 0 ? positionals.map((word) => resolve(word)) : await allSuites())
  mocha.addFile(file);
await mocha.loadFilesAsync();
let passed = 0;
const failed = await new Promise<number>((done) => {
  mocha.run(done).on("pass", () => (passed += 1));
});
// No test at all is a run that found nothing to prove.
const counted = { passed, failed: failed + (passed === 0 && failed === 0 ? 1 : 0) };
console.log(closingLine(counted));
process.exitCode = counted.failed === 0 ? 0 : 1;
