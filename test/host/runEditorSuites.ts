// A program: runs the suites of test/editor inside a real extension host, with the emulator behind the extension.
//   node dist/tools/test/host/runEditorSuites.mjs [--editor newest|oldest] [--grep PATTERN] [--edits COUNT]
// COUNT random edits are reviewed instead of 100.
// Its last line is "N passed, N failed"; on failure the editor's logs are kept in .vscode-test/.
import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { appendFileSync, createReadStream, existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./browser";
import { closingLine } from "./closingLine";
import { editorLane, type EditorLane } from "./editorLane";
import { extensionHostErrors } from "./extensionHostErrors";
import { startEditorServer } from "./editorServer";
import { findSecret } from "./findSecret";
import { installEditor } from "./installEditor";
import { projectRoot } from "./projectRoot";
import { createRunFolder } from "./runFolder";
import { emulatorSettings, startSampleEmulator } from "./sampleEmulator";
import { watchNotifications } from "./watchNotifications";
import { Workbench } from "./workbench";

const suitesMs = 18 * 60_000;
/** One random edit takes a second; a busy machine has three. */
const editMs = 3_000;

/** What test/editor/index.ts writes. */
interface EditorSuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly unhandled: readonly string[];
}

const say = (line: string) => console.log(line);

/** Prints what is appended to a file, until it is stopped; the rest is printed then. */
function followFile(file: string): { stop(): Promise<void> } {
  let shownBytes = 0;
  let reading = Promise.resolve();
  const showMore = async () => {
    if (!existsSync(file)) return;
    for await (const bytes of createReadStream(file, { start: shownBytes })) {
      const text = bytes as Buffer;
      shownBytes += text.length;
      process.stdout.write(text);
    }
  };
  const next = () => {
    reading = reading.then(showMore);
  };
  const timer = setInterval(next, 250);
  return {
    stop: async () => {
      clearInterval(timer);
      next();
      await reading;
    },
  };
}

interface Choice {
  /** Only tests whose title matches. */
  readonly grep?: string;
  /** How many random edits are reviewed, where it is not the suite's own number. */
  readonly edits?: string;
}

async function runSuites(lane: EditorLane, { grep, edits }: Choice): Promise<EditorSuiteResult> {
  const editor = await installEditor(lane, say);
  say(`Editor suites in VS Code ${editor.version}`);
  const run = await createRunFolder();
  const resultFile = join(run.dataFolder, "result.json");
  const notificationsFile = join(run.dataFolder, "notifications.log");
  // With signs that an address must escape, so that an escaped copy is a different text.
  const canaryKey = `sk-CANARY+${randomBytes(12).toString("hex")}/=`;
  const emulator = await startSampleEmulator(run.sampleFolder);
  const browser = await launchBrowser(say);
  const server = await startEditorServer({
    editor,
    dataFolder: run.dataFolder,
    settings: { ...emulatorSettings(emulator.url), "security.workspace.trust.enabled": false },
    extensionFolders: [projectRoot],
    testsEntry: join(projectRoot, "dist/test/editor/index.js"),
    environment: {
      MIDFILL_RESULT: resultFile,
      MIDFILL_EMULATOR_URL: emulator.url,
      MIDFILL_NOTIFICATIONS: notificationsFile,
      MIDFILL_SEED_KEY: JSON.stringify({ origin: emulator.url, key: canaryKey }),
      MIDFILL_KEY_END: canaryKey.slice(-4),
      ...(grep !== undefined && { MIDFILL_TEST_GREP: grep }),
      ...(edits !== undefined && { MIDFILL_RANDOM_EDITS: edits }),
    },
  });
  const output = followFile(`${resultFile}.log`);
  let workbench: Workbench | undefined;
  let hasFailed = true;
  try {
    // VS Code calls these functions of the page when the tests write to its console and when they end.
    const signals = new EventEmitter();
    const exit = once(signals, "exit");
    workbench = await Workbench.open(browser, server, {
      folder: run.sampleFolder,
      prepare: async (page) => {
        await page.exposeFunction("codeAutomationLog", () => undefined);
        await page.exposeFunction("codeAutomationExit", () => signals.emit("exit"));
        await watchNotifications(page, (text) =>
          appendFileSync(notificationsFile, `${text.replaceAll(/\s+/g, " ")}\n`),
        );
      },
    });
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      const limitMs = suitesMs + Number(edits ?? 0) * editMs;
      timer = setTimeout(
        () => reject(new Error(`The suites did not end within ${limitMs / 60_000} minutes.`)),
        limitMs,
      );
    });
    await Promise.race([exit, tooLate]).finally(() => clearTimeout(timer));
    await output.stop();
    const result = JSON.parse(await readFile(resultFile, "utf8")) as EditorSuiteResult;
    const logged = await extensionHostErrors(join(run.dataFolder, "data/logs"));
    // VS Code passes some errors of the extension host on to the page and to its log.
    const unhandled = [...new Set([...result.unhandled, ...workbench.pageErrors, ...logged])];
    for (const error of unhandled) say(`Nobody handled this error:\n${error}`);
    await writeFile(join(run.dataFolder, "page.log"), workbench.console.join("\n"));
    await workbench.close();
    await server.stop();
    const leaks = await findSecret(canaryKey, run.dataFolder);
    for (const leak of leaks) say(`The API key was written to a file: ${leak}`);
    hasFailed = result.failed > 0 || result.passed === 0 || unhandled.length > 0 || leaks.length > 0;
    return { ...result, unhandled: [...unhandled, ...leaks] };
  } finally {
    await output.stop();
    if (workbench !== undefined) {
      await writeFile(join(run.dataFolder, "page.log"), workbench.console.join("\n"));
      if (hasFailed)
        await workbench.screenshot(join(run.dataFolder, "data/logs/window.png")).catch(() => undefined);
    }
    await browser.close();
    await server.stop();
    await emulator.close();
    if (hasFailed) say(`Logs are kept in ${await run.keepLogs(`editor-${lane}`)}`);
    await run.remove();
  }
}

const { values } = parseArgs({
  options: { editor: { type: "string" }, grep: { type: "string" }, edits: { type: "string" } },
});
const result = await runSuites(editorLane(values.editor ?? "newest"), values);
// An error that nobody handled is a failure of the run, whichever test it came from.
const failed = result.failed + result.unhandled.length + (result.passed === 0 ? 1 : 0);
console.log(closingLine({ passed: result.passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
