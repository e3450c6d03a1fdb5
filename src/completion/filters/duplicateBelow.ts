import { isOnlyClosers } from "../text/brackets";
import { saysSomething } from "../text/saysSomething";
import { linesBelow, textFilter } from "./filter";

/** Takes off the last lines when the lines below the cursor say the same, and refuses text that says only that. */
export const duplicateBelow = textFilter("duplicate of the lines below", (text, cursor) => {
  if (cursor.lineRest.trim() !== "") return text;
  const below = linesBelow(cursor)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  if (below.length === 0) return text;
  const lines = (cursor.linePrefix + text).split("\n").map((line) => line.trimEnd());
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  for (let count = Math.min(lines.length, below.length); count > 0; count--) {
    const tail = lines.slice(-count);
    if (!tail.every((line, index) => line === below[index])) continue;
    // `/**` above `/**` is how the next comment begins, and `}` above `}` how nested blocks end.
    const isClosing = tail.every((line) => isOnlyClosers(line));
    if (!isClosing && !tail.some((line) => saysSomething(line))) return text;
    if (count === lines.length && isClosing) return text;
    if (count === lines.length) return { rejection: "the lines below say the same" };
    return text
      .split("\n")
      .slice(0, lines.length - count)
      .join("\n");
  }
  return text;
});
