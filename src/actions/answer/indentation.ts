/** How a document indents: with tabs, or with this many spaces a level. */
export type IndentUnit = "tab" | number;

/** What a replacement has to fit to. Lines end with `\n`. */
export interface IndentationTarget {
  readonly selection: string;
  /** The selection starts at the start of a line; otherwise its first line has no indentation of its own. */
  readonly startsLine: boolean;
  /** Indentation of the line that the selection starts in. */
  readonly lineIndent: string;
  readonly unit: IndentUnit;
}

/**
 * Gives the text the indentation that the selection had: models often return it moved to the left edge, with the first
 * line moved only, or with spaces where the file has tabs. A text that fits already comes back as it is.
 */
export function restoreIndentation(text: string, target: IndentationTarget): string {
  const converted = convertUnits(text, target);
  const lines = converted.split("\n");
  const selected = target.selection.split("\n");
  if (!target.startsLine) {
    const wanted = commonIndent(selected.slice(1)) ?? target.lineIndent;
    return [lines[0] ?? "", ...moved(lines.slice(1), wanted)].join("\n");
  }
  const wanted = commonIndent(selected) ?? target.lineIndent;
  const firstAt = lines.findIndex((line) => line.trim() !== "");
  const first = lines[firstAt];
  if (first !== undefined && hasLostFirstIndent(lines.slice(firstAt), selected, wanted)) {
    const firstSelected = selected.find((line) => line.trim() !== "") ?? "";
    return lines.with(firstAt, indentOf(firstSelected) + first.trimStart()).join("\n");
  }
  return moved(lines, wanted).join("\n");
}

/** Only the first line stands too far left: the others reach at least as deep as the selection's others did. */
function hasLostFirstIndent(lines: readonly string[], selected: readonly string[], wanted: string): boolean {
  if (wanted === "" || indentOf(lines[0] ?? "") !== "") return false;
  const rest = commonIndent(lines.slice(1));
  if (rest === undefined) return false;
  const firstSelected = selected.findIndex((line) => line.trim() !== "");
  const restSelected = commonIndent(selected.slice(firstSelected + 1));
  if (restSelected !== undefined) return rest.length >= restSelected.length;
  const last = lines.findLast((line) => line.trim() !== "") ?? "";
  return indentOf(last) === wanted && /^[})\]]|^end\b/.test(last.trimStart());
}

function moved(lines: readonly string[], wanted: string): readonly string[] {
  const common = commonIndent(lines);
  if (common === undefined || common === wanted) return lines;
  return lines.map((line) => (line.trim() === "" ? "" : wanted + line.slice(common.length)));
}

/** The longest indentation that all lines with text share; undefined without such lines. */
function commonIndent(lines: readonly string[]): string | undefined {
  let common: string | undefined;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const indent = indentOf(line);
    if (common === undefined) common = indent;
    else while (!indent.startsWith(common)) common = common.slice(0, -1);
  }
  return common;
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** Tabs for the answer's levels of spaces, or the other way, where the selection (or the document) says so. */
function convertUnits(text: string, target: IndentationTarget): string {
  const selected = target.selection.split("\n").map(indentOf);
  const hasTabs = selected.some((indent) => indent.includes("\t"));
  const hasSpaces = selected.some((indent) => indent.includes(" "));
  if (hasTabs && hasSpaces) return text;
  const usesTabs = hasTabs || (!hasSpaces && target.unit === "tab");
  const indents = text.split("\n").map(indentOf);
  if (usesTabs) {
    const widths = indents.filter((indent) => /^ +$/.test(indent)).map((indent) => indent.length);
    const unit = Math.max(1, levelWidth(widths));
    return text.replaceAll(
      /^ +(?=\S)/gm,
      (spaces) => "\t".repeat(Math.floor(spaces.length / unit)) + " ".repeat(spaces.length % unit),
    );
  }
  const unit = target.unit === "tab" ? 4 : target.unit;
  return text.replaceAll(/^\t+/gm, (tabs) => " ".repeat(tabs.length * unit));
}

/** Spaces a level: the greatest width that divides all, if it is a usual one. */
function levelWidth(widths: readonly number[]): number {
  return [8, 4, 2, 3].find((unit) => widths.every((width) => width % unit === 0)) ?? 1;
}
