import type { BenchEngine } from "./benchEngine";

/** Knows nothing and asks nobody: what is left of the CPU is the simulation's. */
export function createNullEngine(): BenchEngine {
  return { provide: () => Promise.resolve(undefined), dispose: () => {} };
}
