import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { editorLanes, type EditorLane } from "../../test/host/editorLane";
import { startEditorSession } from "../../test/host/editorSession";
import { installEditor } from "../../test/host/installEditor";
import type { Figure } from "../support/figure";
import { loadBundle } from "../support/loadBundle";
import { median } from "../support/statistics";

const startsPerEditor = 5;
const loads = 15;
const activationLimitMs = 60_000;

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
    loadsMs.push((await loadBundle(editor.nodePath, "extension.js")).durationMs);
    undiciLoadsMs.push((await loadBundle(editor.nodePath, "undici.js")).durationMs);
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
