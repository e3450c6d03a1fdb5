import type { Clock } from "../provider/clock";
import type { CompletionEvent } from "./completionEvent";
import type { CompletionRequest, Suggestion } from "./completionRequest";
import type { ShownSuggestion } from "./memory/shownSuggestion";
import type { Cursor } from "./prompt/cursor";

/** A suggestion that is replaced within a frame or two has not been seen. */
const SEEN_AFTER_MS = 32;
/** The editor may offer several at a time; older ones cannot be accepted any more. */
const MAX_KEPT = 12;

/** Where a suggestion was offered. */
type OfferPlace = Pick<CompletionRequest, "documentId" | "languageId" | "offset">;

interface Offer {
  readonly suggestion: Suggestion;
  /** Without the request's document: one that was closed meanwhile would be kept alive. */
  readonly place: OfferPlace;
  /** How it is followed while it is typed along. */
  readonly shown: ShownSuggestion;
  /** What was left of it at the last keystroke. */
  rest: string;
  readonly isAlternative: boolean;
  isSeen: boolean;
  isAccepted: boolean;
}

/**
 * What became of the suggestions that were handed to the editor. Its stable API tells only of whole acceptances (by
 * the item's command); the rest is read from what changes: a piece of the suggestion that appears at once was
 * accepted in part (next word, next line), and something else that is typed rejects it.
 */
export class Offers {
  readonly #clock: Clock;
  readonly #tell: (event: CompletionEvent) => void;
  readonly #kept = new Map<number, Offer>();
  #current: Offer | undefined;
  #cancelSeen: () => void = () => {};

  constructor(clock: Clock, tell: (event: CompletionEvent) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A suggestion that is drawn was handed out. */
  add(suggestion: Suggestion, request: CompletionRequest, shown: ShownSuggestion): void {
    const offer = this.#keep(suggestion, request, shown, false);
    this.#current = offer;
    this.#cancelSeen();
    this.#cancelSeen = this.#clock.setTimer(() => this.#see(offer), SEEN_AFTER_MS);
  }

  /** An alternative was handed out, which is drawn only when the user turns to it. */
  addAlternative(suggestion: Suggestion, request: CompletionRequest, shown: ShownSuggestion): void {
    this.#keep(suggestion, request, shown, true);
  }

  /**
   * The document has changed. Returns whether the last suggestion was accepted, if it has come to its end.
   * @param change.isItem an item of the suggest widget was accepted: of what it shares with the suggestion nobody knows
   * which of the two was wanted
   */
  follow(
    cursor: Cursor,
    change: { readonly isDeletion: boolean; readonly isItem: boolean },
  ): "accepted" | "rejected" | undefined {
    let offer = this.#current;
    if (offer === undefined) return undefined;
    let rest = offer.shown.restAt(cursor);
    const alternative = rest === undefined && !change.isItem ? this.#acceptedAlternative(cursor) : undefined;
    if (alternative !== undefined) {
      this.#end();
      this.#current = offer = alternative;
      rest = alternative.shown.restAt(cursor);
    }
    if (rest === undefined) {
      this.#end();
      if (change.isDeletion || !offer.isSeen || offer.isAccepted) return undefined;
      const { suggestion, place } = offer;
      this.#tell({
        type: "rejected",
        suggestionId: suggestion.id,
        languageId: place.languageId,
        atMs: this.#clock.wallMs(),
      });
      return "rejected";
    }
    const taken = offer.rest.endsWith(rest) ? offer.rest.slice(0, offer.rest.length - rest.length) : "";
    offer.rest = rest;
    if (rest === "" || change.isItem || !isTaken(taken)) return undefined;
    this.#see(offer);
    this.#tellAccepted(offer, taken, false, cursor.startOffset - taken.length);
    return "accepted";
  }

  /** The editor says that the first `acceptedLength` code units of the suggestion were accepted. */
  accept(suggestion: Suggestion, acceptedLength: number): void {
    const offer = this.#kept.get(suggestion.id);
    if (offer === undefined) return;
    this.#see(offer);
    const text = suggestion.text.slice(0, acceptedLength);
    this.#tellAccepted(offer, text, acceptedLength >= suggestion.text.length, suggestion.replaceStartOffset);
  }

  /** Nothing is told any more of what was handed out. */
  clear(): void {
    this.#end();
    this.#kept.clear();
  }

  /** Another suggestion of which so much has appeared at once that it was accepted: the user had turned to it. */
  #acceptedAlternative(cursor: Cursor): Offer | undefined {
    return [...this.#kept.values()].findLast(({ isAlternative, isAccepted, shown }) => {
      const rest = isAlternative && !isAccepted ? shown.restAt(cursor) : undefined;
      return rest !== undefined && isTaken(shown.text.slice(0, shown.text.length - rest.length));
    });
  }

  #keep(
    suggestion: Suggestion,
    request: CompletionRequest,
    shown: ShownSuggestion,
    isAlternative: boolean,
  ): Offer {
    const { documentId, languageId, offset } = request;
    const place = { documentId, languageId, offset };
    const offer = {
      suggestion,
      place,
      shown,
      rest: shown.text,
      isAlternative,
      isSeen: false,
      isAccepted: false,
    };
    this.#kept.set(suggestion.id, offer);
    for (const id of this.#kept.keys()) if (this.#kept.size > MAX_KEPT) this.#kept.delete(id);
    return offer;
  }

  #end(): void {
    this.#cancelSeen();
    this.#current = undefined;
  }

  #see(offer: Offer): void {
    if (offer.isSeen) return;
    offer.isSeen = true;
    const { suggestion, place } = offer;
    this.#tell({
      type: "shown",
      suggestionId: suggestion.id,
      requestId: offer.shown.source.requestId,
      documentId: place.documentId,
      offset: place.offset,
      text: suggestion.text,
      languageId: place.languageId,
      source: suggestion.source,
      atMs: this.#clock.wallMs(),
    });
  }

  #tellAccepted(offer: Offer, text: string, isWhole: boolean, offset: number): void {
    offer.isAccepted = true;
    const { suggestion, place } = offer;
    this.#tell({
      type: "accepted",
      suggestionId: suggestion.id,
      chars: text.length,
      isWhole,
      documentId: place.documentId,
      offset,
      text,
      languageId: place.languageId,
      atMs: this.#clock.wallMs(),
    });
  }
}

/** One key brings one character, or a line break with its indentation; a closing bracket stands behind the cursor. */
function isTaken(text: string): boolean {
  return text.trim().length >= 2;
}
