import type { EngineProcess, Setting } from "./engineProcess";
import type { TraceResult } from "./figures/traceResult";
import type { Trace } from "./traces/trace";

/**
 * Types every trace into every engine. The engines take turns trace by trace, another one first each time: what
 * heats the machine meets all alike, and their figures are paired by trace.
 */
export async function runEngines(
  engines: ReadonlyMap<string, EngineProcess>,
  traces: readonly Trace[],
  setting: Setting,
): Promise<ReadonlyMap<string, readonly TraceResult[]>> {
  const runs = [...engines].map(([name, engine]) => ({ name, engine, results: new Array<TraceResult>() }));
  for (const [index, trace] of traces.entries()) {
    const first = index % runs.length;
    for (const { engine, results } of [...runs.slice(first), ...runs.slice(0, first)])
      results.push(await engine.replay(trace, setting));
  }
  return new Map(runs.map(({ name, results }) => [name, results]));
}
