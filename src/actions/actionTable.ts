import editPrompt from "./prompts/edit.md";
import explainPrompt from "./prompts/explain.md";

/** What can be done with a selection. A new action is a row of this table and a prompt file. */
export interface Action {
  readonly id: "explain" | "edit";
  readonly title: string;
  /** `chat`: the question that is asked beside the selection; `replace`: the rules that the model edits by. */
  readonly prompt: string;
  /** Where the answer goes: into the chat, or in place of the selection after a review. */
  readonly result: "chat" | "replace";
  /** Off where speed matters more than depth; undefined leaves it to the chat's own switch. */
  readonly thinking?: "on" | "off";
}

export const explainAction: Action = {
  id: "explain",
  title: "Explain Selection",
  prompt: explainPrompt.trim(),
  result: "chat",
};

export const editAction: Action = {
  id: "edit",
  title: "Edit Selection…",
  prompt: editPrompt.trim(),
  result: "replace",
  thinking: "off",
};
