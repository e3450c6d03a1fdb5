import type { Suggestion } from "../completionRequest";
import type { Cursor } from "../prompt/cursor";
import { Answer } from "./answer";
import { prefixHash, visitPrefixHashes } from "./prefixHashes";

/** How far a suggestion is followed; longer ones are typed through seldom. */
const LOOK_BACK_CHARS = 1200;

/**
 * The suggestion on the screen. While the user types along it, exactly its rest is shown again, whatever the rules
 * for a first piece would say at the new position: nothing may jump.
 */
export class ShownSuggestion {
  readonly suggestionId: Suggestion["id"];
  /** The answer it came from. */
  readonly source: Answer;
  readonly #place: Answer;
  readonly #hash: number;

  /** @param insertedText what was shown, with `\n` line ends and without the suggest widget's item */
  constructor(cursor: Cursor, insertedText: string, suggestionId: Suggestion["id"], source: Answer) {
    this.suggestionId = suggestionId;
    this.source = source;
    this.#place = new Answer(cursor);
    this.#place.update(insertedText);
    this.#place.complete();
    this.#hash = prefixHash(this.#place.placePrefix);
  }

  /** What is left of it at this cursor; undefined when something else was typed, or all of it. */
  restAt(cursor: Cursor): string | undefined {
    let rest: string | undefined;
    visitPrefixHashes(cursor.prefix, LOOK_BACK_CHARS, (hash, typedChars) => {
      if (hash !== this.#hash) return;
      const match = this.#place.matchAfter(cursor, typedChars);
      if (match.state === "agrees" && match.remaining !== "") rest = match.remaining;
    });
    return rest;
  }
}
