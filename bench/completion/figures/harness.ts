import { createNullEngine } from "../engines/nullEngine";
import { replay, type ReplayOptions } from "../replay";
import { VirtualTime } from "../world/virtualTime";

const measuredTurns = 20_000;

/** What the simulation itself costs, so that it can be taken off an engine's CPU. */
export interface Harness {
  /** CPU of an event that nobody reacts to. */
  readonly turnMs: number;
}

/** Measures the simulation without any engine, once it is warm. */
export async function measureHarness(): Promise<Harness> {
  await emptyTurns();
  return { turnMs: (await emptyTurns()) / measuredTurns };
}

/** CPU of a trace's typing with an engine that knows nothing, and its events. */
export async function idleTrace(
  options: ReplayOptions,
): Promise<{ readonly cpuMs: number; readonly turns: number }> {
  const { cpuMs, turns } = await replay(createNullEngine, options);
  return { cpuMs, turns };
}

async function emptyTurns(): Promise<number> {
  const time = new VirtualTime();
  for (let index = 0; index < measuredTurns; index++) time.at(index, () => {});
  const started = process.cpuUsage();
  await time.runUntil(measuredTurns);
  const used = process.cpuUsage(started);
  return (used.user + used.system) / 1000;
}
