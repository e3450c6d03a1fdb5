import { changedWords } from "../diff/hunks";
import { countLineFeeds, withLineFeeds } from "../../text/lineEnds";
import { lineStartAt, type OffsetRange } from "../request/selectionScope";

/** A change to show: [start, end) of the document may become `replacement`. */
export interface ShownHunk {
  readonly id: number;
  readonly range: OffsetRange;
  readonly replacement: string;
}

/** Lines [from, to), counted from 0. */
interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/** A part of one line, in UTF-16 code units. */
export interface WordSpan {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A hunk as it stands in the merged text: its removed lines, and its added lines right below. */
interface MergedHunk {
  readonly id: number;
  readonly removed: LineSpan;
  readonly added: LineSpan;
  readonly removedWords: readonly WordSpan[];
  readonly addedWords: readonly WordSpan[];
}

/** A document with its pending hunks: both what stands there and what is proposed. Lines end with `\n`. */
export interface MergedView {
  readonly text: string;
  readonly hunks: readonly MergedHunk[];
}

/**
 * Puts removed and added lines below each other.
 *
 * @param text the document, with line ends of any kind
 * @param hunks in order, apart from each other by at least the rest of a line
 */
export function mergedView(text: string, hunks: readonly ShownHunk[]): MergedView {
  const merged: MergedHunk[] = [];
  let out = "";
  let line = 0;
  let at = 0;
  const put = (part: string) => {
    out += part;
    line += countLineFeeds(part);
  };
  for (const { id, range, replacement } of hunks) {
    // Whole lines: a selection may begin and end inside one.
    const from = Math.max(at, lineStartAt(text, range.start));
    const to = range.end === from ? from : lineEndFrom(text, range.end);
    put(withLineFeeds(text.slice(at, from)));
    if (out !== "" && !out.endsWith("\n")) put("\n"); // Lines are added behind a last line without an end.
    const removedText = withLineFeeds(text.slice(from, to));
    const addedText = withLineFeeds(text.slice(from, range.start) + replacement + text.slice(range.end, to));
    const removed = { from: line, to: line + countLines(removedText) };
    put(closed(removedText));
    const added = { from: line, to: line + countLines(addedText) };
    const isLast = to >= text.length;
    put(isLast ? addedText : closed(addedText));
    const words = changedWords(removedText, addedText);
    merged.push({
      id,
      removed,
      added,
      removedWords: spansIn(removedText, words.removed, removed.from),
      addedWords: spansIn(addedText, words.added, added.from),
    });
    at = to;
  }
  put(withLineFeeds(text.slice(at)));
  return { text: out, hunks: merged };
}

/** The line of the merged text that shows this line of the document. */
export function mergedLine({ hunks }: MergedView, documentLine: number): number {
  let line = documentLine;
  for (const { added, removed } of hunks) {
    if (removed.to > line) break;
    line += added.to - added.from;
  }
  return line;
}

/** The line of the document that a line of the merged text shows; of an added line, the one it would stand before. */
export function documentLine({ hunks }: MergedView, line: number): number {
  let added = 0;
  for (const hunk of hunks) {
    if (hunk.added.from > line) break;
    added += Math.min(line, hunk.added.to) - hunk.added.from;
  }
  return line - added;
}

function lineEndFrom(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

/** Offsets in a text of several lines as parts of lines; line ends are left out. */
function spansIn(
  text: string,
  ranges: readonly (readonly [number, number])[],
  firstLine: number,
): readonly WordSpan[] {
  const spans: WordSpan[] = [];
  let line = firstLine;
  let lineStart = 0;
  for (const [start, end] of ranges) {
    let from = start;
    while (from < end) {
      let lineEnd = text.indexOf("\n", lineStart);
      while (lineEnd >= 0 && lineEnd < from) {
        line++;
        lineStart = lineEnd + 1;
        lineEnd = text.indexOf("\n", lineStart);
      }
      const to = lineEnd < 0 ? end : Math.min(end, lineEnd);
      if (to > from) spans.push({ line, start: from - lineStart, end: to - lineStart });
      from = Math.max(to + 1, from + 1);
    }
  }
  return spans;
}

function closed(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function countLines(text: string): number {
  return countLineFeeds(closed(text));
}
