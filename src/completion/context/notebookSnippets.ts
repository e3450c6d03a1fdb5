import { commentLines } from "./commentLines";
import type { ContextSnippet } from "./contextSnippet";

/** A cell above the one that is edited. */
export interface NotebookCell {
  readonly kind: "code" | "markup";
  readonly languageId: string;
  /** With `\n` line ends. */
  readonly text: string;
}

/**
 * Earlier cells as text of the edited cell's language: its code as it is, everything else as comments. The nearest
 * cell comes first, because it matters most; `chooseSnippets` puts them back in order.
 *
 * @param cells in the notebook's order
 */
export function notebookSnippets(
  cells: readonly NotebookCell[],
  languageId: string,
  path: string,
): readonly ContextSnippet[] {
  return cells
    .map((cell, at) => ({ cell, at }))
    .toReversed()
    .flatMap(({ cell, at }): readonly ContextSnippet[] => {
      const text = cell.text.trim();
      const isCode = cell.kind === "code" && cell.languageId === languageId;
      const shown = text === "" || isCode ? text : commentLines(text, languageId);
      return shown === "" ? [] : [{ source: "notebook-cell", path: `${path}, cell ${at + 1}`, text: shown }];
    });
}
