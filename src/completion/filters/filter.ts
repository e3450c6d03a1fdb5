import type { Cursor } from "../prompt/cursor";

/** Text on its way to the screen, with `\n` line ends. */
export interface Draft {
  readonly text: string;
  /** Code units of the line behind the cursor that accepting replaces. */
  readonly replacedChars: number;
}

/** What a filter says: the draft, changed or not, or why nothing may be shown. */
type Filtered = Draft | { readonly rejection: string };

/** One idea about what makes text worth showing. Pure, and quick: it runs at every keystroke. */
export interface CompletionFilter {
  /** For the explanation, such as "hostile characters". */
  readonly name: string;
  apply(draft: Draft, cursor: Cursor): Filtered;
}

/** A filter that only changes or refuses the text. */
export function textFilter(
  name: string,
  apply: (text: string, cursor: Cursor) => string | { readonly rejection: string },
): CompletionFilter {
  return {
    name,
    apply: (draft, cursor) => {
      const result = apply(draft.text, cursor);
      return typeof result === "string" ? { ...draft, text: result } : result;
    },
  };
}

/** The lines behind the cursor's own line. */
export function linesBelow(cursor: Pick<Cursor, "suffix" | "lineRest">): readonly string[] {
  return cursor.suffix.slice(cursor.lineRest.length + 1).split("\n");
}
