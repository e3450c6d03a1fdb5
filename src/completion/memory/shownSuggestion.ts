import type { Suggestion } from "../completionRequest";
import { Answer, type Place } from "./answer";
import { cutsWithHash, prefixHash } from "./prefixHashes";

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
    for (const typedChars of cutsWithHash(cursor, this.#hash)) {
      const match = this.#place.matchAfter(cursor, typedChars);
      if (match.state === "agrees") return match.remaining;
    }
    return undefined;
  }
}
