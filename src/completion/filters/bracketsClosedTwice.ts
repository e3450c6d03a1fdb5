import { bracketBalance, isOnlyClosers } from "../text/brackets";
import { indentColumns } from "../text/indentation";
import { linesBelow, textFilter } from "./filter";

/**
 * Takes a last line of closing brackets off when the next line below closes the same block: equal brackets (`;` and
 * `,` aside) in the same column, and nothing in the text that they would close.
 */
export const bracketsClosedTwice = textFilter("brackets closed twice", (text, cursor) => {
  const at = text.lastIndexOf("\n");
  if (at === -1 || cursor.lineRest.trim() !== "") return text;
  const last = text.slice(at + 1);
  if (last.trim() === "" || !isOnlyClosers(last) || bracketBalance(text).closers === "") return text;
  const below = linesBelow(cursor).find((line) => line.trim() !== "");
  if (below === undefined || !isOnlyClosers(below)) return text;
  const isSame =
    indentColumns(last) === indentColumns(below) &&
    last.replaceAll(/[\s;,]/g, "") === below.replaceAll(/[\s;,]/g, "");
  return isSame ? text.slice(0, at) : text;
});
