import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { editorLanes, type EditorLane } from "../../test/host/editorLane";
import { startEditorSession } from "../../test/host/editorSession";
import { installEditor } from "../../test/host/installEditor";
import { projectRoot } from "../../test/host/projectRoot";
import type { Figure } from "../support/figure";
import { median } from "../support/statistics";

const startsPerEditor = 5;
const loads = 15;
const activationLimitMs = 60_000;

/** Loads the bundle with an empty stand-in for the editor's API and prints how long that took, in ms. */
const loadProgram = `
const Module = require("node:module");
const load = Module._load;
const anything = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
  // esbuild's copy of a module inherits from the module's prototype: there it finds every name.
  getPrototypeOf: () => anything,
});
Module._load = (name, ...rest) => (name === "vscode" ? anything : load(name, ...rest));
const startedMs = performance.now();
require(process.argv[1]);
console.log(performance.now() - startedMs);
`;

async function loadMs(nodePath: string, file: string): Promise<number> {
  const bundle = join(projectRoot, "dist", file);
  const { stdout } = await promisify(execFile)(nodePath, ["-e", loadProgram, bundle]);
  return Number(stdout);
}

/** The time that the extension wrote into its own log; waits for it. */
async function loggedMs(logsFolder: string): Promise<number> {
  const giveUpAtMs = performance.now() + activationLimitMs;
  while (performance.now() < giveUpAtMs) {
    const files = await readdir(logsFolder, { recursive: true }).catch(() => []);
    for (const file of files.filter((name) => basename(name) === "Midfill.log")) {
      const found = /Activated in ([\d.]+) ms/.exec(await readFile(join(logsFolder, file), "utf8"))?.[1];
      if (found !== undefined) return Number(found);
    }
    await sleep(100);
  }
  throw new Error(`No activation was logged below ${logsFolder} within ${activationLimitMs / 1000} s.`);
}

async function measureEditor(lane: EditorLane): Promise<readonly Figure[]> {
  const editor = await installEditor(lane, console.error);
  const loadsMs: number[] = [];
  const undiciLoadsMs: number[] = [];
  for (let round = 0; round < loads; round++) {
    loadsMs.push(await loadMs(editor.nodePath, "extension.js"));
    undiciLoadsMs.push(await loadMs(editor.nodePath, "undici.js"));
  }
  const activationsMs: number[] = [];
  for (let start = 0; start < startsPerEditor; start++) {
    const session = await startEditorSession({ lane });
    try {
      activationsMs.push(await loggedMs(join(session.run.dataFolder, "data/logs")));
    } finally {
      await session.stop();
    }
  }
  const slowest = Math.max(...activationsMs).toFixed(1);
  return [
    {
      what: `activation in VS Code ${editor.version}`,
      unit: "ms",
      value: median(activationsMs),
      target: { of: "value", atMost: 25 },
      how: `our time inside activate(), from our log; ${startsPerEditor} starts, slowest ${slowest}`,
    },
    {
      what: `bundle's load under VS Code ${editor.version}'s Node`,
      unit: "ms",
      value: median(loadsMs),
      how: `require() of dist/extension.js, ${loads} fresh processes, no code cache`,
    },
    {
      what: `undici's load under VS Code ${editor.version}'s Node`,
      unit: "ms",
      value: median(undiciLoadsMs),
      how: `require() of dist/undici.js, which the first request pays; ${loads} fresh processes, no code cache`,
    },
  ];
}

/** What a start of the editor pays for us: in the newest editor and in the oldest that we support. */
export async function activation(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const lane of editorLanes) figures.push(...(await measureEditor(lane)));
  return figures;
}
