/** How a file indents: one tab, or so many spaces, per level. */
export type IndentUnit = "\t" | "  " | "    " | "   " | "        ";

const SPACE_UNITS: Readonly<Record<number, IndentUnit>> = { 2: "  ", 3: "   ", 4: "    ", 8: "        " };

/** White space a line starts with. */
export function leadingBlank(line: string): string {
  let end = 0;
  while (end < line.length && (line.charAt(end) === " " || line.charAt(end) === "\t")) end++;
  return line.slice(0, end);
}

/** Columns of a line's indentation; a tab reaches to the next multiple of `tabColumns`. */
export function indentColumns(line: string, tabColumns = 4): number {
  let columns = 0;
  for (const character of leadingBlank(line)) {
    columns = character === "\t" ? columns + tabColumns - (columns % tabColumns) : columns + 1;
  }
  return columns;
}

/** The unit that most of the text's changes of indentation use; undefined when the text shows none. */
export function indentUnit(text: string): IndentUnit | undefined {
  const votes = new Map<IndentUnit, number>();
  let previousSpaces = 0;
  for (const line of text.split("\n")) {
    const blank = leadingBlank(line);
    // A blank line shows nothing, and ` *` continues a comment.
    if (blank.length === line.length || line.charAt(blank.length) === "*") continue;
    let unit: IndentUnit | undefined;
    if (blank.startsWith("\t")) {
      unit = "\t";
    } else {
      unit = SPACE_UNITS[Math.abs(blank.length - previousSpaces)];
      previousSpaces = blank.length;
    }
    if (unit !== undefined) votes.set(unit, (votes.get(unit) ?? 0) + 1);
  }
  let best: IndentUnit | undefined;
  for (const [unit, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = unit;
  return best;
}
