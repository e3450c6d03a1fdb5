import type { Clock } from "../../provider/clock";

/** How a wait after a keystroke ended. */
export type WaitEnd = "elapsed" | "superseded" | "cancelled";

/** The wait between a keystroke and its request. Only the latest keystroke may ask: a newer one ends the older's. */
export class KeystrokeTimer {
  readonly #clock: Clock;
  #latest = 0;
  #endWait: (end: WaitEnd) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A keystroke has come: whoever waits need not ask any more. Returns the keystroke's number for `wait`. */
  next(): number {
    this.#endWait("superseded");
    return ++this.#latest;
  }

  /** Waits until `debounceMs` have passed since `startMs` (the clock's `nowMs`); not at all when they have. */
  wait(keystroke: number, startMs: number, debounceMs: number, signal: AbortSignal): Promise<WaitEnd> {
    if (keystroke !== this.#latest) return Promise.resolve("superseded");
    if (signal.aborted) return Promise.resolve("cancelled");
    const leftMs = startMs + debounceMs - this.#clock.nowMs();
    if (leftMs <= 0) return Promise.resolve("elapsed");
    return new Promise((resolve) => {
      const end = (how: WaitEnd) => {
        cancelTimer();
        signal.removeEventListener("abort", cancel);
        this.#endWait = () => {};
        resolve(how);
      };
      const cancel = () => end("cancelled");
      const cancelTimer = this.#clock.setTimer(() => end("elapsed"), leftMs);
      signal.addEventListener("abort", cancel, { once: true });
      this.#endWait = end;
    });
  }
}
