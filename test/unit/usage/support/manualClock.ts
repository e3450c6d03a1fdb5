import type { Clock } from "../../../../src/provider/clock";

/** A clock that moves only when a test moves it; it starts at noon of a Monday, the 16th of November 2026. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #timers: { readonly atMs: number; readonly run: () => void }[] = [];
  readonly #startMs: number;

  constructor(start = new Date(2026, 10, 16, 12)) {
    this.#startMs = start.getTime();
  }

  nowMs(): number {
    return this.#nowMs;
  }
  wallMs(): number {
    return this.#startMs + this.#nowMs;
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
  tick(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const [next] = this.#timers
        .filter((timer) => timer.atMs <= endMs)
        .toSorted((left, right) => left.atMs - right.atMs);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = next.atMs;
      next.run();
    }
    this.#nowMs = endMs;
  }
}
