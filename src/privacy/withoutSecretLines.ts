import { secretSpans } from "./maskSecrets";

/**
 * The text with every line blank that holds a part of a key, a password or a private key; the number of lines stays.
 * For text that is only context: there a line without its secret is worth nothing, and a cut through the text must
 * not hide a secret from the shapes by which it is known.
 */
export function withoutSecretLines(text: string): string {
  const spans = secretSpans(text);
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const lineBreak = text.indexOf("\n", end);
    const lineEnd = lineBreak < 0 ? text.length : lineBreak;
    if (lineEnd <= at) continue;
    const from = Math.max(at, lineStart);
    parts.push(text.slice(at, from), text.slice(from, lineEnd).replaceAll(/[^\n]/g, ""));
    at = lineEnd;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
