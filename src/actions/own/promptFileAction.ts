import type { PromptFile } from "../../prompts/promptFile";
import type { Action, ActionResult } from "../action";
import { actionResults } from "./readOwnActions";
import { oneLine } from "../../text/oneLine";

const maxTitleChars = 100;
const maxDescriptionChars = 200;

/**
 * The action of a workspace's prompt file. Who answers and whether it thinks is the user's to say, not a repository's:
 * of its `model` nothing is read, and thinking can only be turned off. Without `result` it is asked in the chat.
 *
 * @param name the command's name: the `name` of its front matter, else the file's
 * @param path of the file in the workspace, for the description where it has none
 */
export function promptFileAction(name: string, path: string, file: PromptFile): Action {
  return {
    id: `workspace:${name}`,
    title: oneLine(file.title ?? name).slice(0, maxTitleChars),
    description: promptFileDescription(path, file),
    prompt: file.body,
    result: promptFileResult(file) ?? "chat",
    context: [],
    ...(file.isThinkingOff && { thinking: "off" }),
    origin: "workspace",
  };
}

/** Where a prompt file says that the answer goes; undefined where it does not say, or nothing that we know. */
export function promptFileResult({ result }: PromptFile): ActionResult | undefined {
  return actionResults.find((each) => each === result);
}

/** A prompt's description, or where it stands, and what of it has no effect here. */
export function promptFileDescription(origin: string, file: PromptFile): string {
  const { description, ignored, result } = file;
  const notes = [
    ...(ignored.length === 0 ? [] : [`without its ${ignored.join(", ")}`]),
    ...(result === undefined || promptFileResult(file) !== undefined
      ? []
      : [`in the chat: its result “${oneLine(result).slice(0, 30)}” is none of ${actionResults.join(", ")}`]),
  ];
  const said = oneLine(description ?? origin).slice(0, maxDescriptionChars);
  return notes.length === 0 ? said : `${said} (${notes.join("; ")})`;
}
