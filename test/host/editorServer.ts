import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { InstalledEditor } from "./installEditor";
import { endGroup, signalGroup } from "./processGroup";
import { projectRoot } from "./projectRoot";
import { readyPort, type ServeOptions } from "./serveOptions";
import { writeUserSettings, type UserSettings } from "./userSettings";

/** How to start an editor. */
export interface EditorServerOptions {
  readonly editor: InstalledEditor;
  /** Its own: two servers must not share one. */
  readonly dataFolder: string;
  /** The user's settings, over the quiet ones. Outside changes are not seen while it runs. */
  readonly settings: UserSettings;
  readonly extensionFolders: readonly string[];
  readonly testsEntry?: string;
  /** Added to the environment of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: any free one. */
  readonly port?: number;
}

/** A running editor. */
export interface EditorServer {
  readonly port: number;
  /** What a browser opens to see this folder (absolute path) in the workbench. Holds the connection token. */
  address(folder: string): string;
  /** Resolves when the editor has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Ends it with everything that it started. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts an editor on 127.0.0.1 and resolves once it takes requests. If this process dies, the editor ends by
 * itself. Rejects, with the end of the editor's output, when it ends first or is not ready within 60 s.
 */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  const { editor, dataFolder } = options;
  await writeUserSettings(join(dataFolder, "data/User"), options.settings, join(dataFolder, "data/Machine"));

  const connectionToken = randomBytes(16).toString("hex");
  const serveOptions: ServeOptions = {
    vscodeFolder: editor.vscodeFolder,
    dataFolder,
    port: options.port ?? 0,
    connectionToken,
    extensionFolders: options.extensionFolders,
    ...(options.testsEntry === undefined ? {} : { testsEntry: options.testsEntry }),
  };
  const program = join(projectRoot, "dist/tools/test/host/serveEditor.mjs");
  const child = spawn(editor.nodePath, [program, JSON.stringify(serveOptions)], {
    env: { ...process.env, ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const outputFile = join(dataFolder, "server.log");
  const output = createWriteStream(outputFile);
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });

  const port = await new Promise<number>((resolve, reject) => {
    let text = "";
    const giveUp = async (why: string) => {
      clearTimeout(timer);
      signalGroup(child, "SIGKILL");
      const said = await readFile(outputFile, "utf8").catch(() => "");
      reject(new Error(`${why} It said:\n${said.slice(-2000)}`));
    };
    const timer = setTimeout(() => void giveUp("The editor was not ready within 60 s."), 60_000);
    child.stdout.on("data", (bytes: Buffer) => {
      text += bytes.toString("utf8");
      const ready = readyPort(text);
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    });
    child.once("error", (error) => void giveUp(`The editor did not start: ${error.message}.`));
    child.once("close", (code) => void giveUp(`The editor ended (exit code ${code}) before it was ready.`));
  });

  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  let stopping: Promise<void> | undefined;
  return {
    port,
    ended,
    address: (folder) => {
      const query = new URLSearchParams({ folder, tkn: connectionToken });
      return `http://127.0.0.1:${port}/?${query.toString()}`;
    },
    stop: () => {
      stopping ??= endGroup(child, 3000).then(() => {
        output.end();
      });
      return stopping;
    },
  };
}
