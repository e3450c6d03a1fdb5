/** Characters from `start` to before `end`, counted in UTF-16 code units. */
export interface MatchRange {
  readonly start: number;
  readonly end: number;
}

/** What of a suggestion's label and detail the query's words stand in. */
export interface SuggestionMatch {
  readonly label: readonly MatchRange[];
  readonly detail: readonly MatchRange[];
}

const between = "/";

/**
 * Finds each word of the query in `detail/label`, read as one path and from its end, where names are: in one piece if
 * there is one, else letter by letter. What is not found is not marked: the search may know more than is shown.
 */
export function matchRanges(label: string, detail: string, query: string): SuggestionMatch {
  const labelStart = detail.length + between.length;
  const text = (detail + between + label).toLowerCase();
  // Lower case may have another length in a few scripts; then positions would be wrong.
  if (text.length !== labelStart + label.length) return { label: [], detail: [] };
  const marked = new Set<number>();
  for (const word of query.toLowerCase().split(/\s+/u)) {
    for (const position of placesOf(word, text, labelStart)) marked.add(position);
  }
  return {
    label: rangesOf(marked, labelStart, text.length, labelStart),
    detail: rangesOf(marked, 0, detail.length, 0),
  };
}

function placesOf(word: string, text: string, labelStart: number): readonly number[] {
  if (word === "") return [];
  const inLabel = text.indexOf(word, labelStart);
  const whole = inLabel === -1 ? text.lastIndexOf(word) : inLabel;
  if (whole !== -1) return Array.from({ length: word.length }, (_, index) => whole + index);
  const places: number[] = [];
  let before = text.length;
  for (let index = word.length - 1; index >= 0; index--) {
    before = before === 0 ? -1 : text.lastIndexOf(word.charAt(index), before - 1);
    if (before === -1) return [];
    places.push(before);
  }
  return places;
}

function rangesOf(marked: ReadonlySet<number>, from: number, to: number, base: number): MatchRange[] {
  const ranges: MatchRange[] = [];
  for (let position = from; position < to; position++) {
    if (!marked.has(position)) continue;
    const start = position;
    while (position < to && marked.has(position)) position++;
    ranges.push({ start: start - base, end: position - base });
  }
  return ranges;
}
