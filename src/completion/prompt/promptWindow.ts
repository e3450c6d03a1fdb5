import type { CompletionRequest, TextAccess } from "../completionRequest";
import type { ContextSnippet } from "../context/contextSnippet";
import { renderSnippets } from "../context/renderSnippets";
import type { CompletionSettings } from "../settings";
import type { TextAhead } from "./aheadCursor";
import { closedByEditor } from "./closedByEditor";
import { normalHead, normalTail } from "./cursor";
import { pathHeader } from "./pathHeader";
import { prefixAnchor } from "./prefixAnchor";

/** So much of a run without a blank or a quote may be the rest of a key; minified code and data lose no more than that. */
const MAX_RUN_CHARS = 512;
const RUN_AT_START = new RegExp(`^[^\\s"'\`]{1,${MAX_RUN_CHARS}}`);
const RUN_AT_END = new RegExp(`[^\\s"'\`]{1,${MAX_RUN_CHARS}}$`);
/** How far before a secret the name may stand by which it is known, and what may stand between. */
const MAX_UNSENT_CHARS = 1024;

/** The text that goes to the model, before secrets are masked. Line ends are `\n`. */
export interface PromptWindow {
  /** Context from elsewhere, path header, then the anchored text before the cursor. */
  readonly prefix: string;
  readonly suffix: string;
  /** Where the document's own text starts in the prefix. */
  readonly ownStart: number;
  /** What stands before the document's own text and is not sent: it may name what is a secret in it. */
  readonly unsentBefore: string;
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
  const head = wholeHead(request.text, anchorOffset, startOffset);
  const before = normalHead(head, anchorOffset);
  const prefix =
    pathHeader(request.languageId, request.path) + before + normalTail(selected?.text ?? "") + ahead.text;
  const behind = normalTail(wholeTail(request.text, endOffset, endOffset + settings.maxSuffixChars));
  const suffix = behind.slice(closedByEditor({ prefix, suffix: behind }));
  const context = renderSnippets(snippets, request.languageId);
  const notOwn = context + pathHeader(request.languageId, request.path);
  const headOffset = startOffset - head.length;
  return {
    prefix: context + prefix,
    ownStart: notOwn.length,
    unsentBefore: request.text.slice(Math.max(0, headOffset - MAX_UNSENT_CHARS), headOffset),
    // A blank suffix tells the model nothing, and without one it may write on freely.
    suffix: suffix.trim() === "" ? "" : suffix,
    snippets: context === "" ? [] : snippets,
  };
}

/** Text of [start, end) without the run that the window's start cuts: half a key is not known as one, and not masked. */
function wholeHead(text: TextAccess, start: number, end: number): string {
  const head = text.slice(start, end);
  const isCut = start > 0 && /[^\s"'`]/.test(text.slice(start - 1, start));
  return isCut ? head.replace(RUN_AT_START, "") : head;
}

/** Text of [start, end) without the run that the window's end cuts. */
function wholeTail(text: TextAccess, start: number, end: number): string {
  const tail = text.slice(start, end + 1);
  const isCut = tail.length > end - start && /[^\s"'`]/.test(tail.slice(-1));
  const window = tail.slice(0, end - start);
  return isCut ? window.replace(RUN_AT_END, "") : window;
}
