// A program that bench/completion.ts starts once for every engine: does what its parent asks for, one order at a time.
import type { EngineOrder, EngineReport, Setting } from "./completion/engineProcess";
import type { BenchEngineFactory } from "./completion/engines/benchEngine";
import { engineFactories } from "./completion/engines/engineFactories";
import { idleTrace, measureHarness } from "./completion/figures/harness";
import { replay } from "./completion/replay";
import { heapGrowthMb } from "./completion/soak";
import { PromptCache } from "./completion/world/promptCache";

/** A run is billed as if it were the only one. */
const caches = new Map<string, PromptCache>();

async function main(name: string): Promise<void> {
  const factory = Object.entries(engineFactories).find(([each]) => each === name)?.[1];
  if (factory === undefined) throw new Error(`There is no engine "${name}".`);
  const harness = await measureHarness();
  process.on("message", (order: EngineOrder) => {
    void answer(order, factory, harness.turnMs)
      .catch((error: unknown): EngineReport => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return { type: "failed", reason };
      })
      .then((report) => process.send?.(report));
  });
}

async function answer(
  order: EngineOrder,
  factory: BenchEngineFactory,
  turnMs: number,
): Promise<EngineReport> {
  const { setting } = order;
  if (order.type === "soak")
    return { type: "soaked", growthMb: await heapGrowthMb(factory, order.traces, setting) };
  const idle = await idleTrace({ ...setting, trace: order.trace, cache: new PromptCache() });
  const result = await replay(factory, { ...setting, trace: order.trace, cache: cacheOf(setting) });
  const harnessMs = idle.cpuMs + (result.turns - idle.turns) * turnMs;
  return { type: "replayed", result: { ...result, cpuMs: result.cpuMs - harnessMs } };
}

function cacheOf(setting: Setting): PromptCache {
  const key = JSON.stringify(setting);
  const cache = caches.get(key) ?? new PromptCache();
  caches.set(key, cache);
  return cache;
}

await main(process.argv[2] ?? "");
