/** A place in a document; both count from 0, characters in UTF-16 code units. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** A part of a document, [start, end), as the editor has it. */
export interface PlaceRange {
  readonly start: Place;
  readonly end: Place;
}

/** Negative where `one` stands before `other`. */
export function comparePlaces(one: Place, other: Place): number {
  return one.line - other.line || one.character - other.character;
}
