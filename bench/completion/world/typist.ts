import { indentEndAfter, lineEndAfter, type Trace } from "../traces/trace";
import { logNormal, noise } from "./noise";
import type { PendingCloser } from "./oracle";

/** How the text is typed. All false: letter by letter, Enter with the editor's indentation. */
export interface TypingHabits {
  /** The editor puts the partner of a typed bracket or quote behind the cursor, and lets it be typed over. */
  readonly closesPairs: boolean;
  /** Some letters are wrong, noticed up to two letters later and deleted. */
  readonly mistypes: boolean;
  /** Some pauses of seconds at the start of a word or line. */
  readonly pauses: boolean;
  /** The suggest widget is open in the second half of longer words, with the right or another item selected. */
  readonly opensWidget: boolean;
}

/** An edit of the document. Deletes first, then types. */
export interface Edit {
  /** Characters deleted before the cursor. */
  readonly deletedChars: number;
  /** Inserted before the cursor; the cursor goes behind it. */
  readonly typed: string;
  /** Characters behind the cursor that were typed over. */
  readonly typedOverChars: number;
  /** The new text behind the cursor up to the file's own, when the edit changed it. */
  readonly behind: string;
  /** The cursor moved over what stood there: no change of text, no keystroke that counts. */
  readonly isMove: boolean;
}

const wordMs = { median: 130, sigma: 0.4 };
const wordStartMs = { median: 210, sigma: 0.55 };
const lineStartMs = { median: 420, sigma: 0.7 };
/** Faster than anybody; slower ones are pauses for thought, which have a trace habit of their own. */
const maxPauseMs = 1500;
const minPauseMs = 35;

const pairs: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  '"': '"',
  "'": "'",
  "`": "`",
};

/**
 * Types a trace. The pauses are a log-normal mixture: in a word, at a word's start or punctuation, at a line's start
 * (medians of 136 million keystrokes, Dhakal et al., CHI 2018). A pause belongs to a place, not to its number, so
 * that engines with and without accepted suggestions meet the same ones.
 */
export class Typist {
  readonly #trace: Trace;
  readonly #habits: TypingHabits;
  readonly #seed: number;
  #offset: number;
  /** Innermost first. */
  #closers: readonly PendingCloser[] = [];
  /** Typed, and wrong. */
  #mistake = "";
  #mistakenAt = -1;

  constructor(trace: Trace, habits: TypingHabits, seed: number) {
    this.#trace = trace;
    this.#habits = habits;
    this.#seed = seed;
    this.#offset = trace.startOffset;
  }

  /** How far the true text is typed. */
  get trueOffset(): number {
    return this.#offset;
  }

  get closers(): readonly PendingCloser[] {
    return this.#closers;
  }

  /** What the editor put behind the cursor. */
  get behind(): string {
    return this.#closers.map(({ text }) => text).join("");
  }

