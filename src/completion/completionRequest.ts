/** Reads a document without copying it whole. Offsets are UTF-16 code units from 0; line ends are `\n`, or `\r\n` as in the file. */
export interface TextAccess {
  readonly length: number;
  /** Text of [start, end); both are clamped to the document. */
  slice(startOffset: number, endOffset: number): string;
}

/** One keystroke, or an explicit invoke. */
export interface CompletionRequest {
  readonly text: TextAccess;
  /** The cursor. */
  readonly offset: number;
  /** Editor language id such as `typescript`. */
  readonly languageId: string;
  /** Identity of the document (its URI as text); answers are kept per document. */
  readonly documentId: string;
  /** Relative to the workspace folder, else absolute. The model sees of an absolute one only the name. */
  readonly path: string;
  /** The file's whole path, which privacy judges; missing where there is no file: then `path` is judged. */
  readonly absolutePath?: string;
  /** The document's version in the editor. */
  readonly version: number;
  readonly trigger: "automatic" | "explicit";
  /** More than one cursor. */
  readonly hasSeveralCursors: boolean;
  /** The item selected in the suggest widget: what would replace [startOffset, endOffset) if it were accepted. */
  readonly selectedSuggestion?: {
    readonly text: string;
    readonly startOffset: number;
    readonly endOffset: number;
  };
}

/** Text to show as ghost text. */
export interface Suggestion {
  /** Identity, for `accepted`. */
  readonly id: number;
  readonly text: string;
  /** What accepting replaces: starts at or before the cursor on its line, ends at or behind it on the same line. */
  readonly replaceStartOffset: number;
  readonly replaceEndOffset: number;
  /** Where it came from. */
  readonly source: "typed-along" | "cache" | "in-flight" | "network";
}
