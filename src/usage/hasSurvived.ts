/** So much of an accepted text must still stand, in order. */
const SURVIVING_SHARE = 0.8;
/** Longer texts are compared by their beginning only. */
const MAX_COMPARED_CHARS = 2_000;

/**
 * Whether an accepted text is still there, looking at what stands in its place now. White space does not count, so a
 * formatter changes nothing; text around it inside the place neither; a renamed variable takes a little away.
 */
export function hasSurvived(accepted: string, found: string): boolean {
  const wanted = squeezed(accepted);
  const there = squeezed(found);
  if (there.includes(wanted)) return true;
  // A long text has the letters of a short one in order by chance.
  if (there.length > 2 * wanted.length + 20) return false;
  return commonChars(wanted, there) >= SURVIVING_SHARE * wanted.length;
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "").slice(0, MAX_COMPARED_CHARS);
}

/** Length of the longest common subsequence, in UTF-16 code units. */
function commonChars(left: string, right: string): number {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let same = 0;
  while (
    same < left.length - start &&
    same < right.length - start &&
    left.at(-1 - same) === right.at(-1 - same)
  ) {
    same += 1;
  }
  const rest = left.slice(start, left.length - same);
  const others = right.slice(start, right.length - same);
  // Row by row: each cell is the best of the texts so far.
  let above = new Uint16Array(others.length + 1);
  for (const char of rest.split("")) {
    const row = new Uint16Array(others.length + 1);
    for (let index = 0; index < others.length; index += 1) {
      row[index + 1] =
        others[index] === char ? (above[index] ?? 0) + 1 : Math.max(above[index + 1] ?? 0, row[index] ?? 0);
    }
    above = row;
  }
  return start + same + (above[others.length] ?? 0);
}
