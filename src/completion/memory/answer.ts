import type { Cursor } from "../prompt/cursor";
import { suffixAgrees } from "./suffixAgrees";
import { typedAlong } from "./typedAlong";

/** How much of the text around the place is kept to recognise it. */
const PLACE_PREFIX_CHARS = 512;
const PLACE_SUFFIX_CHARS = 256;
/** How far one may delete back in front of an open stream's place before the stream counts as left. */
const MAX_DELETED_CHARS = 24;

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
  readonly documentId: string;
  /** Text before the place, its last 512 code units. */
  readonly placePrefix: string;
  /** Text behind the place, its first 256 code units. */
  readonly placeSuffix: string;
  #text = "";
  #isComplete = false;
  readonly #listeners = new Set<() => void>();

  constructor(cursor: Pick<Cursor, "documentId" | "prefix" | "suffix">) {
    this.documentId = cursor.documentId;
    this.placePrefix = cursor.prefix.slice(-PLACE_PREFIX_CHARS);
    this.placeSuffix = cursor.suffix.slice(0, PLACE_SUFFIX_CHARS);
  }

  /** What came so far, with `\n` line ends. */
  get text(): string {
    return this.#text;
  }

  /** No more will come. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Sets the text so far and wakes those who wait for it. Ignored once the answer is complete. */
  update(text: string): void {
    if (this.#isComplete) return;
    this.#text = text;
    this.#wake();
  }

  /** No more will come; may be called again. */
  complete(): void {
    this.#isComplete = true;
    this.#wake();
  }

  /** The stream was ended or broke off: only whole lines are kept, for half a line would look like a whole one. */
  breakOff(): void {
    if (this.#isComplete) return;
    this.#text = this.#text.slice(0, Math.max(0, this.#text.lastIndexOf("\n")));
    this.complete();
  }

  /** Resolves when the text has changed, the answer is complete, or `signal` aborts. */
  changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#isComplete) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#listeners.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  /** Compares with a cursor that stands `typedChars` behind the place, as `visitPrefixHashes` found it. */
  matchAfter(cursor: Pick<Cursor, "documentId" | "prefix" | "suffix">, typedChars: number): AnswerMatch {
    const askedLength = cursor.prefix.length - typedChars;
    const known = Math.min(this.placePrefix.length, askedLength);
    const isSamePlace =
      this.documentId === cursor.documentId &&
      // The window may hold less than was kept, never the other way round unless the document begins there.
      (known === this.placePrefix.length || known >= PLACE_PREFIX_CHARS / 2) &&
      cursor.prefix.startsWith(this.placePrefix.slice(this.placePrefix.length - known), askedLength - known);
    if (!isSamePlace) return { state: "elsewhere" };
    const typed = cursor.prefix.slice(askedLength);
    if (!suffixAgrees(this.placeSuffix, cursor.suffix.slice(0, PLACE_SUFFIX_CHARS), typed)) {
      return { state: "elsewhere" };
    }
    const along = typedAlong(this.#text, typed);
    if (along.state === "diverged") return { state: "elsewhere" };
    if (along.state === "ahead") {
      return this.#isComplete ? { state: "elsewhere" } : { state: "pending", typedChars };
    }
    const remaining = this.#text.slice(along.consumedChars);
    if (remaining === "" && !this.#isComplete) return { state: "pending", typedChars };
    return { state: "agrees", remaining, typedChars };
  }

  /** Whether typing at this cursor can lead to the place: the user has deleted a few characters in front of it. */
  isAheadOf(cursor: Pick<Cursor, "documentId" | "prefix" | "suffix">): boolean {
    if (this.documentId !== cursor.documentId) return false;
    if (!suffixAgrees(this.placeSuffix, cursor.suffix.slice(0, PLACE_SUFFIX_CHARS), "")) return false;
    for (let deleted = 1; deleted <= MAX_DELETED_CHARS && deleted <= this.placePrefix.length; deleted++) {
      const start = this.placePrefix.slice(0, this.placePrefix.length - deleted);
      const tail = start.slice(-MAX_DELETED_CHARS * 2);
      if (cursor.prefix.endsWith(tail) && (tail !== "" || cursor.prefix === "")) return true;
    }
    return false;
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
  }
}
