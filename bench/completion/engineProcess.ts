import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "../../test/host/projectRoot";
import type { EngineName } from "./engines/engineFactories";
import type { TraceResult } from "./figures/traceResult";
import type { ReplayOptions } from "./replay";
import type { Trace } from "./traces/trace";

/** Everything about a run but the engine and the trace. */
export type Setting = Omit<ReplayOptions, "trace" | "cache">;

/** What an engine's process is asked for. */
export type EngineOrder =
  | { readonly type: "replay"; readonly trace: Trace; readonly setting: Setting }
  | { readonly type: "soak"; readonly traces: readonly Trace[]; readonly setting: Setting };

/** What it answers, to one order after the other. */
export type EngineReport =
  | { readonly type: "replayed"; readonly result: TraceResult }
  | { readonly type: "soaked"; readonly growthMb: number }
  | { readonly type: "failed"; readonly reason: string };

/**
 * An engine in a process of its own: its CPU time and its heap are nobody else's, and an engine that cannot be handed
 * a clock may replace the timers of its process.
 */
export class EngineProcess {
  readonly #name: EngineName;
  readonly #child: ChildProcess;

  constructor(name: EngineName) {
    this.#name = name;
    const program = join(projectRoot, "dist/tools/bench/completionEngine.mjs");
    this.#child = fork(program, [name], { serialization: "advanced", execArgv: ["--expose-gc"] });
  }

  /** Types a trace into a new engine. Not while another order runs. @throws Error with what the engine failed with */
  async replay(trace: Trace, setting: Setting): Promise<TraceResult> {
    const report = await this.#ask({ type: "replay", trace, setting });
    if (report.type !== "replayed") throw new Error(`${this.#name} on ${trace.name}: ${reasonOf(report)}`);
    return report.result;
  }

  /** See `heapGrowthMb`. Not while another order runs. @throws Error with what the engine failed with */
  async soak(traces: readonly Trace[], setting: Setting): Promise<number> {
    const report = await this.#ask({ type: "soak", traces, setting });
    if (report.type !== "soaked") throw new Error(`${this.#name}: ${reasonOf(report)}`);
    return report.growthMb;
  }

  /** Lets the process end. */
  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  async #ask(order: EngineOrder): Promise<EngineReport> {
    const stop = new AbortController();
    const { signal } = stop;
    this.#child.send(order);
    try {
      return await Promise.race([
        once(this.#child, "message", { signal }).then(([report]) => report as EngineReport),
        once(this.#child, "exit", { signal }).then(([code]): EngineReport => ({
          type: "failed",
          reason: `its process ended with ${code}`,
        })),
      ]);
    } finally {
      stop.abort();
    }
  }
}

function reasonOf(report: EngineReport): string {
  return report.type === "failed" ? report.reason : `it answered with "${report.type}"`;
}
