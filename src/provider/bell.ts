/** Lets one waiter sleep until any of several sources has something for it. A ring that nobody awaits is kept. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or at once after one that nobody awaited. One waiter at a time. */
  wait(): Promise<void>;
}

/** A bell that has not rung. */
export function createBell(): Bell {
  let hasRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      if (wake === undefined) {
        hasRung = true;
        return;
      }
      wake();
      wake = undefined;
    },
    wait() {
      if (hasRung) {
        hasRung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
  };
}
