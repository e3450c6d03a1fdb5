import { bracketBalance, isOnlyClosers } from "../text/brackets";
import { leadingBlank } from "../text/indentation";
import { textFilter } from "./filter";

/**
 * White space at the end of the text, and of its lines, is noise; a blank before the rest of the line is not, nor is
 * the line break that puts an auto-closed bracket on a line of its own: `{█}` → `{⏎  work();⏎}`. Where the text goes on
 * in the next line and has not closed the bracket, the break is added.
 */
export const trailingBlank = textFilter("trailing blank", (text, { linePrefix, lineRest }) => {
  const lines = text
    .split("\n")
    .map((line, index, all) => (index === all.length - 1 ? line : line.trimEnd()));
  // The first line may be only the space that belongs behind what is written: `return█` → `return x`.
  const joined = lines.join("\n");
  if (!isOnlyClosers(lineRest)) return joined.replace(/\s*\n\s*$/, "");
  const trimmed = joined.trimEnd();
  if (trimmed === "" || lineRest.trim() === "") return trimmed;
  const isOnNextLine = /^[ \t]*\n/.test(joined);
  // A bracket that was opened further up may stand behind its last argument.
  const isBody =
    (isOnNextLine && bracketBalance(linePrefix).openers !== "") ||
    (linePrefix.trim() === "" && lineRest.startsWith("}"));
  const isLeftOpen = /^[)\]}]/.test(lineRest) && bracketBalance(trimmed).closers === "";
  const breaksBeforeCloser = (isOnNextLine && /\n[ \t]*$/.test(joined)) || (isBody && isLeftOpen);
  return breaksBeforeCloser ? `${trimmed}\n${leadingBlank(linePrefix)}` : trimmed;
});
