import type { CompletionPurpose } from "../completionEvent";
import type { Cursor } from "../prompt/cursor";
import { ownCopy } from "../text/ownCopy";
import { isClosedSince, suffixAgrees } from "./suffixAgrees";
import { typedAlong } from "./typedAlong";

/** So much of the text around the place is kept to recognise it. */
const PLACE_PREFIX_CHARS = 512;
const PLACE_SUFFIX_CHARS = 256;
/** So much of a cursor's text is looked for in front of a place that lies ahead of it. */
const TAIL_CHARS = 48;

/** Where a cursor stands, as far as answers are concerned. */
export type Place = Pick<Cursor, "documentId" | "prefix" | "suffix">;

/** Where an answer comes from. */
export interface AnswerOrigin {
  readonly requestId: number;
  readonly purpose: CompletionPurpose;
  /** Asked for beside another answer at the same place. */
  readonly isAlternative: boolean;
}

/** How an answer stands to a cursor. */
export type AnswerMatch =
  /** The answer holds `remaining` for this cursor; more may come while it streams. */
  | { readonly state: "agrees"; readonly remaining: string; readonly typedChars: number }
  /** Nothing to show yet, but what streams in may still agree. */
  | { readonly state: "pending"; readonly typedChars: number }
  | { readonly state: "elsewhere" };

/**
 * A model's text for one place in one document, complete or still streaming. The place is known by the text around
 * it, not by its offset: edits further up do not lose it.
 */
export class Answer {
  readonly requestId: number;
  readonly purpose: CompletionPurpose;
  readonly isAlternative: boolean;
  readonly documentId: string;
  /** Text before the place, its last 512 code units. */
  readonly placePrefix: string;
  /** Text behind the place, its first 256 code units. */
  readonly placeSuffix: string;
  #text = "";
  #isComplete = false;
  #isLimited = false;
  #changed = (): void => {};

  constructor(place: Place, origin: AnswerOrigin) {
    this.requestId = origin.requestId;
    this.purpose = origin.purpose;
    this.isAlternative = origin.isAlternative;
    this.documentId = place.documentId;
    this.placePrefix = ownCopy(place.prefix.slice(-PLACE_PREFIX_CHARS));
    this.placeSuffix = ownCopy(place.suffix.slice(0, PLACE_SUFFIX_CHARS));
  }

  /** What came so far, with `\n` line ends. */
  get text(): string {
    return this.#text;
  }

  /** No more will come. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** It ends where the request wanted no more, not where the model had no more to say. */
  get isLimited(): boolean {
    return this.#isLimited;
  }

  /** Says that; before `complete`. */
  limit(): void {
    this.#isLimited = true;
  }

  /** Calls `changed` whenever text or completeness changes from now on. One watcher at a time. */
  watch(changed: () => void): void {
    this.#changed = changed;
  }

  /** Sets the text so far. Ignored once the answer is complete. */
  update(text: string): void {
    if (this.#isComplete || text === this.#text) return;
    this.#text = text;
    this.#changed();
  }

  /** No more will come; may be called again. */
  complete(): void {
    if (this.#isComplete) return;
    this.#isComplete = true;
    this.#changed();
  }

  /** The stream was ended or broke off: only whole lines are kept, for half a line would look like a whole one. */
  breakOff(): void {
    if (this.#isComplete) return;
    this.#text = this.#text.slice(0, Math.max(0, this.#text.lastIndexOf("\n")));
    this.complete();
  }

  /** Compares with a cursor that stands `typedChars` behind the place, as `prefixHashesOf` found it. */
  matchAfter(cursor: Place, typedChars: number): AnswerMatch {
    const askedLength = cursor.prefix.length - typedChars;
    const known = Math.min(this.placePrefix.length, askedLength);
    const isSamePlace =
      this.documentId === cursor.documentId &&
      // The window may hold less than was kept, never the other way round unless the document begins there.
      (known === this.placePrefix.length || known >= PLACE_PREFIX_CHARS / 2) &&
      cursor.prefix.startsWith(this.placePrefix.slice(this.placePrefix.length - known), askedLength - known);
    if (!isSamePlace) return { state: "elsewhere" };
    const typed = cursor.prefix.slice(askedLength);
    const suffix = cursor.suffix.slice(0, PLACE_SUFFIX_CHARS);
    const agrees =
      suffixAgrees(this.placeSuffix, suffix, typed) ||
      isClosedSince(this.placeSuffix, suffix, this.placePrefix, typed);
    if (!agrees) return { state: "elsewhere" };
    const along = typedAlong(this.#text, typed);
    if (along.state === "diverged") return { state: "elsewhere" };
    if (along.state === "ahead") {
      return this.#isComplete ? { state: "elsewhere" } : { state: "pending", typedChars };
    }
    const remaining = this.#text.slice(along.consumedChars);
    if (remaining === "" && !this.#isComplete) return { state: "pending", typedChars };
    return { state: "agrees", remaining, typedChars };
  }

  /** Whether typing on at this cursor can lead to the place. */
  isAheadOf(cursor: Place): boolean {
    return isAheadOf(
      { documentId: this.documentId, prefix: this.placePrefix, suffix: this.placeSuffix },
      cursor,
    );
  }
}

/**
 * Whether typing on at the cursor can lead to the place: it was asked for ahead of the cursor, or the user has deleted
 * in front of it. False for a place more than about 460 characters ahead.
 */
export function isAheadOf(place: Place, cursor: Place): boolean {
  if (place.documentId !== cursor.documentId) return false;
  const placePrefix = place.prefix.slice(-PLACE_PREFIX_CHARS);
  const tail = cursor.prefix.slice(-TAIL_CHARS);
  const last = placePrefix.length - tail.length - 1;
  if (last < 0) return false;
  // A shorter tail is all of the document before the cursor, and so the head of what was asked with.
  const isWhole = tail.length < TAIL_CHARS;
  const at = isWhole ? placePrefix.indexOf(tail) : placePrefix.lastIndexOf(tail, last);
  if (at === -1 || (isWhole && at > 0)) return false;
  const between = placePrefix.slice(at + tail.length);
  const cursorSuffix = cursor.suffix.slice(0, PLACE_SUFFIX_CHARS);
  const placeSuffix = place.suffix.slice(0, PLACE_SUFFIX_CHARS);
  return (
    suffixAgrees(cursorSuffix, placeSuffix, between) ||
    isClosedSince(placeSuffix, cursorSuffix, cursor.prefix, "")
  );
}
