/** Why an answer cannot be used. */
export type RefusalReason =
  /** Nothing, or only thinking. */
  | "empty"
  /** An excuse, a question, advice. */
  | "no-code"
  /** Code left out, with a line that stands for it. */
  | "placeholder"
  /** A diff, or a pair of old and new code, that does not fit the selection in exactly one way. */
  | "diff"
  /** Several blocks of code, and which one is meant is not clear. */
  | "several-blocks"
  /** More than the selection, with changes outside of it. */
  | "surroundings"
  /** The code ends in its middle. */
  | "cut-short"
  /** Control tokens of the model inside the code. */
  | "model-tokens"
  /** Text that is to be inserted, but holds the selection once more. */
  | "repeats-selection";

/** An answer that cannot be used. `message` is a sentence for the person; asking again may help. */
export interface AnswerRefusal {
  readonly type: "refused";
  readonly reason: RefusalReason;
  readonly message: string;
}

/** A refusal with its sentence. */
export function refused(reason: RefusalReason, message: string): AnswerRefusal {
  return { type: "refused", reason, message };
}

/** A few words of an answer, for a message. */
export function quoted(text: string): string {
  const line = text.trim().slice(0, 400).replaceAll(/\s+/g, " ");
  return `“${line.length > 120 ? `${line.slice(0, 119)}…` : line}”`;
}
