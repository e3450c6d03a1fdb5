import type { Clock } from "../../provider/clock";

/** Holds back at most one request: a newer one takes its place, and what made it unnecessary cancels it. */
export class AskTimer {
  readonly #clock: Clock;
  #cancel: () => void = () => {};
  #isWaiting = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request is held back now. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Runs `ask` after `delayMs` instead of whatever was held back before; at once when there is nothing to wait for. */
  set(delayMs: number, ask: () => void): void {
    this.cancel();
    if (delayMs <= 0) {
      ask();
      return;
    }
    this.#isWaiting = true;
    this.#cancel = this.#clock.setTimer(() => {
      this.#isWaiting = false;
      ask();
    }, delayMs);
  }

  cancel(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#isWaiting = false;
  }
}
