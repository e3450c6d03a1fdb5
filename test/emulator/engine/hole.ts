/** The text around the cursor, cut into the lines the engine compares. Line ends are `\n`. */
export interface Hole {
  /** Complete lines before the cursor's. */
  readonly before: readonly string[];
  /** The cursor's line up to the cursor. */
  readonly current: string;
  /** The cursor's line after the cursor. */
  readonly rest: string;
  /** Complete lines after the cursor's. */
  readonly after: readonly string[];
}

/** Cuts prefix and suffix into lines. */
export function holeOf(prefix: string, suffix: string): Hole {
  const before = prefix.split("\n");
  const current = before.pop() ?? "";
  const [rest = "", ...after] = suffix.split("\n");
  return { before, current, rest, after };
}

/** Leading blanks of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The first line with something on it, if there is one. */
export function firstFilledLine(lines: readonly string[]): string | undefined {
  return lines.find((line) => line.trim() !== "");
}

/** Index of the last line with something on it; -1 when there is none. */
export function lastFilledIndex(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line.trim() !== "");
}
