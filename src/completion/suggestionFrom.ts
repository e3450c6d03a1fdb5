import type { Suggestion } from "./completionRequest";
import type { Draft } from "./filters/filter";
import type { Keystroke } from "./keystroke";
import { ShownSuggestion } from "./memory/shownSuggestion";
import type { Cursor } from "./prompt/cursor";
import { withLineEnd, withLineFeeds } from "../text/lineEnds";

/** The draft as the editor is handed it: with the suggest widget's item, the document's line ends and its offsets. */
export function suggestionFrom(
  cursor: Cursor,
  draft: Draft,
  source: Suggestion["source"],
  id: number,
): Suggestion {
  return {
    id,
    text: withLineEnd(cursor.selectedText + draft.text, cursor.lineEnd),
    replaceStartOffset: cursor.startOffset,
    replaceEndOffset: cursor.endOffset + draft.replacedChars,
    source,
  };
}

/** What is shown behind the suggest widget's item, as seen from what is typed: with the rest of the item. */
export function withItem({ request, typed }: Keystroke, shown: ShownSuggestion): ShownSuggestion {
  const item = request.selectedSuggestion;
  if (typed === undefined || item === undefined || item.endOffset !== request.offset) return shown;
  const written = request.text.slice(item.startOffset, request.offset);
  if (!item.text.startsWith(written)) return shown;
  const text = withLineFeeds(item.text.slice(written.length)) + shown.text;
  return new ShownSuggestion(typed.cursor, text, shown.suggestionId, shown.source);
}
