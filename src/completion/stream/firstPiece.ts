import { bracketBalance, isOnlyClosers } from "../text/brackets";
import { indentColumns } from "../text/indentation";
import { BLOCK_OPENER, type StreamPlan } from "./streamPlan";

/** A block longer than this is shown statement by statement: waiting for its end would cost seconds. */
const WHOLE_BLOCK_LINES = 6;
/** A statement that is still open after so many lines is shown as far as it stands. */
const MAX_PIECE_LINES = 16;

/**
 * The first part of an answer that is worth showing by itself, or undefined while it does not stand yet. Of a block
 * that is still being written that is its first line: what can be known now is shown now, the rest is there at the
 * next Tab. A block that is known already, must fit between brackets, or was invoked, comes whole.
 * @param text what came so far, from the cursor on
 * @param isComplete no more will come
 * @param linePrefix the cursor's line before the cursor
 * @param isPatient wait for the whole block
 */
export function firstPiece(
  text: string,
  isComplete: boolean,
  plan: Pick<StreamPlan, "shape" | "isMidLine" | "isBetweenBrackets">,
  linePrefix: string,
  isPatient: boolean,
): string | undefined {
  if (plan.shape === "line") return firstLine(text, isComplete, plan.isMidLine);
  const block = firstBlock(text, isComplete, linePrefix);
  return block === undefined && !isPatient && !plan.isBetweenBrackets
    ? firstLine(text, isComplete, false)
    : block;
}

/** Up to the end of the first line with text. A line break first is taken along, except in mid-line. */
function firstLine(text: string, isComplete: boolean, isMidLine: boolean): string | undefined {
  const start = isMidLine ? 0 : text.length - text.trimStart().length;
  const lineBreak = text.indexOf("\n", start);
  if (lineBreak !== -1) return text.slice(0, lineBreak);
  return isComplete ? text : undefined;
}

/**
 * Up to the end of the block that the first line belongs to, or, when that is long, of as many whole statements as
 * make a useful piece. A line ends a statement when all brackets opened in the text are closed and the next line is
 * not indented deeper than the first.
 */
function firstBlock(text: string, isComplete: boolean, linePrefix: string): string | undefined {
  const lines = text.split("\n");
  // Only what a line break has ended is known to be whole.
  const wholeLines = isComplete ? lines.length : lines.length - 1;
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first === -1) return isComplete ? "" : undefined;
  const columns = (index: number) =>
    indentColumns(index === 0 ? linePrefix + lines[0] : (lines[index] ?? ""));
  const baseColumns = columns(first);
  let lastBoundary: number | undefined;
  for (let index = first; index < wholeLines; index++) {
    const upToHere = lines.slice(0, index + 1).join("\n");
    const balance = bracketBalance(upToHere);
    // It closed what was open before the cursor: the block is over, with or without this line.
    if (balance.closers !== "") return upToHere;
    const next = lines[index + 1];
    const isOpen = balance.openers !== "";
    if (next === undefined) break;
    if (next.trim() === "") {
      // The line break behind the last statement counts: what is behind the cursor may belong on a line of its own.
      if (isComplete && lines.slice(index + 1).every((line) => line.trim() === "")) return text;
      if (index + 1 < wholeLines && !isOpen) return upToHere;
      continue;
    }
    if (isOpen) {
      if (index + 1 - first >= MAX_PIECE_LINES) return pieceEndingAt(lines, lastBoundary ?? index);
      continue;
    }
    const nextColumns = columns(index + 1);
    if (nextColumns > baseColumns) continue;
    if (nextColumns < baseColumns && !isOnlyClosers(next)) return upToHere;
    if (nextColumns === baseColumns || isOnlyClosers(next)) lastBoundary = index;
    if (index + 1 - first >= WHOLE_BLOCK_LINES) return pieceEndingAt(lines, lastBoundary ?? index);
  }
  if (!isComplete) return undefined;
  // What was read on ends in the middle of a statement: up to the one before is a whole piece.
  const isTorn = BLOCK_OPENER.test(text.trimEnd()) || bracketBalance(text).openers !== "";
  return isTorn && lastBoundary !== undefined ? pieceEndingAt(lines, lastBoundary) : text;
}

function pieceEndingAt(lines: readonly string[], index: number): string {
  return lines.slice(0, index + 1).join("\n");
}
