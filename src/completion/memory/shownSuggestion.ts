import type { Suggestion } from "../completionRequest";
import { Answer, type Place } from "./answer";
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

  /** @param insertedText see `text` */
  constructor(place: Place, insertedText: string, suggestionId: Suggestion["id"], source: Answer) {
    this.suggestionId = suggestionId;
    this.source = source;
    this.#place = new Answer(place, source);
    this.#place.update(insertedText);
    this.#place.complete();
    this.#hash = prefixHash(this.#place.placePrefix);
  }

  /** What was shown, with `\n` line ends and without the suggest widget's item. */
  get text(): string {
    return this.#place.text;
  }

  /** What is left of it at this cursor; empty when all of it is there, undefined when something else was typed. */
  restAt(cursor: Place): string | undefined {
    let rest: string | undefined;
    visitPrefixHashes(cursor.prefix, LOOK_BACK_CHARS, (hash, typedChars) => {
      if (hash !== this.#hash) return;
      const match = this.#place.matchAfter(cursor, typedChars);
      if (match.state === "agrees") rest = match.remaining;
    });
    return rest;
  }
}
