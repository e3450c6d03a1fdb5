import type { Cursor } from "./cursor";

/** Text that is not in the document yet: what a suggestion would put there. */
export interface TextAhead {
  /** With `\n` line ends. */
  readonly text: string;
  /** Code units behind the cursor, on its line, that it replaces. */
  readonly replacedChars: number;
}

/** The cursor as it will stand when `ahead` has been typed or accepted. Offsets stay those of the real cursor. */
export function cursorAhead(cursor: Cursor, ahead: TextAhead): Cursor {
  const prefix = cursor.prefix + ahead.text;
  const suffix = cursor.suffix.slice(ahead.replacedChars);
  const lineBreak = suffix.indexOf("\n");
  return {
    ...cursor,
    prefix,
    suffix,
    linePrefix: prefix.slice(prefix.lastIndexOf("\n") + 1),
    lineRest: lineBreak === -1 ? suffix : suffix.slice(0, lineBreak),
    isInsidePair: false,
  };
}
