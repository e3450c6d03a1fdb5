import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../src/provider/clock";

/** A clock that only moves when a test moves it. */
export class ManualClock implements Clock {
  #nowMs = 1_000_000;
  #timers: { readonly atMs: number; readonly run: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }
  wallMs(): number {
    return 1_790_000_000_000 + this.#nowMs;
  }
  setTimer(run: () => void, delayMs: number): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  get timerCount(): number {
    return this.#timers.length;
  }
  /** Lets so much time pass, and every promise that can go on do so. */
  async tick(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.atMs <= endMs)
        .toSorted((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = next.atMs;
      next.run();
      await setImmediate();
    }
    this.#nowMs = endMs;
    await setImmediate();
  }
}
