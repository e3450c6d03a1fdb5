import type { ChatRequestMessage } from "../provider/chatRequest";
import { pathTo } from "./messageTree";
import type { Message } from "./reducer";
import systemPrompt from "./prompts/system.md";

/** Stands for an answer of which nothing came: servers with strict templates want question and answer in turn. */
const noAnswer = "(no answer came)";
/** Each call has to be answered (DeepSeek API docs, "Tool Calls"; fixture 05): this one was not run. */
export const notRun = "This call was not run: the answer ended before it.";

/** What requests of a conversation begin with where nothing else was chosen. */
export const defaultSystemText = systemPrompt.trim();

/**
 * The messages of a request that goes on behind one message of a conversation: a question, an answer whose tools were
 * run, or an answer to be continued. Append-only: what is asked later on the same path starts with exactly these
 * messages, so the provider's prefix cache serves them again (a hit costs 1/50 of a miss; DeepSeek API docs, "Context
 * Caching" and "Models & Pricing", read 2026-09). Nothing that changes by itself (time, current file) stands before
 * the last message. Thinking goes along; the provider's side decides whether it is sent.
 *
 * @param all the conversation's messages; those that do not lead to `lastId` are left out
 */
export function requestMessages(
  systemText: string,
  all: readonly Message[],
  lastId: string,
): readonly ChatRequestMessage[] {
  const messages = pathTo(all, lastId).flatMap(requestMessage);
  return systemText === "" ? messages : [{ role: "system", text: systemText }, ...messages];
}

function requestMessage(message: Message): readonly ChatRequestMessage[] {
  if (message.role === "user") {
    const { requestText, images = [] } = message;
    return [{ role: "user", text: requestText, ...(images.length === 0 ? {} : { images }) }];
  }
  const { requestText, reasoning, toolCalls } = message;
  const answer: ChatRequestMessage = {
    role: "assistant",
    text: requestText === "" && toolCalls.length === 0 ? noAnswer : requestText,
    ...(reasoning === "" ? {} : { reasoning }),
    ...(toolCalls.length === 0
      ? {}
      : {
          toolCalls: toolCalls.map((call) => ({ id: call.id, name: call.name, arguments: call.arguments })),
        }),
  };
  return [
    answer,
    ...toolCalls.map((call) => ({
      role: "tool" as const,
      toolCallId: call.id,
      text: call.result?.text ?? notRun,
    })),
  ];
}
