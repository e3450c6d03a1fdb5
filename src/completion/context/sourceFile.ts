import { identifierIds } from "./identifierIds";

/** A file's text as it was read: nothing in it is a secret. */
export interface SourceText {
  /** Identity of the document. */
  readonly documentId: string;
  /** Relative to the workspace; what the model is shown. */
  readonly path: string;
  readonly languageId: string;
  /** Says whether the text is still the same: the editor's version or the disk's date. */
  readonly version: string;
  readonly lines: readonly string[];
}

/** A file with the identifiers of every line. */
export class SourceFile {
  readonly text: SourceText;
  /** UTF-16 code units, line ends not counted. */
  readonly chars: number;
  readonly #lineIds: readonly (readonly number[])[];

  private constructor(text: SourceText, lineIds: readonly (readonly number[])[]) {
    this.text = text;
    this.#lineIds = lineIds;
    this.chars = text.lines.reduce((sum, line) => sum + line.length, 0);
  }

  /** Reads the whole text. */
  static read(text: SourceText): SourceFile {
    return new SourceFile(text, text.lines.map(identifierIds));
  }

  /** The same file with another text: only lines between the first and the last difference are read again. */
  updated(text: SourceText): SourceFile {
    const before = this.text.lines;
    const after = text.lines;
    const shorter = Math.min(before.length, after.length);
    let head = 0;
    while (head < shorter && before[head] === after[head]) head++;
    let tail = 0;
    while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
      tail++;
    return new SourceFile(text, [
      ...this.#lineIds.slice(0, head),
      ...after.slice(head, after.length - tail).map(identifierIds),
      ...this.#lineIds.slice(before.length - tail),
    ]);
  }

  /** Different identifiers of a line, counted from 0; empty outside the file. */
  idsAt(line: number): readonly number[] {
    return this.#lineIds[line] ?? [];
  }
}
