/** Whether the UTF-16 code unit is the first half of a pair. */
export function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

/** Whether the UTF-16 code unit is the second half of a pair. */
export function isLowSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xdc00 && codeUnit <= 0xdfff;
}

/** The text without half a pair at either end: a cut made by length may have left one. */
export function withoutHalves(text: string): string {
  const start = isLowSurrogate(text.charCodeAt(0)) ? 1 : 0;
  const end = text.length > start && isHighSurrogate(text.charCodeAt(text.length - 1)) ? 1 : 0;
  return start + end === 0 ? text : text.slice(start, text.length - end);
}
