import type { Gate } from "./gate";

/**
 * The suggest widget's item must span the cursor on its line; anything else (an item that edits elsewhere) cannot
 * be extended. Its text is then completed as if it had been accepted.
 */
export const selectedItem: Gate = ({ request }) => {
  const selected = request.selectedSuggestion;
  if (selected === undefined) return undefined;
  const isAtCursor = selected.startOffset <= request.offset && request.offset <= selected.endOffset;
  // With this setting on, the editor puts the widget away while ghost text is there.
  const setting = "editor.inlineSuggest.suppressSuggestions";
  if (!isAtCursor) {
    return {
      allows: "nothing",
      reason: "the suggest widget is open and its item is not at the cursor",
      setting,
    };
  }
  return request.text.slice(selected.startOffset, selected.endOffset).includes("\n")
    ? { allows: "nothing", reason: "the suggest widget is open and its item replaces several lines", setting }
    : undefined;
};
