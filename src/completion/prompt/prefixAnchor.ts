import type { TextAccess } from "../completionRequest";

/** The window's start moves by this part of the window, so it stays put while the cursor moves as far. */
const STEPS_PER_WINDOW = 4;

/**
 * Where the prompt's prefix starts. The start only moves in steps of a quarter of the window and stands at a line's
 * start, so that consecutive requests begin with the same bytes: DeepSeek bills a prompt's head that it has seen
 * before at a small part of the price (DeepSeek API docs, context caching, 2026-09), and only an equal head counts.
 * A window that slides with the cursor never gets that. The prefix is between 3/4 of the window and the whole.
 */
export function prefixAnchor(text: TextAccess, cursorOffset: number, windowChars: number): number {
  if (cursorOffset <= windowChars) return 0;
  const stepChars = Math.max(1, Math.floor(windowChars / STEPS_PER_WINDOW));
  const step = Math.ceil((cursorOffset - windowChars) / stepChars) * stepChars;
  // The next line's start, unless the line is longer than a step (minified code): then the step itself.
  const lineBreak = text.slice(step - 1, Math.min(step + stepChars, cursorOffset)).indexOf("\n");
  return lineBreak === -1 ? step : step + lineBreak;
}
