import { isOnlyClosers } from "../text/brackets";
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
  if (above === undefined || first.trim() !== above.trim()) return text;
  return isOnlyClosers(first) || first.trim().length < 4
    ? text
    : { rejection: "its first line repeats the line above" };
});
