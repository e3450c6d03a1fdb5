import { appendFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "node:util";
import { watchUnhandledErrors } from "./support/unhandledErrors";

/** What the runner reads when the suites are over; see test/host/runEditorSuites.ts. */
interface EditorSuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** Errors that no test caught, with their stacks. */
  readonly unhandled: readonly string[];
}

/**
 * VS Code calls this in the extension host: runs every `*.test.js` beside this module and rejects when one failed.
 * Where MIDFILL_RESULT names a file, the counts go there as JSON and mocha's output beside it (`.log`): the
 * server's extension host has no console that a runner could read.
 */
export async function run(): Promise<void> {
  const resultFile = process.env["MIDFILL_RESULT"];
  const { default: Mocha } = await import("mocha");
  let log = Promise.resolve();
  if (resultFile !== undefined) {
    // Assigning console.log has no effect in the extension host; mocha's reporters write through this instead.
    Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
      log = log.then(() => appendFile(`${resultFile}.log`, `${format(...words)}\n`));
    };
  }
  // As for the UI suites: a busy machine may lose a key or a call on its way through the editor.
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, slow: 5000, reporter: "spec", retries: 1 });
  const pattern = process.env["MIDFILL_TEST_GREP"];
  if (pattern !== undefined) mocha.grep(pattern);
  const files = await readdir(__dirname, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".test.js")).toSorted()) {
    mocha.addFile(join(__dirname, file));
  }
  await mocha.loadFilesAsync();

  const unhandled = watchUnhandledErrors();
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve).on("pass", () => (passed += 1));
    forgiveTheGitExtension();
  });
  const result: EditorSuiteResult = { passed, failed, unhandled: unhandled.stop() };
  if (resultFile !== undefined) {
    await log;
    await writeFile(`${resultFile}.part`, JSON.stringify(result));
    await rename(`${resultFile}.part`, resultFile);
  }
  const wrong = [...(failed > 0 ? [`${failed} tests failed.`] : []), ...result.unhandled];
  if (passed === 0) wrong.push("No test ran.");
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}

/**
 * The editor's own git extension shares the extension host and does not catch what its processes throw when a
 * repository goes while it asks (`write EPIPE`, VS Code 1.139): that is no test's failure.
 */
function forgiveTheGitExtension(): void {
  for (const listener of process.listeners("uncaughtException")) {
    process.off("uncaughtException", listener);
    process.on("uncaughtException", (error, origin) => {
      if (!isOfGitExtension(error)) listener(error, origin);
    });
  }
}

function isOfGitExtension({ stack = "" }: Error): boolean {
  return /extensions[\\/]git[\\/]dist[\\/]/u.test(stack);
}
