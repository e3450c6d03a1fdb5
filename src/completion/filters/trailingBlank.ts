import { isOnlyClosers } from "../text/brackets";
import { textFilter } from "./filter";

/**
 * White space at the end of the text, and of its lines, is noise; a blank before the rest of the line is not, nor is
 * the line break that puts an auto-closed bracket on a line of its own: `{█}` → `{⏎  work();⏎}`.
 */
export const trailingBlank = textFilter("trailing blank", (text, cursor) => {
  const lines = text
    .split("\n")
    .map((line, index, all) => (index === all.length - 1 ? line : line.trimEnd()));
  // The first line may be only the space that belongs behind what is written: `return█` → `return x`.
  const joined = lines.join("\n");
  if (!isOnlyClosers(cursor.lineRest)) return joined.replace(/\s*\n\s*$/, "");
  const trimmed = joined.trimEnd();
  const breaksBeforeCloser =
    cursor.lineRest.trim() !== "" && /^[ \t]*\n/.test(joined) && /\n[ \t]*$/.test(joined) && trimmed !== "";
  return breaksBeforeCloser ? `${trimmed}\n${/^[ \t]*/.exec(cursor.linePrefix)?.[0] ?? ""}` : trimmed;
});
