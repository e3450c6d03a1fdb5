/** A line that the next one stands deeper than, by one level. */
const opener =
  /(?:[{[(:>]|=>|->|\b(?:do|then|else|begin|try|loop)|\|)$|^(?:def|class|module|if|elsif|unless|while|until|for|case|when|function|local function|begin|describe|it)\b/;
/** A level inside brackets may be a continuation, twice as deep. */
const surestOpener = /[{:]$/;

/** The spaces a level that the lines use, where they show it: the commonest step behind a line that opens a block. */
export function indentStep(lines: readonly string[]): number | undefined {
  const counts = new Map<number, number>();
  let previous: string | undefined;
  for (const line of lines) {
    const text = line.trim();
    if (text === "") continue;
    if (previous !== undefined && opener.test(previous.trim())) {
      const step = spacesOf(line) - spacesOf(previous);
      const weight = surestOpener.test(previous.trim()) ? 2 : 1;
      if (step > 0) counts.set(step, (counts.get(step) ?? 0) + weight);
    }
    previous = line.trimEnd();
  }
  let best: number | undefined;
  for (const [step, count] of counts) {
    const most = best === undefined ? 0 : (counts.get(best) ?? 0);
    if (count > most || (count === most && best !== undefined && step < best)) best = step;
  }
  return best;
}

/** Spaces that a line begins with; a tab ends them. */
export function spacesOf(line: string): number {
  let count = 0;
  while (line[count] === " ") count++;
  return count;
}
