import { isOnlyClosers } from "../text/brackets";
import { saysSomething } from "../text/saysSomething";
import { textFilter } from "./filter";

/** Refuses a suggestion whose first line makes a copy of the line above it: the commonest loop of all. */
export const repeatsLineAbove = textFilter("repeats the line above", (text, cursor) => {
  const lines = cursor.prefix.split("\n");
  const suggested = text.split("\n");
  const isNewLine = cursor.linePrefix.trim() !== "" && suggested[0]?.trim() === "" && suggested.length > 1;
  const above = isNewLine ? cursor.linePrefix : lines.slice(0, -1).findLast((line) => line.trim() !== "");
  const first = isNewLine
    ? (suggested.find((line) => line.trim() !== "") ?? "")
    : cursor.linePrefix + (suggested[0] ?? "");
  // A line of the same words in another column ends another block.
  if (above === undefined || first.trimEnd() !== above.trimEnd()) return text;
  return isOnlyClosers(first) || !saysSomething(first)
    ? text
    : { rejection: "its first line repeats the line above" };
});
