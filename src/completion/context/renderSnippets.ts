import { commentLines } from "./commentLines";
import type { ContextSnippet } from "./contextSnippet";

/** One choice is asked for at every request while a burst of typing lasts. */
const rendered = new WeakMap<
  readonly ContextSnippet[],
  { readonly languageId: string; readonly text: string }
>();

/**
 * Snippets as they stand before the file's own text in a prompt: commented out, below their path (once where several
 * of one file follow each other); a notebook's cells as the code they are. Ends with a line end unless it is empty, which it is for languages without comments.
 */
export function renderSnippets(snippets: readonly ContextSnippet[], languageId: string): string {
  if (snippets.length === 0) return "";
  const known = rendered.get(snippets);
  if (known?.languageId === languageId) return known.text;
  const text = snippets
    .map((snippet, at) => {
      const before = snippets[at - 1];
      if (before === undefined || headOf(before) !== headOf(snippet))
        return renderSnippet(snippet, languageId);
      // Declarations stand for themselves; between two parts of a file something is missing.
      const isDeclaration = snippet.source === "definition" || snippet.source === "import";
      return renderSnippet(snippet, languageId, isDeclaration ? "" : "…");
    })
    .join("");
  rendered.set(snippets, { languageId, text });
  return text;
}

/** One snippet, with its line end. @param head what stands above it; empty: nothing */
export function renderSnippet(
  snippet: ContextSnippet,
  languageId: string,
  head: string = headOf(snippet),
): string {
  if (snippet.source === "notebook-cell") return `${snippet.text}\n\n`;
  const text = withoutCommonIndent(snippet.text);
  const comment = commentLines(head === "" ? text : `${head}\n${text}`, languageId);
  return comment === "" ? "" : `${comment}\n`;
}

function headOf({ source, path }: ContextSnippet): string {
  if (source === "clipboard") return "Clipboard:";
  // Control characters in a file's name could end the comment.
  const name = path.replaceAll("\\", "/").replaceAll(/\p{Cc}/gu, " ");
  return source === "recent-edit" ? `Path: ${name} (changed lately)` : `Path: ${name}`;
}

function withoutCommonIndent(text: string): string {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  let common = indents[0] ?? "";
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return common === "" ? text : lines.map((line) => line.slice(common.length)).join("\n");
}
