/** A part of a text, in UTF-16 code units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Longest private key block looked at: an RSA key of 16,384 bits takes about 12,600 characters. */
const maxBlockChars = 20_000;
const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** Enough base64 in one run to be a key and no sentence about keys. */
const keyMaterial = /[A-Za-z0-9+/]{40}/;
/** The lines that may stand before the base64, as in an encrypted key. */
const header = /(?<=\n|\\n)(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): [^\n\\"'`]{0,200}/;
/** From the end of one string to the start of the next, where a key is written as several: `" +` and a line end. */
const joint = /["'`][\s+.,\\]{0,80}["'`]/;
/** Base64 with line ends, written out or escaped as in JSON (`\n`), and nothing else. Without an end, so without a retry. */
const materialFromStart = new RegExp(
  `^(?:${header.source}|${joint.source}|\\\\[nrt]|[A-Za-z0-9+/=\\r\\n\\t ])*`,
);
/** The same for a text that was turned round. */
const materialReversed = new RegExp(`^(?:${joint.source}|[nrt]\\\\|[A-Za-z0-9+/=\\r\\n\\t ])*`);

const lineEnd = String.raw`(?:\r?\n[ \t]*|(?:\\r)?\\n)`;
/** Between the marker's line and the cursor: fewer characters than prove a key, but where else would they stand? */
const firstCharacters = new RegExp(
  `^(?:${lineEnd}(?:${header.source})?){1,6}(?:${joint.source})?[A-Za-z0-9+/]{1,39}={0,2}$`,
);
/** The same between the cursor and the closing marker. */
const lastCharacters = new RegExp(
  `^(?:${lineEnd})?(?:${joint.source})?[A-Za-z0-9+/]{1,39}={0,2}${lineEnd}(?:${joint.source})?$`,
);

/**
 * The insides of PEM and PGP private key blocks. A block that is cut by the edge of the text (the window around a
 * cursor) counts as far as it goes on as base64.
 */
export function privateKeySpans(text: string): TextSpan[] {
  if (!text.includes("PRIVATE KEY")) return [];
  const spans: TextSpan[] = [];
  let doneUpTo = 0;
  for (const match of text.matchAll(begin)) {
    const start = match.index + match[0].length;
    if (start < doneUpTo) continue;
    const rest = text.slice(start, start + maxBlockChars);
    const close = rest.search(end);
    const inside = close >= 0 ? rest.slice(0, close) : (materialFromStart.exec(rest)?.[0] ?? "");
    if (!keyMaterial.test(inside) && !(close < 0 && firstCharacters.test(rest))) continue;
    doneUpTo = start + inside.length;
    spans.push({ start, end: doneUpTo });
  }
  const firstEnd = text.search(end);
  if (firstEnd >= 0 && text.slice(0, firstEnd).search(begin) < 0) {
    const before = text.slice(Math.max(0, firstEnd - maxBlockChars), firstEnd);
    const inside = materialReversed.exec(reversed(before))?.[0] ?? "";
    if (keyMaterial.test(inside) || lastCharacters.test(before))
      spans.unshift({ start: firstEnd - inside.length, end: firstEnd });
  }
  return spans;
}

/** By code units: what is looked for are letters of ASCII. */
function reversed(text: string): string {
  return text.split("").toReversed().join("");
}
