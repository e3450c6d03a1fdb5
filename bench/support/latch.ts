/** A promise that is resolved from outside. */
export class Latch {
  readonly opened: Promise<void>;
  #resolve: (() => void) | undefined;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** May be called again; later calls do nothing. */
  open(): void {
    this.#resolve?.();
  }
}
