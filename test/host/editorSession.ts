import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Emulator } from "../emulator/startEmulator";
import { launchBrowser } from "./browser";
import type { EditorLane } from "./editorLane";
import { startEditorServer, type EditorServer } from "./editorServer";
import { extensionHostErrors } from "./extensionHostErrors";
import { installEditor } from "./installEditor";
import { projectRoot } from "./projectRoot";
import { createRunFolder, type RunFolder } from "./runFolder";
import { emulatorSettings, startSampleEmulator } from "./sampleEmulator";
import type { UserSettings } from "./userSettings";
import { Workbench } from "./workbench";

/** How an editor with everything behind it is started; all parts have defaults for tests. */
export interface EditorSessionOptions {
  readonly lane?: EditorLane;
  /** Over the ones that lead to the emulator. */
  readonly settings?: UserSettings;
  /** How fast the emulator answers; default: at once. */
  readonly pace?: { readonly firstTokenMs: number; readonly tokensPerSecond: number };
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Use this one instead of making one, such as one with a `.vsix` installed. It is removed at the end as well. */
  readonly run?: RunFolder;
  /** Changes the sample's copy or the user's files (such as `data/User/keybindings.json`) before anything reads them. */
  readonly prepare?: (run: RunFolder) => Promise<void>;
  /** Extensions to run from their folders; default: this project. */
  readonly extensionFolders?: readonly string[];
}

/** A window on the sample workspace, with the extension in it and the emulator behind it. */
export interface EditorSession {
  readonly workbench: Workbench;
  readonly server: EditorServer;
  readonly emulator: Emulator;
  readonly browser: Browser;
  /** The opened folder: a copy of the sample, free to be changed. */
  readonly folder: string;
  readonly run: RunFolder;
  /** What went wrong unseen so far: errors of the page, and those that VS Code logged about our extension. */
  unhandledErrors(): Promise<string[]>;
  /** Keeps the logs and a screenshot in an ignored folder, and gives that folder. */
  keepLogs(name: string): Promise<string>;
  /** Ends everything and removes its files. */
  stop(): Promise<void>;
}

/** Starts an editor on a copy of the sample workspace and opens it in a headless browser. The caller stops it. */
export async function startEditorSession(options: EditorSessionOptions = {}): Promise<EditorSession> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const editor = await installEditor(options.lane ?? "newest", console.log);
    const run = options.run ?? (await createRunFolder());
    closers.push(() => run.remove());
    await options.prepare?.(run);
    const emulator = await startSampleEmulator(run.sampleFolder, options.pace);
    closers.push(() => emulator.close());
    const server = await startEditorServer({
      editor,
      dataFolder: run.dataFolder,
      settings: {
        ...emulatorSettings(emulator.url),
        "security.workspace.trust.enabled": false,
        ...options.settings,
      },
      extensionFolders: options.extensionFolders ?? [projectRoot],
    });
    closers.push(() => server.stop());
    const browser = await launchBrowser(console.log);
    closers.push(() => browser.close());
    const workbench = await Workbench.open(browser, server, {
      folder: run.sampleFolder,
      ...(options.widthPx === undefined ? {} : { widthPx: options.widthPx }),
      ...(options.heightPx === undefined ? {} : { heightPx: options.heightPx }),
    });
    return {
      workbench,
      server,
      emulator,
      browser,
      folder: run.sampleFolder,
      run,
      unhandledErrors: async () => [
        ...workbench.pageErrors,
        ...(await extensionHostErrors(join(run.dataFolder, "data/logs"))),
      ],
      keepLogs: async (name) => {
        await writeFile(join(run.dataFolder, "page.log"), workbench.console.join("\n"));
        await workbench.screenshot(join(run.dataFolder, "data/logs/window.png")).catch(() => undefined);
        return run.keepLogs(name);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
