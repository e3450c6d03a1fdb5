import { lineHunks, type Hunk } from "../diff/hunks";
import type { OffsetRange } from "../request/selectionScope";
import type { TextChange } from "./trackedRange";

/**
 * What became of a hunk: it waits, stands in the document, was turned down, or its lines were changed by somebody else,
 * whose words stay.
 */
type HunkState = "pending" | "accepted" | "rejected" | "dropped";

/** A run of lines that the model wants different, with its place in the document as it is now. */
export interface ReviewHunk {
  /** Counts from 0, in the order of the document. */
  readonly id: number;
  readonly original: string;
  readonly replacement: string;
  readonly removedLines: number;
  readonly addedLines: number;
  readonly state: HunkState;
  /** Of a pending hunk its original, of an accepted one its replacement, in UTF-16 code units. */
  readonly range: OffsetRange;
}

/** A change to make for accepted hunks: [start, end) becomes `text`. */
export interface HunkEdit extends OffsetRange {
  readonly text: string;
}

interface Tracked {
  readonly id: number;
  readonly hunk: Hunk;
  readonly original: string;
  readonly startsLine: boolean;
  readonly endsLine: boolean;
  state: HunkState;
  start: number;
  end: number;
}

/** A hunk's place while the changes of one event go by. */
interface Passage {
  readonly tracked: Tracked;
  start: number;
  end: number;
  /** The same with everything that touched it taken in. */
  wideStart: number;
  wideEnd: number;
  isTouched: boolean;
}

/**
 * The hunks of a proposed text while the document goes on changing. What a hunk's lines say decides: the replacement
 * makes it accepted (redo does, too), the original pending again (undo), anything else means that somebody has changed
 * these lines, and the hunk is dropped. So accepting never overwrites a character that came after the proposal.
 */
export class ReviewHunks {
  readonly #hunks: readonly Tracked[];
  #text: string;
  #range: OffsetRange;

  /**
   * @param text the document's text now
   * @param range the part that the proposal is for
   * @param proposed what it should become, with the document's line ends
   */
  constructor(text: string, range: OffsetRange, proposed: string) {
    this.#text = text;
    this.#range = range;
    // A selection often ends before its last line's end. With it, lines that are added below are added lines.
    const lineEnd = /^\r?\n/.exec(text.slice(range.end, range.end + 2))?.[0] ?? "";
    const original = text.slice(range.start, range.end) + lineEnd;
    this.#hunks = lineHunks(original, proposed + lineEnd).map((hunk, id) => {
      const start = range.start + hunk.originalStart;
      const end = range.start + hunk.originalEnd;
      return {
        id,
        hunk,
        original: text.slice(start, end),
        startsLine: isLineStart(text, start),
        endsLine: isLineEnd(text, end),
        state: "pending",
        start,
        end,
      };
    });
  }

  /** All of them, also those that are decided. */
  get all(): readonly ReviewHunk[] {
    return this.#hunks.map(({ id, hunk, original, state, start, end }) => ({
      id,
      original,
      replacement: hunk.replacement,
      removedLines: hunk.removedLines,
      addedLines: hunk.addedLines,
      state,
      range: { start, end },
    }));
  }

  /** Those that wait for a decision. */
  get pending(): readonly ReviewHunk[] {
    return this.all.filter(({ state }) => state === "pending");
  }

  /** The document's text as the changes so far have made it. */
  get text(): string {
    return this.#text;
  }

  /** Where the part is now that the proposal was made for. */
  get range(): OffsetRange {
    return this.#range;
  }

  /** What the document has to become for these hunks to be accepted, in order; those that do not wait are left out. */
  editsFor(ids: Iterable<number>): readonly HunkEdit[] {
    const wanted = new Set(ids);
    return this.#hunks
      .filter(({ id, state }) => state === "pending" && wanted.has(id))
      .map(({ start, end, hunk }) => ({ start, end, text: hunk.replacement }));
  }

  /** Turns these hunks down, as far as they wait. */
  reject(ids: Iterable<number>): void {
    const wanted = new Set(ids);
    for (const hunk of this.#hunks)
      if (wanted.has(hunk.id) && hunk.state === "pending") hunk.state = "rejected";
  }

  /** Takes the changes of one event, in the order in which they were applied, whoever made them. */
  apply(changes: readonly TextChange[]): void {
    const passages: readonly Passage[] = this.#hunks
      .filter(({ state }) => state === "pending" || state === "accepted")
      .map((tracked) => {
        const { start, end } = tracked;
        return { tracked, start, end, wideStart: start, wideEnd: end, isTouched: false };
      });
    for (const change of changes) {
      for (const part of partsOf(change, this.#text)) {
        for (const passage of passages) pass(passage, part);
        this.#range = grown(this.#range, part);
        this.#text =
          this.#text.slice(0, part.offset) + part.text + this.#text.slice(part.offset + part.length);
      }
    }
    for (const passage of passages) this.#settle(passage);
    this.#dropTouching();
  }

  /**
   * Where all text between two waiting hunks is gone, the second is dropped: accepted at once, the change of one could
   * not be told from that of the other.
   */
  #dropTouching(): void {
    let last: Tracked | undefined;
    for (const tracked of this.#hunks) {
      if (tracked.state !== "pending") continue;
      if (last?.end === tracked.start) tracked.state = "dropped";
      else last = tracked;
    }
  }

  #settle({ tracked, start, end, wideStart, wideEnd, isTouched }: Passage): void {
    const text = this.#text;
    const isNear = isTouched || wideStart !== start || wideEnd !== end;
    const wide = text.slice(wideStart, wideEnd);
    if (isNear && wide === tracked.hunk.replacement) {
      this.#place(tracked, wideStart, wideEnd);
      tracked.state = "accepted";
      return;
    }
    const isBack = isNear && wide === tracked.original;
    this.#place(tracked, isBack ? wideStart : start, isBack ? wideEnd : end);
    if (isBack) tracked.state = "pending";
    if (tracked.state === "accepted") return;
    const isSameLines =
      (!tracked.startsLine || isLineStart(text, tracked.start)) &&
      (!tracked.endsLine || isLineEnd(text, tracked.end));
    if ((isTouched && !isBack) || !isSameLines) tracked.state = "dropped";
  }

  #place(tracked: Tracked, start: number, end: number): void {
    tracked.start = start;
    tracked.end = end;
    this.#range = { start: Math.min(this.#range.start, start), end: Math.max(this.#range.end, end) };
  }
}

