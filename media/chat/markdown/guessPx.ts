import { countLines } from "./countLines";

const charPx = 7;
const linePx = 20;

/** How high a text will be, more or less, in a place `widthPx` wide. Prose wraps; a line end adds part of a line. */
export function guessTextPx(text: string, widthPx = innerWidth): number {
  return guessPx(text.length, countLines(text), widthPx);
}

/** The same from a text's length and its number of line ends. */
export function guessPx(chars: number, lines: number, widthPx = innerWidth): number {
  const charsPerLine = Math.max(20, widthPx / charPx);
  return Math.ceil(chars / charsPerLine + lines * 0.6) * linePx;
}
