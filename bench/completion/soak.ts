import { slope } from "../support/statistics";
import type { BenchEngineFactory } from "./engines/benchEngine";
import { typeTrace, type ReplayOptions } from "./replay";
import type { Trace } from "./traces/trace";
import { Network } from "./world/network";
import { Oracle } from "./world/oracle";
import { PromptCache } from "./world/promptCache";
import { Typist } from "./world/typist";
import { VirtualTime } from "./world/virtualTime";

/** Keys typed into one engine, and those before the first measurement. */
const soakKeys = 8000;
const warmUpKeys = 2000;

/**
 * How much the heap grows by 1,000 keys, in MB: one engine lives through 6,000 keys in many files, after 2,000 that
 * warm it, and after every
 * file the garbage is collected and the heap measured. The slope of a straight line through all measurements.
 * @throws Error where the program was not started with `--expose-gc`
 */
export async function heapGrowthMb(
  createEngine: BenchEngineFactory,
  traces: readonly Trace[],
  setting: Omit<ReplayOptions, "trace" | "cache">,
): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("The heap can be measured only with node --expose-gc.");
  const time = new VirtualTime();
  let network: Network | undefined;
  const engine = await createEngine({
    clock: time,
    openFiles: () => [],
    complete: (request, signal) => {
      if (network === undefined) throw new Error("An engine has asked before anything was typed.");
      return network.complete(request, signal);
    },
  });
  const measured: { readonly keys: number; readonly heapMb: number }[] = [];
  let keys = 0;
  for (let round = 0; keys < soakKeys; round++) {
    const source = traces[round % traces.length];
    if (source === undefined) throw new Error("There are no traces to type.");
    const trace = { ...source, name: `${source.name}, round ${round}` };
    const typist = new Typist(trace, setting.habits, setting.seed);
    const oracle = new Oracle(trace, setting);
    const { medianFirstTokenMs, seed } = setting;
    const cache = new PromptCache();
    network = new Network({ time, oracle, medianFirstTokenMs, seed, cache, place: () => typist });
    keys += (await typeTrace({ ...setting, trace, time, typist, network, engine })).counts.keys;
    network = undefined;
    gc();
    gc();
    if (keys >= warmUpKeys) measured.push({ keys, heapMb: process.memoryUsage().heapUsed / 1e6 });
  }
  engine.dispose();
  return 1000 * slope(measured.map(({ keys, heapMb }) => ({ x: keys, y: heapMb })));
}
