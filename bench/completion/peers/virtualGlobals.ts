import type { Clock } from "../../../src/provider/clock";

/** What this process's timers and clocks go by; undefined: nothing has asked for virtual time yet. */
let current: Clock | undefined;

/** What `setTimeout` gives: enough of Node's timer object for code that calls `unref`. */
class VirtualTimer {
  #cancel: () => void = () => {};
  #isActive = true;

  constructor(run: () => void, delayMs: number, repeats: boolean) {
    const fire = () => {
      if (repeats) this.#cancel = clock().setTimer(fire, Math.max(1, delayMs));
      else this.#isActive = false;
      run();
    };
    this.#cancel = clock().setTimer(fire, delayMs);
  }

  cancel(): void {
    this.#isActive = false;
    this.#cancel();
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return this.#isActive;
  }
}

/**
 * Makes this process's `setTimeout`, `setInterval`, `Date.now` and `performance.now` go by a virtual clock, for an
 * engine that cannot be handed one. Only for a process of its own, and before that engine's code is loaded. Called
 * again, it changes the clock: timers of the one before never fire. Node's own parts (files, `setImmediate`, what is
 * imported from `node:timers` and `node:perf_hooks`) keep to real time.
 */
export function useVirtualGlobals(clock: Clock): void {
  const isFirst = current === undefined;
  current = clock;
  if (!isFirst) return;
  const start =
    (repeats: boolean) =>
    (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]) =>
      new VirtualTimer(() => run(...args), Number.isFinite(delayMs) ? delayMs : 0, repeats);
  const stop = (timer: unknown) => {
    if (timer instanceof VirtualTimer) timer.cancel();
  };
  const nowMs = () => current?.nowMs() ?? 0;
  const virtualPerformance: unknown = Object.create(performance, { now: { value: nowMs } });
  for (const [name, value] of Object.entries({
    setTimeout: start(false),
    setInterval: start(true),
    clearTimeout: stop,
    clearInterval: stop,
    performance: virtualPerformance,
  })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: true });
  }
  Date.now = () => current?.wallMs() ?? 0;
}

function clock(): Clock {
  if (current === undefined) throw new Error("useVirtualGlobals was not called");
  return current;
}
