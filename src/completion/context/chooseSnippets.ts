import { canComment } from "./commentLines";
import type { ContextSettings } from "./contextSettings";
import type { ContextSnippet } from "./contextSnippet";
import { renderSnippet } from "./renderSnippets";

type Source = ContextSnippet["source"];

/**
 * Sources in the prompt's order: what changes rarely first, so that the head of the prompt stays the same for as
 * long as possible. The share is what a source may take of the budget before all others have had their turn.
 */
const order: readonly { readonly source: Source; readonly share: number }[] = [
  { source: "notebook-cell", share: 0.6 },
  { source: "import", share: 0.25 },
  { source: "definition", share: 0.3 },
  { source: "similar-code", share: 0.4 },
  { source: "recent-edit", share: 0.2 },
  { source: "clipboard", share: 0.1 },
];

const settingOf: Readonly<Record<Source, keyof Omit<ContextSettings, "maxChars">>> = {
  "notebook-cell": "notebookCells",
  import: "imports",
  definition: "definitions",
  "similar-code": "openFiles",
  "recent-edit": "recentEdits",
  clipboard: "clipboard",
};

/** A snippet with more of its lines known already tells nothing new. */
const maxKnownShare = 0.6;
const minCutLines = 3;

/** What a choice is made for. */
export interface SnippetPlace {
  readonly languageId: string;
  /** The document's text that the prompt shows anyway. */
  readonly shownText: string;
  readonly settings: ContextSettings;
}

/**
 * Chooses what fits into the budget, best first within each source, and puts it in the prompt's order. What the
 * prompt shows anyway or an earlier snippet holds is left out; a snippet that does not fit is cut to whole lines.
 */
export function chooseSnippets(
  found: readonly ContextSnippet[],
  { languageId, shownText, settings }: SnippetPlace,
): readonly ContextSnippet[] {
  const known = new Set(tellingLines(shownText));
  const chosen = new Map<ContextSnippet, ContextSnippet>();
  let leftChars = settings.maxChars;
  /** Takes what fits into `chars`; a second round takes what the shares kept out of the first. */
  const take = (snippet: ContextSnippet, chars: number): number => {
    const lines = tellingLines(snippet.text);
    const knownLines = lines.filter((line) => known.has(line)).length;
    if (lines.length === 0 || knownLines > lines.length * maxKnownShare) return 0;
    const fitting = cutToFit(snippet, Math.min(chars, leftChars), languageId);
    if (fitting === undefined) return 0;
    const cost = renderSnippet(fitting, languageId).length;
    leftChars -= cost;
    chosen.set(snippet, fitting);
    for (const line of tellingLines(fitting.text)) known.add(line);
    return cost;
  };
  const isWanted = (snippet: ContextSnippet) =>
    settings[settingOf[snippet.source]] && (snippet.source === "notebook-cell" || canComment(languageId));
  const offered = found.filter(isWanted);
  for (const { source, share } of order) {
    let shareChars = Math.floor(settings.maxChars * share);
    for (const snippet of offered) if (snippet.source === source) shareChars -= take(snippet, shareChars);
  }
  for (const snippet of offered) if (!chosen.has(snippet)) take(snippet, leftChars);
  return order.flatMap(({ source }) => {
    const ofSource = offered
      .filter((snippet) => snippet.source === source)
      .flatMap((snippet) => chosen.get(snippet) ?? []);
    // The nearest cell was offered first; the program reads the other way round.
    return source === "notebook-cell" ? ofSource.toReversed() : togetherByPath(ofSource);
  });
}

/** What comes from one file stands together, below one path. */
function togetherByPath(snippets: readonly ContextSnippet[]): readonly ContextSnippet[] {
  const paths = [...new Set(snippets.map(({ path }) => path))];
  return paths.flatMap((path) => snippets.filter((snippet) => snippet.path === path));
}

/** Lines that say something: no blank ones, no lone brackets. */
function tellingLines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /[\p{L}\p{N}]{2}/u.test(line));
}

function cutToFit(snippet: ContextSnippet, chars: number, languageId: string): ContextSnippet | undefined {
  if (renderSnippet(snippet, languageId).length <= chars) return snippet;
  const lines = snippet.text.split("\n");
  // Each line costs at most its text, its comment sign and its line end; a cell's end matters more than its start.
  const isCell = snippet.source === "notebook-cell";
  for (let count = lines.length - 1; count >= minCutLines; count--) {
    const text = (isCell ? lines.slice(-count) : lines.slice(0, count)).join("\n");
    if (text.length > chars) continue;
    const shorter = { ...snippet, text };
    if (renderSnippet(shorter, languageId).length <= chars) return shorter;
  }
  return undefined;
}
