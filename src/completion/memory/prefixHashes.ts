/** Code units a hash covers. */
const WINDOW_CHARS = 48;
const FACTOR = 31;
const OUTGOING_FACTOR = power(FACTOR, WINDOW_CHARS);

/** Hash of the last 48 code units of a text; a shorter text counts as padded with zeros. */
export function prefixHash(text: string): number {
  let hash = 0;
  for (let index = Math.max(0, text.length - WINDOW_CHARS); index < text.length; index++) {
    hash = (Math.imul(hash, FACTOR) + text.charCodeAt(index)) | 0;
  }
  return hash;
}

/**
 * The hash of `text` cut at every place of its last `lookBackChars`, handed to `visit` with the number of code units
 * cut away, from the longest cut to none. This finds the answers along which one has typed with one pass and a map,
 * wherever they began.
 */
export function visitPrefixHashes(
  text: string,
  lookBackChars: number,
  visit: (hash: number, cutChars: number) => void,
): void {
  const first = Math.max(0, text.length - lookBackChars);
  let hash = prefixHash(text.slice(0, first));
  visit(hash, text.length - first);
  for (let index = first; index < text.length; index++) {
    const outgoing = index >= WINDOW_CHARS ? text.charCodeAt(index - WINDOW_CHARS) : 0;
    hash = (Math.imul(hash, FACTOR) + text.charCodeAt(index) - Math.imul(outgoing, OUTGOING_FACTOR)) | 0;
    visit(hash, text.length - index - 1);
  }
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let index = 0; index < exponent; index++) result = Math.imul(result, base);
  return result;
}
