/** Blank lines and the line end at the edges are the selection's: models drop and add them without being asked. */
export function withEdgesOf(selection: string, text: string): string {
  if (selection.trim() === "") return text;
  const { start, end } = edgesOf(selection);
  const inner = withoutBlankEdges(text);
  return inner === "" ? "" : start + inner + end;
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
