// A program: opens a real VS Code in the browser with the extension as it is in this folder. See `usage`.
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { editorLane } from "./editorLane";
import { startEditorServer } from "./editorServer";
import { installEditor } from "./installEditor";
import { projectRoot } from "./projectRoot";
import { createRunFolder } from "./runFolder";
import { emulatorSettings, startSampleEmulator } from "./sampleEmulator";
import { writeTourFiles } from "./tourTexts";
import { isUsageError, UsageError } from "./usageError";
import type { UserSettings } from "./userSettings";

const defaultPort = 5170;

const usage = `npm start -- [options]

Opens a real VS Code in the browser, with the extension built from this folder. Without options it shows a sample
workspace, and an emulator answers that needs no key and no network.

  --folder DIR      open this folder instead of the sample
  --live            talk to the real provider, with the key in DEEPSEEK_API_KEY (or DEEPINFRA_TOKEN);
                    it costs what the provider charges
  --provider NAME   deepseek (default) or deepinfra
  --editor WHICH    newest (default) or oldest: the newest VS Code that the tests know, or the oldest supported
  --port N          where the editor listens on 127.0.0.1; default ${defaultPort}, or any free one if that is taken
  --help            show this

Ctrl+C stops everything. The editor's settings and history live in a temporary folder and go with it.`;

/** Where a provider's key comes from, and the only address that it may be sent to. */
const providers = {
  deepseek: { label: "DeepSeek", keyVariable: "DEEPSEEK_API_KEY", origin: "https://api.deepseek.com" },
  deepinfra: { label: "DeepInfra", keyVariable: "DEEPINFRA_TOKEN", origin: "https://api.deepinfra.com" },
} as const;

type LiveProvider = keyof typeof providers;

interface StartOptions {
  readonly folder: string | undefined;
  readonly isLive: boolean;
  readonly provider: LiveProvider;
  readonly editor: string;
  readonly port: number | undefined;
}

function readOptions(args: readonly string[]): StartOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: "string" },
      live: { type: "boolean", default: false },
      provider: { type: "string" },
      editor: { type: "string" },
      port: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const { provider = "deepseek", editor = "newest" } = values;
  if (provider !== "deepseek" && provider !== "deepinfra") {
    throw new UsageError(
      `"${provider}" is no provider here. Choose one of: ${Object.keys(providers).join(", ")}.`,
    );
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new UsageError(`"${values.port}" is no port. Give a number from 1 to 65535.`);
  }
  const folder = values.folder === undefined ? undefined : resolve(values.folder);
  if (folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${folder} is no folder.`);
  }
  return { folder, isLive: values.live, provider, editor, port };
}

/** The key for --live, as the extension takes it from its environment when it runs from a folder. */
function seedKey(provider: LiveProvider): Record<string, string> {
  const { keyVariable, label, origin } = providers[provider];
  const key = process.env[keyVariable]?.trim();
  if (key === undefined || key === "") {
    throw new UsageError(
      `--live talks to ${label} and needs your key in ${keyVariable}: ${keyVariable}=… npm start -- --live` +
        `${provider === "deepseek" ? "" : ` --provider ${provider}`}. Without --live an emulator answers.`,
    );
  }
  return { MIDFILL_SEED_KEY: JSON.stringify({ origin, key }) };
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((done) => {
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return (await isFree(defaultPort)) ? defaultPort : 0;
  if (await isFree(wanted)) return wanted;
  throw new UsageError(`Port ${wanted} is taken. Give another with --port, or none for any free one.`);
}

/** Opens the address where a person sits at this machine; elsewhere the printed address has to do. */
function openInBrowser(address: string): void {
  const { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  const isDesktop = process.platform === "darwin" || process.platform === "win32";
  if (SSH_CONNECTION !== undefined) return;
  if (!isDesktop && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return;
  const [command, ...args] = {
    darwin: ["open", address],
    // The empty word is the window's title; `start` would take the address for it.
    win32: ["cmd", "/c", "start", "", address.replaceAll("&", "^&")],
    other: ["xdg-open", address],
  }[process.platform === "darwin" || process.platform === "win32" ? process.platform : "other"];
  const opener = spawn(command ?? "", args, { stdio: "ignore", detached: true });
  opener.on("error", () => console.log("No browser could be opened; open the address above yourself."));
  opener.unref();
}

async function start(options: StartOptions): Promise<void> {
  const environment = options.isLive ? seedKey(options.provider) : {};
  const port = await choosePort(options.port);
  const editor = await installEditor(editorLane(options.editor), console.log);

  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      for (const each of stops.toReversed()) await each();
    })();
    return stopping;
  };
  const leave = (exitCode: number) => void stop().finally(() => process.exit(exitCode));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => leave(0));

  try {
    const run = await createRunFolder();
    stops.push(() => run.remove());
    const folder = options.folder ?? run.sampleFolder;
    const settings: Record<string, unknown> = {
      "midfill.completions.provider": options.provider,
      "midfill.chat.provider": options.provider,
      // Nobody has to be asked whether the sample is to be trusted; one's own folder is asked about as always.
      "security.workspace.trust.enabled": options.folder !== undefined,
    };
    let answers = `${providers[options.provider].label} answers, at ${providers[options.provider].origin}.`;
    if (!options.isLive) {
      const emulator = await startSampleEmulator(folder, { firstTokenMs: 150, tokensPerSecond: 80 });
      stops.push(() => emulator.close());
      const emulated: UserSettings = emulatorSettings(emulator.url);
      Object.assign(settings, { ...emulated, ...settings });
      answers = `An emulator answers, at ${emulator.url}: no model, only what it finds in this folder and in your words.`;
    }
    // Behind the emulator, whose completions are made from the sample's own files.
    if (options.folder === undefined) await writeTourFiles(folder);
    const server = await startEditorServer({
      editor,
      dataFolder: run.dataFolder,
      settings,
      extensionFolders: [projectRoot],
      environment,
      port,
    });
    stops.push(() => server.stop());
    const address = server.address(folder);
    console.log(`\nVS Code ${editor.version} with Midfill: ${address}\n${answers}\nCtrl+C stops everything.`);
    openInBrowser(address);
    void server.ended.then(() => {
      if (stopping !== undefined) return;
      console.error("The editor has ended by itself.");
      leave(1);
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(usage);
  else await start(options);
} catch (error) {
  console.error(isUsageError(error) ? `${error.message}\nnpm start -- --help shows the options.` : error);
  process.exitCode = 1;
}
