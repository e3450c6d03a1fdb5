import { collectAnswer, type AnswerProgress, type CollectedAnswer } from "../../actions/answer/collectAnswer";
import { actionRequest, maxAnswerTokens } from "../../actions/request/actionRequest";
import type { ChatRequestMessage } from "../../provider/chatRequest";
import type { Action } from "../../actions/action";
import { choiceOf, type ActionDependencies } from "./actionDependencies";

/**
 * Asks for an answer that is written into a file. Rejects with what the stream throws.
 *
 * @param selectionChars UTF-16 code units of the selection: an answer may be about twice as long
 */
export async function askForAnswer(
  dependencies: Pick<ActionDependencies, "client" | "settings">,
  action: Action,
  messages: readonly ChatRequestMessage[],
  selectionChars: number,
  signal: AbortSignal,
  onProgress: (progress: AnswerProgress) => void,
): Promise<CollectedAnswer> {
  const settings = dependencies.settings(choiceOf(action));
  const request = actionRequest(settings, messages, maxAnswerTokens(selectionChars));
  return collectAnswer(dependencies.client().streamChat(request, signal), onProgress);
}

/** How an answer is doing, in words for a line above the code or a notification. */
export function progressText({ state, text }: AnswerProgress): string {
  switch (state) {
    case "queued":
      return "waiting in the provider's queue";
    case "thinking":
      return "thinking";
    case "writing":
      return `${text.length.toLocaleString("en")} characters`;
    case "stalled":
      return "no progress for a while";
    case "retrying":
      return "trying again";
  }
}
