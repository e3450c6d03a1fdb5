import type { BenchEngineFactory } from "./engines/benchEngine";
import { idleTrace, type Harness } from "./figures/harness";
import type { TraceResult } from "./figures/traceResult";
import { replay, type ReplayOptions } from "./replay";
import type { Trace } from "./traces/trace";
import { PromptCache } from "./world/promptCache";

/** Everything about a run but the engine and the trace. */
export type Setting = Omit<ReplayOptions, "trace" | "cache">;

/**
 * Types every trace into every engine. The engines take turns trace by trace, another one first each time: what
 * heats the machine or fills its memory meets all alike, and their figures are paired by trace.
 */
export async function runEngines(
  engines: ReadonlyMap<string, BenchEngineFactory>,
  traces: readonly Trace[],
  setting: Setting,
  harness: Harness,
): Promise<ReadonlyMap<string, readonly TraceResult[]>> {
  const runs = [...engines].map(([name, factory]) => ({
    name,
    factory,
    cache: new PromptCache(),
    results: new Array<TraceResult>(),
  }));
  for (const [index, trace] of traces.entries()) {
    const idle = await idleTrace({ ...setting, trace, cache: new PromptCache() });
    const first = index % runs.length;
    for (const { factory, cache, results } of [...runs.slice(first), ...runs.slice(0, first)]) {
      const result = await replay(factory, { ...setting, trace, cache });
      const harnessMs = idle.cpuMs + (result.turns - idle.turns) * harness.turnMs;
      results.push({ ...result, cpuMs: result.cpuMs - harnessMs });
    }
  }
  return new Map(runs.map(({ name, results }) => [name, results]));
}
