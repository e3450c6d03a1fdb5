import type { Gate } from "./gate";

/**
 * The suggest widget's item must span the cursor on its line; anything else (an item that edits elsewhere) cannot
 * be extended. Its text is then completed as if it had been accepted.
 */
export const selectedItem: Gate = ({ request }) => {
  const selected = request.selectedSuggestion;
  if (selected === undefined) return undefined;
  const isAtCursor = selected.startOffset <= request.offset && request.offset <= selected.endOffset;
  if (!isAtCursor) return { allows: "nothing", reason: "the selected suggestion is not at the cursor" };
  return request.text.slice(selected.startOffset, selected.endOffset).includes("\n")
    ? { allows: "nothing", reason: "the selected suggestion replaces several lines" }
    : undefined;
};
