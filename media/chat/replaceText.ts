/**
 * Puts `text` in the place of what stands from `start` to `end`, with the caret behind it, as if it were typed: undo
 * takes it back, and the element's `input` event tells the rest of the page.
 */
export function replaceText(element: HTMLTextAreaElement, start: number, end: number, text: string): void {
  if (start === end && text === "") return;
  element.focus();
  element.setSelectionRange(start, end);
  // The one way to change a text area that keeps its undo stack; setting `value` throws that away.
  document.execCommand(text === "" ? "delete" : "insertText", false, text);
}
