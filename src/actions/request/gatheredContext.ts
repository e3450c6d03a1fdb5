import type { TestPlace } from "../tests/testPlace";

/** What was found for a request beside the selection and the code around it. */
export interface GatheredContext {
  /** Parts of the request, in this order. Texts are as they stand in the files: whoever sends them masks them. */
  readonly sections: readonly ContextSection[];
  /** What was used, for the user: `3 problems`, `definition of parseLine`. */
  readonly used: readonly string[];
  /** Where tests go, for an action that writes them. */
  readonly tests?: FoundTestPlace;
}

/** Where tests go, and what the request showed of it. */
export interface FoundTestPlace {
  readonly place: TestPlace;
  /** What stood there when the request was made, lines ending with `\n`; undefined for a new file. */
  readonly text: string | undefined;
  /** UTF-16 code units that the answer has to repeat. */
  readonly repeatedChars: number;
}

/** A titled part of a request. */
export interface ContextSection {
  readonly title: string;
  readonly text: string;
  /** Editor language id where the text is code; it then stands in a block. */
  readonly languageId?: string;
}
