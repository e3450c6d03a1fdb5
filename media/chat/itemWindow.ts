/** Which items of a long list are drawn, and the space that stands for the others. */
export interface ItemWindow {
  /** First drawn item. */
  readonly start: number;
  /** One after the last drawn item. */
  readonly end: number;
  readonly beforePx: number;
  readonly afterPx: number;
}

/** The items between `topPx` and `bottomPx` of a list with these heights, at least one where there is any. */
export function itemWindow(heightsPx: readonly number[], topPx: number, bottomPx: number): ItemWindow {
  const count = heightsPx.length;
  let start = 0;
  let beforePx = 0;
  while (start < count - 1 && beforePx + (heightsPx[start] ?? 0) <= topPx)
    beforePx += heightsPx[start++] ?? 0;
  let end = start;
  let reachedPx = beforePx;
  while (end < count && (reachedPx < bottomPx || end === start)) reachedPx += heightsPx[end++] ?? 0;
  let afterPx = 0;
  for (let index = end; index < count; index++) afterPx += heightsPx[index] ?? 0;
  return { start, end, beforePx, afterPx };
}

/** The top of item `index`. */
export function itemTop(heightsPx: readonly number[], index: number): number {
  let topPx = 0;
  for (let each = 0; each < index; each++) topPx += heightsPx[each] ?? 0;
  return topPx;
}
