import { applyDiffAnswer } from "./applyDiffAnswer";
import { refused, quoted, type AnswerRefusal } from "./answerRefusal";
import { withEdgesOf } from "./blankEdges";
import { bracketBalance } from "./bracketBalance";
import { codeInAnswer } from "./codeInAnswer";
import { editWarnings, type EditWarning } from "./editWarnings";
import { restoreIndentation, type IndentUnit } from "./indentation";
import { placementOf } from "./indentPlacement";
import { withLineEnd, withPlainLines } from "../../text/lineEnds";
import { placeholderIn } from "./placeholders";
import { withTrailingBlanksOf } from "./trailingBlanks";
import { withoutSurroundings } from "./withoutSurroundings";

/** What the answer is to replace, as the document holds it. */
export interface EditTarget {
  readonly selection: string;
  /** Text right before and behind, as far as it was sent. */
  readonly before: string;
  readonly after: string;
  readonly languageId: string;
  readonly indentUnit: IndentUnit;
  readonly lineEnd: "\n" | "\r\n";
}

/** What a model's answer means for the selection. */
export type EditAnswer =
  | { readonly type: "replacement"; readonly text: string; readonly warnings: readonly EditWarning[] }
  | { readonly type: "no-change" }
  | AnswerRefusal;

/**
 * Reads a whole answer as the replacement of a selection: out of fences, tags and chatter, without repeated
 * surroundings, a diff applied; indentation, line ends, and blanks at the edges and at line ends as the selection has
 * them. What would lose code, or can be read in two ways, is refused.
 */
export function answerToReplacement(answer: string, target: EditTarget): EditAnswer {
  const place = {
    ...target,
    selection: withPlainLines(target.selection),
    before: withPlainLines(target.before),
    after: withPlainLines(target.after),
  };
  const { selection } = place;
  const code = replacementCode(withPlainLines(answer), place);
  if (typeof code !== "string") return code;
  const text = withEdgesOf(place, withTrailingBlanksOf(selection, code, target.languageId));
  if (text === selection) return { type: "no-change" };
  return {
    type: "replacement",
    text: withLineEnd(text, target.lineEnd),
    warnings: editWarnings(text, selection),
  };
}

/** The new code in its place, line ends `\n`. */
function replacementCode(
  answer: string,
  target: EditTarget,
): string | Exclude<EditAnswer, { type: "replacement" }> {
  const { selection } = target;
  const found = codeInAnswer(answer, target);
  if (found.type === "no-change" || found.type === "refused") return found;
  if (found.type === "diff") {
    const applied = applyDiffAnswer(found.diff, target);
    return typeof applied === "string" ? (placeholderRefusal(applied, target) ?? applied) : applied;
  }
  const code = withoutSurroundings(found.code, target);
  if (typeof code !== "string") return code;
  const refusal = placeholderRefusal(code, target);
  if (refusal !== undefined) return refusal;
  if (found.isOpen && bracketBalance(code) > bracketBalance(selection)) {
    return refused("cut-short", "The answer ends in the middle of the code, so nothing was changed.");
  }
  return restoreIndentation(code, placementOf(target));
}

/** The refusal of code in which something stands for code left out. */
export function placeholderRefusal(
  code: string,
  { selection, languageId }: Pick<EditTarget, "selection" | "languageId">,
): AnswerRefusal | undefined {
  const placeholder = placeholderIn(code, selection, languageId);
  return placeholder === undefined
    ? undefined
    : refused(
        "placeholder",
        `The model left code out (${quoted(placeholder)}), so nothing was changed. Ask for the whole text.`,
      );
}
