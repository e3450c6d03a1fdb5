import { bracketBalance } from "../answer/bracketBalance";
import { codeInAnswer } from "../answer/codeInAnswer";
import { editWarnings, type EditWarning } from "../answer/editWarnings";
import { fencedBlocks } from "../answer/fencedBlocks";
import { placeholderIn } from "../answer/placeholders";

/** What a model's answer holds of a file. */
export type FileAnswer =
  | {
      readonly type: "code";
      /** As the model indents it; lines end with `\n`, the last one too. */
      readonly code: string;
      /** What the model calls the language, in lower case; empty where it does not. */
      readonly language: string;
      readonly warnings: readonly EditWarning[];
    }
  /** `message` is a sentence for the person; asking again may help. */
  | { readonly type: "refused"; readonly message: string };

/**
 * Reads a whole answer as the text of a file, or of what is to be added to one.
 *
 * @param mayLeaveOut the code goes into a file that is there, so that placeholders may stand for what stays
 */
export function fileAnswer(answer: string, languageId: string, mayLeaveOut: boolean): FileAnswer {
  const text = answer.replaceAll("\r\n", "\n");
  const found = codeInAnswer(text, { selection: "", before: "", after: "", languageId });
  switch (found.type) {
    case "refused":
      return { type: "refused", message: found.message };
    case "no-change":
      return { type: "refused", message: "The model answered without code." };
    case "diff":
      return { type: "refused", message: "The model answered with a diff instead of the file's text." };
    case "code": {
      const code = found.code.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
      if (code === "") return { type: "refused", message: "The model answered without code." };
      if (found.isOpen && bracketBalance(code) > 0) {
        return {
          type: "refused",
          message: "The answer ends in the middle of the code, so nothing was opened.",
        };
      }
      const placeholder = placeholderIn(code, "", languageId);
      if (placeholder !== undefined && !mayLeaveOut) {
        return {
          type: "refused",
          message: `The model left code out (“${placeholder.slice(0, 80)}”), so nothing was opened.`,
        };
      }
      const block = fencedBlocks(text).find((each) => each.code.trim() === code.trim());
      const language = block?.info.split(/[\s{:,]/, 1)[0] ?? "";
      return { type: "code", code: `${code}\n`, language, warnings: editWarnings(code, "") };
    }
  }
}
