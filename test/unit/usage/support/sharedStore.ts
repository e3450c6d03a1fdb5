import type { TotalsStore } from "../../../../src/usage/totalsStore";

/** What VS Code keeps for all windows: each sees what it has written itself at once, and what others wrote after `tell`. */
export class SharedStore {
  #values: Readonly<Record<string, unknown>> = {};
  readonly #windows: { seen: Readonly<Record<string, unknown>> }[] = [];
  /** Writes fail while this is set; `keepsInWindow` as a memento does, which only then tries to reach the disk. */
  failure: { readonly keepsInWindow: boolean } | undefined;

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    this.#values = values;
  }

  /** The store as one window has it. */
  window(): TotalsStore {
    const window = { seen: this.#values };
    this.#windows.push(window);
    return {
      get: (key) => window.seen[key],
      update: async (key, value) => {
        const { failure } = this;
        // Through JSON, as it reaches the disk; the window itself keeps the object.
        if (failure === undefined)
          this.#values = { ...window.seen, [key]: JSON.parse(JSON.stringify(value)) };
        if (failure?.keepsInWindow !== false) window.seen = { ...window.seen, [key]: value };
        if (failure !== undefined) throw new Error("The disk is full.");
      },
    };
  }

  /** Tells every window what was written last. */
  tell(): void {
    for (const window of this.#windows) window.seen = this.#values;
  }

  value(key: string): unknown {
    return this.#values[key];
  }
}
