/** The line end a text uses; `\n` when it shows none. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const at = text.indexOf("\n");
  return at > 0 && text.charAt(at - 1) === "\r" ? "\r\n" : "\n";
}

/** The text with every `\r\n` and lone `\r` as `\n`. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** The same for the text of a whole file or answer: also without a byte order mark before it. */
export function withPlainLines(text: string): string {
  return withLineFeeds(text.startsWith("\ufeff") ? text.slice(1) : text);
}

/** The text with the document's own line ends. `text` must hold no `\r`. */
export function withLineEnd(text: string, lineEnd: "\n" | "\r\n"): string {
  return lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
}

/** The lines of a text, each with its line end; the last one may have none. */
export function linesWithEnds(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** How many lines have ended. */
export function countLineFeeds(text: string): number {
  return text.split("\n").length - 1;
}
