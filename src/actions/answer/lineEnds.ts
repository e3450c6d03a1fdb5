/** The text with `\n` at every line's end, and without a byte order mark before it. */
export function withLineFeeds(text: string): string {
  return (text.startsWith("\ufeff") ? text.slice(1) : text).replaceAll(/\r\n?/g, "\n");
}

/** The text, whose lines end with `\n`, with the document's line ends. */
export function withLineEnds(text: string, lineEnd: "\n" | "\r\n"): string {
  return lineEnd === "\r\n" ? text.replaceAll("\n", "\r\n") : text;
}
