/** The line end a text uses; `\n` when it shows none. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const at = text.indexOf("\n");
  return at > 0 && text.charAt(at - 1) === "\r" ? "\r\n" : "\n";
}

/** The text with every `\r\n` and lone `\r` as `\n`: what the engine computes with. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** The text with the document's own line ends. `text` must hold no `\r`. */
export function withLineEnd(text: string, lineEnd: "\n" | "\r\n"): string {
  return lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
}
