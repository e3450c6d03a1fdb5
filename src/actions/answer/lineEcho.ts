/**
 * How many of the first lines of `next` are the last lines of `previous`: the longest such run, in time linear in the
 * shorter of the two.
 */
export function echoLength(previous: readonly string[], next: readonly string[]): number {
  const pattern = next.slice(0, previous.length);
  const borders = bordersOf(pattern);
  let length = 0;
  for (const line of previous.slice(previous.length - pattern.length)) {
    if (length === pattern.length) length = borders[length - 1] ?? 0;
    while (length > 0 && pattern[length] !== line) length = borders[length - 1] ?? 0;
    if (pattern[length] === line) length++;
  }
  return length;
}

/** Where a run of lines begins in a text, at most two places, in time linear in both. */
export function placesOfLines(lines: readonly string[], run: readonly string[]): readonly number[] {
  const found: number[] = [];
  if (run.length === 0) return found;
  const borders = bordersOf(run);
  let length = 0;
  for (const [at, line] of lines.entries()) {
    while (length > 0 && run[length] !== line) length = borders[length - 1] ?? 0;
    if (run[length] === line) length++;
    if (length < run.length) continue;
    found.push(at + 1 - length);
    if (found.length === 2) break;
    length = borders[length - 1] ?? 0;
  }
  return found;
}

/** For each start of the pattern, the length of the longest end of it that is a start too (Knuth, Morris and Pratt). */
function bordersOf(pattern: readonly string[]): readonly number[] {
  const borders: number[] = [];
  let length = 0;
  for (const [at, line] of pattern.entries()) {
    if (at === 0) {
      borders.push(0);
      continue;
    }
    while (length > 0 && pattern[length] !== line) length = borders[length - 1] ?? 0;
    if (pattern[length] === line) length++;
    borders.push(length);
  }
  return borders;
}
