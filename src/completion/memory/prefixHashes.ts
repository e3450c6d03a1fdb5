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

/** How far behind a place it is still looked for; longer texts are typed along seldom. */
const LOOK_BACK_CHARS = 1200;

/** One cursor is looked up many times while streams bring text. */
const knownHashes = new WeakMap<object, Int32Array>();

/**
 * The hash of the text before a cursor, cut at every place of its last 1,200 code units: `hashes[cut]` is the hash
 * without the last `cut` ones. This finds the answers along which one has typed with one pass and a map, wherever they
 * began.
 */
export function prefixHashesOf(cursor: { readonly prefix: string }): Int32Array {
  const known = knownHashes.get(cursor);
  if (known !== undefined) return known;
  const { prefix } = cursor;
  const first = Math.max(0, prefix.length - LOOK_BACK_CHARS);
  const hashes = new Int32Array(prefix.length - first + 1);
  let hash = prefixHash(prefix.slice(0, first));
  hashes[prefix.length - first] = hash;
  for (let index = first; index < prefix.length; index++) {
    const outgoing = index >= WINDOW_CHARS ? prefix.charCodeAt(index - WINDOW_CHARS) : 0;
    hash = (Math.imul(hash, FACTOR) + prefix.charCodeAt(index) - Math.imul(outgoing, OUTGOING_FACTOR)) | 0;
    hashes[prefix.length - index - 1] = hash;
  }
  knownHashes.set(cursor, hashes);
  return hashes;
}

/** How far before the cursor a place with this hash may lie, nearest first. */
export function* cutsWithHash(cursor: { readonly prefix: string }, hash: number): Generator<number> {
  const hashes = prefixHashesOf(cursor);
  for (let cut = hashes.indexOf(hash); cut !== -1; cut = hashes.indexOf(hash, cut + 1)) yield cut;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let index = 0; index < exponent; index++) result = Math.imul(result, base);
  return result;
}
