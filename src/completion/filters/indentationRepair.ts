import type { Cursor } from "../prompt/cursor";
import { indentColumns, indentUnit, leadingBlank, type IndentUnit } from "../text/indentation";
import { textFilter } from "./filter";

/**
 * Makes the text indent as the file does: tabs or spaces, and no second indentation on a line that is indented
 * already. Only white space at the start of lines changes.
 */
export const indentationRepair = textFilter("indentation", (text, cursor) => {
  const unit = indentUnit(cursor.prefix) ?? indentUnit(cursor.suffix);
  const ownUnit = indentUnit(text);
  return withoutRestatedIndent(text, cursor)
    .split("\n")
    .map((line, index) =>
      index === 0 && cursor.linePrefix.trim() !== "" ? line : inUnit(line, unit, ownUnit),
    )
    .join("\n");
});

/** Rewrites a line's indentation when it uses the other kind of white space; odd columns behind tabs stay spaces. */
function inUnit(line: string, unit: IndentUnit | undefined, ownUnit: IndentUnit | undefined): string {
  const blank = leadingBlank(line);
  if (unit === undefined || blank === "") return line;
  const body = line.slice(blank.length);
  if (unit === "\t") {
    if (!blank.includes("  ")) return line;
    const width = ownUnit === undefined || ownUnit === "\t" ? 4 : ownUnit.length;
    const columns = indentColumns(blank, width);
    return "\t".repeat(Math.floor(columns / width)) + " ".repeat(columns % width) + body;
  }
  return blank.includes("\t") ? " ".repeat(indentColumns(blank, unit.length)) + body : line;
}

/** The cursor's blank line stands at its indentation, and the text begins with the same again. */
function withoutRestatedIndent(text: string, cursor: Cursor): string {
  const blank = leadingBlank(text);
  if (blank === "" || cursor.linePrefix === "" || cursor.linePrefix.trim() !== "") return text;
  if (!blank.startsWith(cursor.linePrefix)) return text;
  const above = cursor.prefix
    .slice(0, cursor.prefix.length - cursor.linePrefix.length)
    .split("\n")
    .findLast((line) => line.trim() !== "");
  if (above === undefined) return text;
  const isDeepEnough = indentColumns(cursor.linePrefix) >= indentColumns(above);
  const opensBlock = /[{([:]\s*$/.test(above) && indentColumns(cursor.linePrefix) === indentColumns(above);
  return isDeepEnough && !opensBlock ? text.slice(cursor.linePrefix.length) : text;
}
