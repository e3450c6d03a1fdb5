import type { CompletionRequest } from "../completionRequest";
import type { ContextSnippet } from "../context/contextSnippet";
import { renderSnippets } from "../context/renderSnippets";
import type { CompletionSettings } from "../settings";
import type { TextAhead } from "./aheadCursor";
import { normalHead, normalTail } from "./cursor";
import { pathHeader } from "./pathHeader";
import { prefixAnchor } from "./prefixAnchor";

/** The text that goes to the model, before secrets are masked. Line ends are `\n`. */
export interface PromptWindow {
  /** Context from elsewhere, path header, then the anchored text before the cursor. */
  readonly prefix: string;
  readonly suffix: string;
  /** What of elsewhere stands in the prefix. */
  readonly snippets: readonly ContextSnippet[];
}

/**
 * Cuts the prompt out of the document. Reads at most `maxPrefixChars` + `maxSuffixChars`, so the cost does not grow
 * with the document. Header and snippets count against neither.
 * @param ahead what is taken as typed already
 * @param snippets context from elsewhere; it comes first, because it stays while one types
 */
export function readPromptWindow(
  request: CompletionRequest,
  settings: Pick<CompletionSettings, "maxPrefixChars" | "maxSuffixChars">,
  ahead: TextAhead = { text: "", replacedChars: 0 },
  snippets: readonly ContextSnippet[] = [],
): PromptWindow {
  const selected = request.selectedSuggestion;
  const startOffset = selected?.startOffset ?? request.offset;
  const endOffset = (selected?.endOffset ?? request.offset) + ahead.replacedChars;
  // The same anchor as when the text ahead will be in the document, so that the head stays the same then.
  const anchorOffset = prefixAnchor(request.text, startOffset + ahead.text.length, settings.maxPrefixChars);
  const before = normalHead(request.text.slice(anchorOffset, startOffset), anchorOffset);
  const suffix = normalTail(request.text.slice(endOffset, endOffset + settings.maxSuffixChars));
  const context = renderSnippets(snippets, request.languageId);
  return {
    prefix:
      context +
      pathHeader(request.languageId, request.path) +
      before +
      normalTail(selected?.text ?? "") +
      ahead.text,
    // A blank suffix tells the model nothing, and without one it may write on freely.
    suffix: suffix.trim() === "" ? "" : suffix,
    snippets: context === "" ? [] : snippets,
  };
}
