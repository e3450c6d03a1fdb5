import { answerToReplacement } from "../answer/answerToReplacement";
import type { EditWarning } from "../answer/editWarnings";
import { fencedBlocks } from "../answer/fencedBlocks";

/** What a model's answer holds of a file. */
export type FileAnswer =
  | {
      readonly type: "code";
      /** Lines end with `\n`, the last one too. */
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
  const blocks = fencedBlocks(text);
  const read = answerToReplacement(text, {
    selection: "",
    before: "",
    after: "",
    languageId,
    indentUnit: 4,
    lineEnd: "\n",
  });
  const [block] = blocks;
  // A file of its own has the indentation that the model gave it.
  const only = block !== undefined && blocks.length === 1 ? block : undefined;
  switch (read.type) {
    case "no-change":
      return { type: "refused", message: "The model answered without code." };
    case "refused":
      return read.reason === "placeholder" && mayLeaveOut && only !== undefined
        ? { type: "code", code: ended(only.code), language: only.info, warnings: [] }
        : { type: "refused", message: read.message };
    case "replacement": {
      const code = only?.code ?? read.text;
      const info = only?.info ?? blocks.find((each) => each.code.trim() === code.trim())?.info ?? "";
      return {
        type: "code",
        code: ended(code),
        language: info.split(/[\s{:,]/, 1)[0] ?? "",
        warnings: read.warnings,
      };
    }
  }
}

function ended(code: string): string {
  const text = code.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  return text === "" ? "" : `${text}\n`;
}
