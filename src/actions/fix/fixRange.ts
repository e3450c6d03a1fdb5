/** Lines of a document, both included, counted from 0. */
export interface LineSpan {
  readonly startLine: number;
  readonly endLine: number;
}

/** A longer symbol says little about a problem in it, and all of it would be written again. */
const maxSymbolLines = 150;
const linesAround = 20;

/**
 * The lines that are rewritten for a problem where nothing is selected: the smallest of the symbols around it, unless
 * that is longer than 150 lines; else up to 20 lines before and behind it, cut at blank lines where there are some, so
 * that no paragraph is torn.
 *
 * @param symbols declarations of the document that a fix may rewrite, in any order
 */
export function fixRange(
  lines: readonly string[],
  problem: LineSpan,
  symbols: readonly LineSpan[],
): LineSpan {
  const [smallest] = symbols
    .filter(({ startLine, endLine }) => startLine <= problem.startLine && problem.endLine <= endLine)
    .toSorted((one, other) => lineCount(one) - lineCount(other));
  if (smallest !== undefined && lineCount(smallest) <= maxSymbolLines) return smallest;

  const lastLine = lines.length - 1;
  const from = Math.max(0, problem.startLine - linesAround);
  const to = Math.min(lastLine, problem.endLine + linesAround);
  const isBlank = (line: number) => (lines[line] ?? "").trim() === "";
  let startLine = from;
  // A window that starts at the file's start or behind a blank line tears nothing.
  if (from > 0 && !isBlank(from - 1)) {
    const blank = lineWhere(from, problem.startLine, isBlank);
    if (blank !== undefined) startLine = blank + 1;
  }
  let endLine = to;
  if (to < lastLine && !isBlank(to + 1)) {
    const blank = lineWhere(to, problem.endLine, isBlank);
    if (blank !== undefined) endLine = blank - 1;
  }
  while (startLine < problem.startLine && isBlank(startLine)) startLine++;
  while (endLine > problem.endLine && isBlank(endLine)) endLine--;
  return { startLine, endLine };
}

/** The first line from `from` on towards `until`, without that one, that passes. */
function lineWhere(from: number, until: number, passes: (line: number) => boolean): number | undefined {
  const step = from < until ? 1 : -1;
  for (let line = from; line !== until; line += step) if (passes(line)) return line;
  return undefined;
}

function lineCount({ startLine, endLine }: LineSpan): number {
  return endLine - startLine + 1;
}
