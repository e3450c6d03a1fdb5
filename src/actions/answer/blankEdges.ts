/**
 * The text with the blank lines and the line end at its edges as the selection has them: models drop and add them
 * without being asked. In place of nothing, or of blank lines, it gets the line end that keeps it on lines of its own.
 */
export function withEdgesOf(
  {
    selection,
    before,
    after,
  }: { readonly selection: string; readonly before: string; readonly after: string },
  text: string,
): string {
  const inner = withoutBlankEdges(text);
  if (inner === "") return "";
  if (selection.trim() !== "") {
    const { start, end } = edgesOf(selection);
    return start + inner + end;
  }
  if (selection !== "")
    return inner + (selection.includes("\n") ? selection.slice(selection.lastIndexOf("\n")) : "");
  const isBeforeText = (before === "" || before.endsWith("\n")) && after !== "" && !after.startsWith("\n");
  return isBeforeText ? `${inner}\n` : inner;
}

/** The blank lines before the first and behind the last line with text, line ends included. */
export function edgesOf(text: string): { readonly start: string; readonly end: string } {
  const [from, to] = innerRange(text);
  return { start: text.slice(0, from), end: text.slice(to) };
}

/** The lines from the first to the last one with text; the indentation of the first is kept. */
export function withoutBlankEdges(text: string): string {
  return text.slice(...innerRange(text));
}

function innerRange(text: string): readonly [number, number] {
  const first = text.length - text.trimStart().length;
  if (first === text.length) return [text.length, text.length];
  const last = text.trimEnd().length;
  const lineEnd = text.indexOf("\n", last);
  return [text.lastIndexOf("\n", first) + 1, lineEnd < 0 ? text.length : lineEnd];
}
