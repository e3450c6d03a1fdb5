import type { Clock } from "../provider/clock";

/**
 * Ghost text younger than this cannot have been read: the fastest people need some 180 ms to react to anything. A Tab
 * so soon was on its way before the text came, and meant to indent.
 */
const freshMs = 120;

/** What the keybindings know about our ghost text: it has just appeared, it stands there, or there is none. */
export type SuggestionAge = "fresh" | "shown" | undefined;

/**
 * Tells the keybindings how old our ghost text is, through a context key, so that Tab never waits for the extension
 * host: the editor itself decides between accepting and indenting (see `keybindings` in package.json).
 */
export class TabSafety {
  readonly #clock: Clock;
  readonly #isWanted: () => boolean;
  readonly #setAge: (age: SuggestionAge) => void;
  #age: SuggestionAge;
  #suggestionId: number | undefined;
  #isContinued = false;
  #cancelTimer: (() => void) | undefined;

  /** @param isWanted while it says no, no key is set */
  constructor(clock: Clock, isWanted: () => boolean, setAge: (age: SuggestionAge) => void) {
    this.#clock = clock;
    this.#isWanted = isWanted;
    this.#setAge = setAge;
  }

  /**
   * A provider's answer goes to the editor: a suggestion, or none. The same suggestion again, typed along, is no
   * fresher than it was. What was invoked was waited for, and what follows an accepted piece is expected.
   */
  answered(suggestion: { readonly id: number } | undefined, trigger: "automatic" | "explicit"): void {
    if (!this.#isWanted() || suggestion === undefined) {
      this.#suggestionId = undefined;
      this.#isContinued = false;
      this.#become(undefined);
      return;
    }
    if (suggestion.id === this.#suggestionId) return;
    this.#suggestionId = suggestion.id;
    const isExpected = trigger === "explicit" || this.#isContinued;
    this.#isContinued = false;
    if (isExpected) {
      this.#become("shown");
      return;
    }
    this.#become("fresh");
    this.#cancelTimer = this.#clock.setTimer(() => this.#become("shown"), freshMs);
  }

  /** The user took a suggestion: the next one is its continuation. */
  accepted(): void {
    this.#isContinued = true;
  }

  dispose(): void {
    this.#cancelTimer?.();
  }

  #become(age: SuggestionAge): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (age === this.#age) return;
    this.#age = age;
    this.#setAge(age);
  }
}