  /**
   * Whether a suggestion can be right here. Not behind a mistake, not when the suggest widget has another item
   * selected, and not when its item is all that is missing: then the widget shows it.
   */
  get isJudged(): boolean {
    if (this.#mistake !== "") return false;
    const item = this.widgetItem();
    if (item === undefined) return true;
    const { text } = this.#trace;
    const start = this.#offset - item.typedChars;
    const end = start + item.text.length;
    const isAll = end === lineEndAfter(text, end) || this.#closers.some(({ offset }) => offset === end);
    return text.startsWith(item.text, start) && !isAll;
  }

  /** Takes over a suggestion that was right: its text is the true text, and it replaced so much behind the cursor. */
  accept(text: string): void {
    this.#offset += text.length;
    this.#closers = this.#closers.filter(({ offset }) => offset >= this.#offset);
  }

  /** The selected item of the suggest widget for the cursor as it stands, if the widget is open. */
  widgetItem(): { readonly text: string; readonly typedChars: number } | undefined {
    if (!this.#habits.opensWidget || this.#mistake !== "") return undefined;
    const { text } = this.#trace;
    const head = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(
      text.slice(Math.max(0, this.#offset - 60), this.#offset),
    )?.[0];
    const tail = /^[\p{L}\p{N}_$]+/u.exec(text.slice(this.#offset, this.#offset + 60))?.[0];
    if (head === undefined || tail === undefined || head.length < 2 || head.length + tail.length < 6) {
      return undefined;
    }
    const luck = noise(this.#seed, "widget", this.#trace.path, this.#offset - head.length);
    if (luck > 0.5) return undefined;
    return { text: luck < 0.35 ? head + tail : `${head}Other`, typedChars: head.length };
  }

  /** How long the next edit lets wait; undefined at the trace's end. */
  get nextPauseMs(): number | undefined {
    if (this.#mistake !== "") {
      return this.#pauseOf(wordMs, "correcting", this.#mistake.length);
    }
    return this.#offset >= this.#trace.endOffset ? undefined : this.#pauseMs();
  }

  /** The next edit; undefined at the trace's end. */
  next(): Edit | undefined {
    if (this.#mistake !== "") return this.#whileMistaken();
    const { text, endOffset } = this.#trace;
    if (this.#offset >= endOffset) return undefined;
    if (this.#mistypesHere()) {
      this.#mistakenAt = this.#offset;
      this.#mistake = neighbourOf(text.charAt(this.#offset));
      return this.#edit({ typed: this.#mistake });
    }
    const moved = this.#moveOver();
    if (moved !== undefined) return moved;
    const char = text.charAt(this.#offset);
    const [inner, ...outer] = this.#closers;
    if (inner !== undefined && inner.offset === this.#offset && inner.text === char) {
      this.#closers = outer;
      this.#offset++;
      return this.#edit({ typed: char, typedOverChars: 1 });
    }
    if (char === "\n") return this.#enter();
    this.#offset++;
    const closer = this.#closerOf(char);
    if (closer !== undefined) this.#closers = [closer, ...this.#closers];
    return this.#edit({ typed: char });
  }

  #enter(): Edit {
    const { text } = this.#trace;
    const [inner, ...outer] = this.#closers;
    // Between two brackets the editor puts the closing one on a line of its own.
    if (inner?.text.length === 1 && text.charAt(this.#offset - 1) in pairs && /[)\]}]/.test(inner.text)) {
      const ownLine = /\n[ \t]*$/.exec(text.slice(this.#offset, inner.offset))?.[0];
      if (ownLine !== undefined && inner.offset - ownLine.length > this.#offset) {
        this.#closers = [{ offset: inner.offset, text: ownLine + inner.text }, ...outer];
      }
    }
    const start = this.#offset;
    this.#offset = indentEndAfter(text, start + 1);
    return this.#edit({ typed: text.slice(start, this.#offset) });
  }

  /** Behind a block's last line the cursor goes over the bracket that stands below. */
  #moveOver(): Edit | undefined {
    const [inner, ...outer] = this.#closers;
    if (inner === undefined || inner.text.length === 1) return undefined;
    if (this.#offset !== inner.offset - (inner.text.length - 1)) return undefined;
    this.#closers = outer;
    this.#offset = inner.offset + 1;
    return this.#edit({
      typed: inner.text,
      typedOverChars: inner.text.length,
      isMove: true,
    });
  }

  #whileMistaken(): Edit {
    const { text } = this.#trace;
    const wrongChars = this.#mistake.length;
    const noticedAfter = 1 + Math.floor(3 * noise(this.#seed, "noticed", this.#trace.path, this.#offset));
    const next = text.charAt(this.#offset + wrongChars);
    if (wrongChars < noticedAfter && this.#mistakenAt === this.#offset && /[\p{L}\p{N}]/u.test(next)) {
      this.#mistake += next;
      return this.#edit({ typed: next });
    }
    // From here on it is deleted, letter by letter.
    this.#mistakenAt = -2 - this.#offset;
    this.#mistake = this.#mistake.slice(0, -1);
    return this.#edit({ deletedChars: 1 });
  }

  #mistypesHere(): boolean {
    const char = this.#trace.text.charAt(this.#offset);
    return (
      this.#habits.mistypes &&
      this.#mistakenAt !== -2 - this.#offset &&
      /[a-z]/i.test(char) &&
      noise(this.#seed, "mistyped", this.#trace.path, this.#offset) < 0.025
    );
  }

  #closerOf(char: string): PendingCloser | undefined {
    const closer = pairs[char];
    if (!this.#habits.closesPairs || closer === undefined) return undefined;
    const { text, endOffset, suffixOffset } = this.#trace;
    const behind = this.behind.charAt(0) || text.charAt(suffixOffset);
    if (!/^[\s)\]}"'`;,]?$/.test(behind)) return undefined;
    const opened = this.#offset - 1;
    if (closer === char && /[\p{L}\p{N}_]/u.test(text.charAt(opened - 1))) return undefined;
    const offset = closer === char ? endOfQuote(text, opened) : endOfBracket(text, opened, char, closer);
    const outerOffset = this.#closers[0]?.offset ?? endOffset;
    return offset === undefined || offset >= outerOffset ? undefined : { offset, text: closer };
  }

  #pauseMs(): number {
    const { text, path } = this.#trace;
    const before = text.charAt(this.#offset - 1);
    const isLineStart = /\n[ \t]*$/.test(text.slice(Math.max(0, this.#offset - 80), this.#offset));
    const isInWord = isWordChar(before) && isWordChar(text.charAt(this.#offset));
    if (this.#habits.pauses && !isInWord && noise(this.#seed, "thinks", path, this.#offset) < 0.03) {
      return 1500 + 3500 * noise(this.#seed, "thinks long", path, this.#offset);
    }
    return this.#pauseOf(isLineStart ? lineStartMs : isInWord ? wordMs : wordStartMs, "pause", 0);
  }

  #pauseOf({ median, sigma }: typeof wordMs, ...what: readonly (string | number)[]): number {
    const pauseMs = logNormal(median, sigma, this.#seed, this.#trace.path, this.#offset, ...what);
    return Math.min(maxPauseMs, Math.max(minPauseMs, pauseMs));
  }

  #edit(edit: Partial<Edit>): Edit {
    return {
      deletedChars: 0,
      typed: "",
      typedOverChars: 0,
      isMove: false,
      ...edit,
      behind: this.behind,
    };
  }
}

function isWordChar(char: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(char);
}

/** A letter near it on the keyboard, in the same case. */
function neighbourOf(letter: string): string {
  const rows = "qwertyuiopasdfghjklzxcvbnm";
  const neighbour = rows.charAt((rows.indexOf(letter.toLowerCase()) + 1) % rows.length);
  return letter === letter.toLowerCase() ? neighbour : neighbour.toUpperCase();
}

function endOfQuote(text: string, opened: number): number | undefined {
  const quote = text.charAt(opened);
  for (let at = opened + 1; at < lineEndAfter(text, opened); at++) {
    if (text.charAt(at) === "\\") at++;
    else if (text.charAt(at) === quote) return at;
  }
  return undefined;
}

function endOfBracket(text: string, opened: number, opener: string, closer: string): number | undefined {
  let depth = 0;
  for (let at = opened; at < text.length && at < opened + 5000; at++) {
    const char = text.charAt(at);
    if (char === opener) depth++;
    else if (char === closer && --depth === 0) return at;
  }
  return undefined;
}
