import { applyDiffAnswer } from "./applyDiffAnswer";
import { refused, type AnswerRefusal } from "./answerRefusal";
import { placeholderRefusal, type EditTarget } from "./answerToReplacement";
import { withoutBlankEdges } from "./blankEdges";
import { bracketBalance } from "./bracketBalance";
import { codeInAnswer } from "./codeInAnswer";
import { editWarnings, type EditWarning } from "./editWarnings";
import { indentOf } from "../../text/indentOf";
import { restoreIndentation } from "./indentation";
import { placementOf } from "./indentPlacement";
import { withLineEnd, withPlainLines } from "../../text/lineEnds";
import { shareOfLines } from "./sameLines";
import { withTrailingBlanksOf } from "./trailingBlanks";
import { withoutSurroundings } from "./withoutSurroundings";

/** Where the answer is to be inserted: on lines of its own beside those that the selection touches. */
export interface InsertionTarget extends EditTarget {
  readonly side: "before" | "after";
  /** Indentation of the new lines; missing: that of the selection's first line with text. */
  readonly lineIndent?: string;
}

/** What a model's answer means as new lines beside the selection. */
export type InsertionAnswer =
  | {
      readonly type: "insertion";
      /**
       * Whole lines, each with its line end. Only behind a last line that has none the first line end stands before the
       * text, and the text has none at its end.
       */
      readonly text: string;
      /** Where the text goes, in UTF-16 code units from the selection's start. */
      readonly offset: number;
      readonly warnings: readonly EditWarning[];
    }
  /** The answer holds nothing but the selection, or nothing. */
  | { readonly type: "no-change" }
  | AnswerRefusal;

/**
 * Reads a whole answer as new lines before or after those of the selection, in the indentation of the place. What the
 * answer repeats of the selection or the text around it is cut off where it stands at the new lines' edge; where half
 * of the selection's lines or more are still in it, it is a new version of the selection and refused. A blank line at
 * the answer's edge is kept, more are one, and none is added to one that the document has there.
 */
export function insertionFromAnswer(answer: string, target: InsertionTarget): InsertionAnswer {
  const { selection, before, after } = wholeLines(target);
  const offset =
    target.side === "before"
      ? -lineStartOf(target).length
      : target.selection.length + lineRestOf(target).length;
  const place = { ...target, selection, before, after };
  const code = insertedCode(withPlainLines(answer), place);
  if (typeof code !== "string") return code;
  const { unit } = placementOf(place);
  const lineIndent = target.lineIndent ?? indentOf(withoutBlankEdges(selection));
  const indented = restoreIndentation(code, {
    selection: "",
    startsLine: true,
    lineIndent,
    unit: /^[ ]*\t/m.test(selection + lineIndent) ? "tab" : unit,
  });
  const inner = withTrailingBlanksOf(selection, indented, target.languageId);
  const text = withLineEnd(withOneBlank(inner, place), target.lineEnd);
  const isBehindEnd = target.side === "after" && selection !== "" && !selection.endsWith("\n");
  return {
    type: "insertion",
    text: isBehindEnd ? target.lineEnd + text : text + target.lineEnd,
    offset,
    warnings: editWarnings(selection + text, selection),
  };
}

/** The part of the selection's first line that stands before it. */
function lineStartOf({ before }: EditTarget): string {
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** The part of the selection's last line that stands behind it, with the line end. */
function lineRestOf({ selection, after }: EditTarget): string {
  if (selection.endsWith("\n")) return "";
  const end = after.indexOf("\n");
  return end < 0 ? after : after.slice(0, end + 1);
}

/** The selection widened to whole lines, line ends `\n`. */
function wholeLines(target: EditTarget): Pick<EditTarget, "selection" | "before" | "after"> {
  const start = lineStartOf(target);
  const rest = lineRestOf(target);
  return {
    selection: withPlainLines(start + target.selection + rest),
    before: withPlainLines(target.before.slice(0, target.before.length - start.length)),
    after: withPlainLines(target.after.slice(rest.length)),
  };
}

/** The new lines alone, with their blank lines at the edges. */
function insertedCode(
  answer: string,
  place: InsertionTarget,
): string | Exclude<InsertionAnswer, { type: "insertion" }> {
  const { selection, before, after, side } = place;
  const found = codeInAnswer(answer, place);
  if (found.type === "no-change" || found.type === "refused") return found;
  const changed = found.type === "diff" ? applyDiffAnswer(found.diff, place) : found.code;
  if (typeof changed !== "string") return changed;
  const refusal = placeholderRefusal(changed, place);
  if (refusal !== undefined) return refusal;
  if (changed.trim() === "" || withTrimmedEnds(changed) === withTrimmedEnds(selection))
    return { type: "no-change" };
  const beside =
    side === "before"
      ? { selection: "", before, after: selection + after }
      : { selection: "", before: closed(before + selection), after };
  const own = withoutSurroundings(changed, beside);
  if (typeof own !== "string" || shareOfLines(selection, own) >= 0.5) {
    return typeof own !== "string" && shareOfLines(selection, changed) < 0.5 ? own : repeatsSelection();
  }
  return found.type === "code" && found.isOpen && bracketBalance(own) > 0
    ? refused("cut-short", "The answer ends in the middle of the code, so nothing was inserted.")
    : own;
}

function repeatsSelection(): AnswerRefusal {
  return refused(
    "repeats-selection",
    "The model repeated the selection instead of writing only what is to be inserted, so nothing was changed. Ask for the new lines alone.",
  );
}

function withTrimmedEnds(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

function closed(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Without a line end at the end; at each edge at most one blank line, and none beside one of the document. */
function withOneBlank(text: string, { selection, before, after, side }: InsertionTarget): string {
  const inner = withoutBlankEdges(text);
  const at = text.indexOf(inner);
  const hasBlankStart = text.slice(0, at).includes("\n");
  const hasBlankEnd = text.slice(at + inner.length).includes("\n");
  const above = side === "before" ? before : selection;
  const below = side === "before" ? selection : after;
  const isBlankAbove = above === "" || lastLine(above).trim() === "";
  const isBlankBelow = below === "" || (below.split("\n", 1)[0] ?? "").trim() === "";
  return (hasBlankStart && !isBlankAbove ? "\n" : "") + inner + (hasBlankEnd && !isBlankBelow ? "\n" : "");
}

function lastLine(text: string): string {
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  return text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
}
