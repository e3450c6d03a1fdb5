import type { OffsetRange } from "./selectionScope";

/**
 * Where a text stands that stood at `start`: there, or at the only place where it stands now. Where nothing was
 * selected, what stood right before the place has to be there still. Undefined where it is gone, or to be found in
 * several places: then nobody knows which one is meant.
 */
export function findAgain(
  text: string,
  wanted: { readonly text: string; readonly start: number; readonly before: string },
): OffsetRange | undefined {
  const { start } = wanted;
  const end = start + wanted.text.length;
  if (wanted.text === "") {
    const isSame = start <= text.length && text.slice(0, start).endsWith(wanted.before);
    return isSame ? { start, end } : undefined;
  }
  if (text.startsWith(wanted.text, start)) return { start, end };
  const first = text.indexOf(wanted.text);
  if (first < 0 || text.includes(wanted.text, first + 1)) return undefined;
  return { start: first, end: first + wanted.text.length };
}
