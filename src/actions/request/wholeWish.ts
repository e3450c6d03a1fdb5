import type { RefusalReason } from "../answer/answerRefusal";

const everyLine = "Write the whole text out, every line of it, in one code block";

/** What to ask for after an answer that was refused for its form; undefined where the form was not the reason. */
export function wholeWish(reason: RefusalReason): string | undefined {
  switch (reason) {
    case "placeholder":
      return `Your answer leaves code out. ${everyLine}, without placeholders.`;
    case "diff":
      return `Your diff does not fit the text in exactly one way. ${everyLine}, as it should be, not as a diff.`;
    case "several-blocks":
      return `Your answer holds several code blocks, and which one is meant is not clear. ${everyLine} and no other.`;
    case "cut-short":
      return `Your answer ends in the middle of the code. ${everyLine}, to its end.`;
    case "empty":
    case "no-code":
    case "surroundings":
    case "model-tokens":
    case "repeats-selection":
      return undefined;
  }
}
