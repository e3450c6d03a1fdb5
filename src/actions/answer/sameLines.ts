/** Whether the part's lines stand in the text one after the other, whatever their indentation. */
export function holdsLines(text: string, part: string): boolean {
  const all = `\n${withTrimmedLines(text)}\n`;
  const lines = withTrimmedLines(part);
  return lines !== "" && all.includes(`\n${lines}\n`);
}

/** Whether the first and the last line with text are the same: a new version of the whole, not of a part. */
export function hasSameEnds(code: string, selection: string): boolean {
  const [ours, theirs] = [withTrimmedLines(code).split("\n"), withTrimmedLines(selection).split("\n")];
  return ours[0] === theirs[0] && ours.at(-1) === theirs.at(-1);
}

function withTrimmedLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** Whether two texts have the same lines, whatever their indentation and blank lines. */
export function isSameText(a: string, b: string): boolean {
  return withTrimmedLines(a) === withTrimmedLines(b);
}

/** How much of a text's lines with words stands among the lines of another, whatever their indentation, from 0 to 1. */
export function shareOfLines(text: string, other: string): number {
  const words = linesWithWords(text);
  const known = new Set(linesWithWords(other));
  return words.length === 0 ? 0 : words.filter((line) => known.has(line)).length / words.length;
}

function linesWithWords(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /[\p{L}\p{N}_]{2}/u.test(line));
}
