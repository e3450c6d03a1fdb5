import type { ChatRequestMessage } from "../../provider/chatRequest";
import type { ActionResult } from "../action";
import fileRules from "../prompts/rules/file.md";
import insertRules from "../prompts/rules/insert.md";
import replaceRules from "../prompts/rules/replace.md";
import { fenced } from "../../text/codeFence";
import type { ContextSection } from "./gatheredContext";

/** Where an answer goes that is no conversation. */
export type WrittenResult = Exclude<ActionResult, "chat">;

/** What the model is shown of an action. Texts are already free of secrets. */
export interface ActionRequest {
  readonly result: WrittenResult;
  /** Relative to the workspace folder, else the file's name. */
  readonly path: string;
  /** Editor language id. */
  readonly languageId: string;
  readonly before: string;
  readonly selection: string;
  readonly after: string;
  readonly instruction: string;
  /** The instruction brings the selection along; it is not shown twice. */
  readonly isSelectionInInstruction?: boolean;
  readonly sections: readonly ContextSection[];
}

const rules: Readonly<Record<WrittenResult, string>> = {
  replace: replaceRules.trim(),
  "insert-before": insertRules.trim(),
  "insert-after": insertRules.trim(),
  "new-file": fileRules.trim(),
  "test-file": fileRules.trim(),
};

/** The messages of an action: the rules, then the file's part, what was gathered and, last, the instruction. */
export function actionMessages(request: ActionRequest): readonly ChatRequestMessage[] {
  const { result, languageId, before, selection, after, sections } = request;
  const parts = [`File: ${oneLine(request.path)} (${languageId})`];
  if (before.trim() !== "") parts.push(`Before the selection:\n\n${fenced(before, languageId)}`);
  if (after.trim() !== "") parts.push(`After the selection:\n\n${fenced(after, languageId)}`);
  if (selection === "") {
    parts.push("Selection: empty. Write what belongs between the text before and the text after.");
  } else if (request.isSelectionInInstruction === true) {
    parts.push("Selection: it stands in the instruction.");
  } else parts.push(`Selection:\n\n${fenced(selection, languageId)}`);
  for (const { title, text, languageId: language } of sections) {
    parts.push(
      `${oneLine(title)}:\n\n${language === undefined ? withoutInstruction(text) : fenced(text, language)}`,
    );
  }
  if (result === "insert-before" || result === "insert-after") {
    parts.push(`Place: ${result === "insert-before" ? "above" : "below"} the selection`);
  }
  parts.push(`Instruction: ${request.instruction}`);
  return [
    { role: "system", text: rules[result] },
    { role: "user", text: parts.join("\n\n") },
  ];
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}

/** Prose that was found somewhere must not look like the instruction at the end. */
function withoutInstruction(text: string): string {
  return text.replaceAll(/^(\s*)(?=Instruction:)/gim, "$1> ");
}

/**
 * What the user wants changed of an answer, as the next message.
 *
 * @param selection what stands in the selection's place now, where that is not what the model was shown last
 */
export function followUpMessage(
  wish: string,
  languageId: string,
  selection: string | undefined,
): ChatRequestMessage {
  const accepted =
    selection === undefined
      ? []
      : [`The selection has changed meanwhile. It is now:\n\n${fenced(selection, languageId)}`];
  return {
    role: "user",
    text: [
      ...accepted,
      "Answer again in the same form, with one code block that holds everything.",
      `Instruction: ${wish}`,
    ].join("\n\n"),
  };
}
