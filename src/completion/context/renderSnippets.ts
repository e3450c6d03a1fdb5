import { commentLines } from "./commentLines";
import type { ContextSnippet } from "./contextSnippet";

/** One choice is asked for at every request while a burst of typing lasts. */
const rendered = new WeakMap<
  readonly ContextSnippet[],
  { readonly languageId: string; readonly text: string }
>();

/**
 * Snippets as they stand before the file's own text in a prompt: commented out, each below its path; a notebook's
 * cells as the code they are. Ends with a line end unless it is empty, which it is for languages without comments.
 */
export function renderSnippets(snippets: readonly ContextSnippet[], languageId: string): string {
  if (snippets.length === 0) return "";
  const known = rendered.get(snippets);
  if (known?.languageId === languageId) return known.text;
  const text = snippets.map((snippet) => renderSnippet(snippet, languageId)).join("");
  rendered.set(snippets, { languageId, text });
  return text;
}

/** One snippet, with its line end. */
export function renderSnippet({ source, path, text }: ContextSnippet, languageId: string): string {
  if (source === "notebook-cell") return `${text}\n\n`;
  // Control characters in a file's name could end the comment.
  const name = path.replaceAll("\\", "/").replaceAll(/\p{Cc}/gu, " ");
  const head =
    source === "clipboard"
      ? "Clipboard:"
      : source === "recent-edit"
        ? `Path: ${name} (changed lately)`
        : `Path: ${name}`;
  const comment = commentLines(`${head}\n${withoutCommonIndent(text)}`, languageId);
  return comment === "" ? "" : `${comment}\n`;
}

function withoutCommonIndent(text: string): string {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  let common = indents[0] ?? "";
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return common === "" ? text : lines.map((line) => line.slice(common.length)).join("\n");
}
