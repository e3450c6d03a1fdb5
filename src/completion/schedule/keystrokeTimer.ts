import type { Clock } from "../../provider/clock";

/** How a wait after a keystroke ended. */
export type WaitEnd = "elapsed" | "superseded" | "cancelled";

/** The wait between a keystroke and its request. Only the latest keystroke waits: a newer one ends the older's. */
export class KeystrokeTimer {
  readonly #clock: Clock;
  #endWait: (end: WaitEnd) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A newer keystroke has come: whoever waits need not ask any more. */
  supersede(): void {
    this.#endWait("superseded");
  }

  /** Waits until `debounceMs` have passed since `keystrokeMs` (the clock's `nowMs`); not at all when they have. */
  wait(keystrokeMs: number, debounceMs: number, signal: AbortSignal): Promise<WaitEnd> {
    this.supersede();
    if (signal.aborted) return Promise.resolve("cancelled");
    const leftMs = keystrokeMs + debounceMs - this.#clock.nowMs();
    if (leftMs <= 0) return Promise.resolve("elapsed");
    return new Promise((resolve) => {
      const end = (how: WaitEnd) => {
        cancelTimer();
        signal.removeEventListener("abort", cancel);
        if (this.#endWait === end) this.#endWait = () => {};
        resolve(how);
      };
      const cancel = () => end("cancelled");
      const cancelTimer = this.#clock.setTimer(() => end("elapsed"), leftMs);
      signal.addEventListener("abort", cancel, { once: true });
      this.#endWait = end;
    });
  }
}
