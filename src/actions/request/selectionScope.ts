/** A part of a document, [start, end) in UTF-16 code units. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** Largest selection that an action takes, in UTF-16 code units: about 20,000 tokens, which come back once more. */
export const maxSelectionChars = 60_000;

/**
 * Takes the indentation before a selection into it: whoever selects from the first word of a line means the line, and
 * a replacement that starts at the line's start can have its indentation checked.
 */
export function withIndentation(text: string, range: OffsetRange): OffsetRange {
  const lineStart = lineStartAt(text, range.start);
  const isIndentation = range.end > range.start && /^[ \t]*$/.test(text.slice(lineStart, range.start));
  return isIndentation ? { start: lineStart, end: range.end } : range;
}

/** Where the line of an offset starts. */
export function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The text around a range, cut at line borders to the given lengths in UTF-16 code units. */
export function surroundings(
  text: string,
  range: OffsetRange,
  limits: { readonly maxBeforeChars: number; readonly maxAfterChars: number },
): { readonly before: string; readonly after: string } {
  let from = Math.max(0, range.start - limits.maxBeforeChars);
  if (from > 0) {
    const nextLine = text.indexOf("\n", from - 1) + 1;
    from = nextLine > 0 && nextLine <= range.start ? nextLine : range.start;
  }
  let to = Math.min(text.length, range.end + limits.maxAfterChars);
  if (to < text.length) {
    const lineEnd = text.lastIndexOf("\n", to - 1) + 1;
    to = lineEnd > range.end ? lineEnd : range.end;
  }
  return { before: text.slice(from, range.start), after: text.slice(range.end, to) };
}
