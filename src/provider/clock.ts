/**
 * Time, handed in so that tests decide what time it is. `nowMs` is monotonic and right for deadlines and
 * measurements; `wallMs` is the date (milliseconds since 1970) and right for prices and file names only.
 */
export interface Clock {
  nowMs(): number;
  wallMs(): number;
  /** Runs `run` once after `delayMs`; the function returned cancels it and may be called at any time. */
  setTimer(run: () => void, delayMs: number): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  setTimer: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Resolves after `delayMs`, rejects with the signal's reason as soon as `signal` aborts, and leaves neither a
 * timer nor a listener behind.
 */
export function delay(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.setTimer(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, delayMs);
    signal.addEventListener("abort", stop, { once: true });
  });
}
