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
