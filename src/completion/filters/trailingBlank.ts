import { isOnlyClosers } from "../text/brackets";
import { textFilter } from "./filter";

/** White space at the end of the text, and of its lines, is noise; a blank before the rest of the line is not. */
export const trailingBlank = textFilter("trailing blank", (text, cursor) => {
  const lines = text
    .split("\n")
    .map((line, index, all) => (index === all.length - 1 ? line : line.trimEnd()));
  // The first line may be only the space that belongs behind what is written: `return█` → `return x`.
  const joined = lines.join("\n");
  return isOnlyClosers(cursor.lineRest) ? joined.trimEnd() : joined.replace(/\s*\n\s*$/, "");
});
