/** What was found for a request beside the selection and the code around it. */
export interface GatheredContext {
  /** Parts of the request, in this order. Texts are as they stand in the files: whoever sends them masks them. */
  readonly sections: readonly ContextSection[];
  /** What was used, for the user: `3 problems`, `definition of parseLine`. */
  readonly used: readonly string[];
}

/** A titled part of a request. */
export interface ContextSection {
  readonly title: string;
  readonly text: string;
  /** Editor language id where the text is code; it then stands in a block. */
  readonly languageId?: string;
}
