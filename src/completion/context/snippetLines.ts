import type { ContextSnippet } from "./contextSnippet";

/** How a source is called before the person. */
const sourceNames: Readonly<Record<ContextSnippet["source"], string>> = {
  "similar-code": "similar code",
  definition: "definition",
  import: "imported definition",
  "recent-edit": "recent edit",
  "notebook-cell": "notebook cell",
  clipboard: "clipboard",
};

/** Context that went with a request, one line of plain text a snippet, in the prompt's order. */
export function snippetLines(snippets: readonly ContextSnippet[]): readonly string[] {
  return snippets.map(({ source, path, text }) => {
    const lineCount = text.split("\n").length;
    const place = source === "clipboard" ? "" : ` from ${path}`;
    return `${sourceNames[source]}${place}: ${counted(lineCount, "line")}, ${counted(text.length, "character")}`;
  });
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