function pass(passage: Passage, { offset, length, text }: TextChange): void {
  const changeEnd = offset + length;
  const growth = text.length - length;
  if (changeEnd < passage.wideStart) {
    passage.wideStart += growth;
    passage.wideEnd += growth;
  } else if (offset <= passage.wideEnd) {
    passage.wideStart = Math.min(passage.wideStart, offset);
    passage.wideEnd = Math.max(passage.wideEnd, changeEnd) + growth;
  }
  if (changeEnd <= passage.start) {
    passage.start += growth;
    passage.end += growth;
  } else if (offset < passage.end) {
    passage.start = Math.min(passage.start, offset);
    passage.end = Math.max(passage.end, changeEnd) + growth;
    passage.isTouched = true;
  }
}

/** A change inside a range stays inside; one at its edge stays outside. */
function grown({ start, end }: OffsetRange, { offset, length, text }: TextChange): OffsetRange {
  const changeEnd = offset + length;
  const growth = text.length - length;
  if (changeEnd <= start) return { start: start + growth, end: end + growth };
  if (offset >= end) return { start, end };
  return { start: Math.min(start, offset), end: Math.max(end, changeEnd) + growth };
}

/**
 * The lines that really differ of a change, the last first, so that the offsets of the others hold: formatters and
 * other extensions replace whole files to change a line.
 */
function partsOf({ offset, length, text }: TextChange, before: string): readonly TextChange[] {
  if (length === 0 || text === "") return [{ offset, length, text }];
  return lineHunks(before.slice(offset, offset + length), text)
    .map(({ originalStart, originalEnd, replacement }) => ({
      offset: offset + originalStart,
      length: originalEnd - originalStart,
      text: replacement,
    }))
    .toReversed();
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n";
}

function isLineEnd(text: string, offset: number): boolean {
  return isLineStart(text, offset) || offset === text.length || /[\r\n]/.test(text[offset] ?? "");
}
