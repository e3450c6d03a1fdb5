import { comparePlaces, type PlaceRange } from "./placeRange";

/** As VS Code numbers severities: 0 is an error, 3 a hint. */
const hintSeverity = 3;

interface Ranged {
  readonly range: PlaceRange;
  readonly severity: number;
}

/**
 * Which of a document's problems a part of it has: those that touch the part, else those on its lines, because a
 * cursor or a short selection often stands beside the marked word. Hints count only where nothing worse is reported:
 * they are mostly suggestions of style. Worst first, then in the document's order.
 */
export function problemsIn<Problem extends Ranged>(
  problems: readonly Problem[],
  part: PlaceRange,
): readonly Problem[] {
  const touching = problems.filter(({ range }) => touches(range, part));
  const near = touching.length > 0 ? touching : problems.filter(({ range }) => sharesLines(range, part));
  const serious = near.filter(({ severity }) => severity < hintSeverity);
  return (serious.length > 0 ? serious : near).toSorted(
    (one, other) => one.severity - other.severity || comparePlaces(one.range.start, other.range.start),
  );
}

/** Two ranges with text in them must have some in common; an empty one may stand at the other's border. */
function touches(one: PlaceRange, other: PlaceRange): boolean {
  const startToEnd = comparePlaces(one.start, other.end);
  const endToStart = comparePlaces(one.end, other.start);
  const isOneEmpty = comparePlaces(one.start, one.end) === 0 || comparePlaces(other.start, other.end) === 0;
  return isOneEmpty ? startToEnd <= 0 && endToStart >= 0 : startToEnd < 0 && endToStart > 0;
}

function sharesLines(one: PlaceRange, other: PlaceRange): boolean {
  return one.start.line <= lastLine(other) && lastLine(one) >= other.start.line;
}

/** A range that ends at the very start of a line holds nothing of that line. */
function lastLine({ start, end }: PlaceRange): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}
