import { privateKeySpans, type TextSpan } from "./privateKeyBlocks";
import { secretShapes } from "./secretShapes";

/** Text that may leave, and the way back for what the model makes of it. */
export interface MaskedText {
  readonly text: string;
  /** Puts the secrets back into an answer. A stand-in has to be whole, so use it on whole texts, not on deltas. */
  unmask(text: string): string;
}

/** What stands around a text in its file. */
export interface TextAround {
  readonly before: string;
  readonly behind: string;
}

/** How much of that is looked at, in UTF-16 code units: the longest key with its name and what names that. */
const maxAroundChars = 1_024;
/** What a shape looks at beside a key. */
const cutMarginChars = 64;

/**
 * One capital M at the start and none behind: no stand-in can overlap with another, so undoing is exact.
 */
const standIn = /MASKED[0-9a-f]{10}/g;
const isStandIn = /^MASKED[0-9a-f]{10}$/;
/** How much of the text before a find its shape may look at. */
const contextChars = 256;

/**
 * Replaces keys, tokens, passwords and private keys by stand-ins (`sk-MASKED3f0c5a9b21`). One secret has one stand-in
 * for one `salt`, so that requests keep the same prefix; without the salt nothing about the secret can be learned from
 * it. Of a secret that only begins or ends in the text the part inside is replaced.
 */
export function maskSecrets(text: string, salt: ArrayLike<number>, around?: TextAround): MaskedText {
  const spans = around === undefined ? secretSpans(text) : spansWithin(text, around);
  if (spans.length === 0) return { text, unmask: (other) => other };
  const standIns = new Map<string, string>();
  const secrets = new Map<string, string>();
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    const secret = text.slice(start, end);
    let substitute = standIns.get(secret);
    for (let attempt = 0; substitute === undefined; attempt++) {
      const candidate = `MASKED${saltedHash(secret, salt, attempt)}`;
      if (!secrets.has(candidate) && !text.includes(candidate)) substitute = candidate;
    }
    standIns.set(secret, substitute);
    secrets.set(substitute, secret);
    parts.push(text.slice(at, start), substitute);
    at = end;
  }
  parts.push(text.slice(at));
  return {
    text: parts.join(""),
    unmask: (other) => other.replace(standIn, (found) => secrets.get(found) ?? found),
  };
}

/** The secrets of a text, and those of the file that its edges cut or part from what names them. */
function spansWithin(text: string, { before, behind }: TextAround): TextSpan[] {
  const lead = before.slice(-maxAroundChars);
  const trail = behind.slice(0, maxAroundChars);
  /** Of a stretch of the file that begins at `offset` of the text, and may be cut inside it. */
  const found = (stretch: string, offset: number) =>
    spansOf(stretch)
      .map(({ start, end }) => ({ start: start + offset, end: end + offset }))
      // At a cut that only we made ordinary text can look like a key.
      .filter(({ start, end }) => offset <= 0 || start - offset >= cutMarginChars || end > text.length)
      .filter(({ start, end }) => {
        const stretchEnd = offset + stretch.length;
        return stretchEnd >= text.length || stretchEnd - end >= cutMarginChars || start < 0;
      })
      .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(text.length, end) }))
      .filter(({ start, end }) => start < end);
  const endOffset = Math.max(0, text.length - maxAroundChars);
  return merged([
    ...spansOf(text),
    ...(lead === "" ? [] : found(lead + text.slice(0, maxAroundChars), -lead.length)),
    ...(trail === "" ? [] : found(text.slice(endOffset) + trail, endOffset)),
  ]);
}

/** Where the secrets are, in order, none overlapping: where two shapes meet, the one that starts first counts. */
export function secretSpans(text: string): TextSpan[] {
  return merged(spansOf(text));
}

function spansOf(text: string): readonly TextSpan[] {
  const found = privateKeySpans(text);
  for (const shape of secretShapes) {
    if (!shape.hints.some((hint) => text.includes(hint))) continue;
    for (const match of text.matchAll(shape.pattern)) {
      const secret = match.groups?.["secret"];
      if (secret === undefined || isStandIn.test(secret)) continue;
      // What gets masked always ends the match; what follows it is only looked at.
      const start = match.index + match[0].length - secret.length;
      const before = text.slice(Math.max(0, start - contextChars), start);
      if (shape.isLikely?.(secret, before) === false) continue;
      found.push({ start, end: start + secret.length });
    }
  }
  return found;
}

function merged(found: readonly TextSpan[]): TextSpan[] {
  const inOrder = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const spans: TextSpan[] = [];
  for (const span of inOrder) {
    const last = spans.at(-1);
    if (last === undefined || span.start >= last.end) spans.push(span);
    else if (span.end > last.end) spans.push({ start: last.end, end: span.end });
  }
  return spans;
}

/** 40 bits of FNV-1a in two lanes, as 10 hex digits. It needs no strength: 40 bits do not hold a key. */
function saltedHash(secret: string, salt: ArrayLike<number>, attempt: number): string {
  let low = (0x811c9dc5 ^ (salt[0] ?? 0)) >>> 0;
  let high = (0x9747b28c ^ (salt[1] ?? 0) ^ attempt) >>> 0;
  for (let at = 0; at < secret.length; at++) {
    const code = secret.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193) >>> 0;
    high = Math.imul(high ^ (code + (low & 0xff)), 0x01000193) >>> 0;
  }
  return low.toString(16).padStart(8, "0") + (high >>> 24).toString(16).padStart(2, "0");
}
