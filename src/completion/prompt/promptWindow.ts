import type { CompletionRequest } from "../completionRequest";
import type { CompletionSettings } from "../settings";
import { normalHead, normalTail } from "./cursor";
import { pathHeader } from "./pathHeader";
import { prefixAnchor } from "./prefixAnchor";

/** The text that goes to the model, before secrets are masked. Line ends are `\n`. */
export interface PromptWindow {
  /** Path header, then the anchored text before the cursor. */
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Cuts the prompt out of the document. Reads at most `maxPrefixChars` + `maxSuffixChars`, so the cost does not grow
 * with the document. The header counts against neither.
 */
export function readPromptWindow(
  request: CompletionRequest,
  settings: Pick<CompletionSettings, "maxPrefixChars" | "maxSuffixChars">,
): PromptWindow {
  const selected = request.selectedSuggestion;
  const startOffset = selected?.startOffset ?? request.offset;
  const endOffset = selected?.endOffset ?? request.offset;
  const anchorOffset = prefixAnchor(request.text, startOffset, settings.maxPrefixChars);
  const before = normalHead(request.text.slice(anchorOffset, startOffset), anchorOffset);
  const suffix = normalTail(request.text.slice(endOffset, endOffset + settings.maxSuffixChars));
  return {
    prefix: pathHeader(request.languageId, request.path) + before + normalTail(selected?.text ?? ""),
    // A blank suffix tells the model nothing, and without one it may write on freely.
    suffix: suffix.trim() === "" ? "" : suffix,
  };
}
