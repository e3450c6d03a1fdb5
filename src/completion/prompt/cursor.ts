import type { CompletionRequest, TextAccess } from "../completionRequest";
import { lineEndOf, withLineFeeds } from "../../text/lineEnds";
import { isHighSurrogate, isLowSurrogate, withoutHalves } from "../text/surrogates";

/** How far the engine looks around the cursor to decide and to filter, in UTF-16 code units each way. */
export const NEARBY_CHARS = 2500;

/**
 * A place in a document as the engine sees it: the text nearby with `\n` line ends, and, when the suggest widget has
 * an item selected, as if that item had been accepted already.
 */
export interface Cursor {
  readonly documentId: string;
  readonly path: string;
  readonly languageId: string;
  readonly text: TextAccess;
  /** Text before the cursor: the last `NEARBY_CHARS` of it, fewer at the document's start. */
  readonly prefix: string;
  /** Text behind the cursor: the first `NEARBY_CHARS` of it. */
  readonly suffix: string;
  /** The cursor's line before the cursor (at most what `prefix` holds). */
  readonly linePrefix: string;
  /** The cursor's line behind the cursor. */
  readonly lineRest: string;
  readonly lineEnd: "\n" | "\r\n";
  /** Where the prefix ends in the document: the start of what a suggestion may replace. */
  readonly startOffset: number;
  /** Where the suffix starts in the document; equals `startOffset` unless an item is selected. */
  readonly endOffset: number;
  /** Text of the suggest widget's item; empty when none is selected. Part of `prefix`, not of the document. */
  readonly selectedText: string;
  /** The cursor stands inside a surrogate pair, where nothing can be inserted. */
  readonly isInsidePair: boolean;
}

/** Reads what is near the cursor. Cost is bounded by the window, whatever the document's size. */
export function readCursor(request: CompletionRequest): Cursor {
  const selected = request.selectedSuggestion;
  const startOffset = selected?.startOffset ?? request.offset;
  const endOffset = selected?.endOffset ?? request.offset;
  const selectedText = withLineFeeds(selected?.text ?? "");
  const before = request.text.slice(Math.max(0, startOffset - NEARBY_CHARS), startOffset);
  const after = request.text.slice(endOffset, endOffset + NEARBY_CHARS);
  const prefix = normalHead(before, startOffset - before.length) + selectedText;
  const suffix = withLineFeeds(after.endsWith("\r") ? after.slice(0, -1) : after);
  const lineBreak = suffix.indexOf("\n");
  return {
    documentId: request.documentId,
    path: request.path,
    languageId: request.languageId,
    text: request.text,
    prefix,
    suffix,
    linePrefix: prefix.slice(prefix.lastIndexOf("\n") + 1),
    lineRest: lineBreak === -1 ? suffix : suffix.slice(0, lineBreak),
    lineEnd: before.includes("\n") ? lineEndOf(before.slice(before.indexOf("\n") - 1)) : lineEndOf(after),
    startOffset,
    endOffset,
    selectedText,
    isInsidePair:
      isHighSurrogate(prefix.charCodeAt(prefix.length - 1)) && isLowSurrogate(suffix.charCodeAt(0)),
  };
}

/** Line feeds only, no half of a `\r\n` or of a pair at the cut, no byte order mark at the document's start. */
export function normalHead(text: string, offset: number): string {
  if (offset === 0) return withLineFeeds(text.startsWith("\uFEFF") ? text.slice(1) : text);
  return withLineFeeds(isLowSurrogate(text.charCodeAt(0)) ? text.slice(1) : text);
}

/** Line feeds only, no half of a `\r\n` or of a pair at the cut. */
export function normalTail(text: string): string {
  return withLineFeeds(withoutHalves(text.endsWith("\r") ? text.slice(0, -1) : text));
}
