/**
 * Whether `code` is a code block of a message: each of its lines ends a line of the message, in the same order.
 * Tolerates what Markdown takes away: indentation, list and quote marks before a line, line endings, NUL.
 */
export function isCodeOfMessage(code: string, messageText: string): boolean {
  const wanted = code.split(/\r\n|\r|\n/u).map(comparable);
  if (wanted.every((line) => line === "")) return false;
  let at = 0;
  for (const line of messageText.split(/\r\n|\r|\n/u)) {
    while (wanted[at] === "") at++;
    const next = wanted[at];
    if (next === undefined) return true;
    if (comparable(line).endsWith(next)) at++;
  }
  return wanted.slice(at).every((line) => line === "");
}

function comparable(line: string): string {
  return line.replaceAll(/\s+/gu, " ").replaceAll("\0", "\uFFFD").trim();
}
