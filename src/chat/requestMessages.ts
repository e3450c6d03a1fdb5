import type { ChatRequestMessage } from "../provider/chatRequest";
import type { Message } from "./reducer";
import systemPrompt from "./prompts/system.md";

/** Stands for an answer of which nothing came: servers with strict templates want question and answer in turn. */
const noAnswer = "(no answer came)";

/**
 * The messages that ask a question of a conversation. Append-only: what is asked later starts with exactly these
 * messages, so the provider's prefix cache serves them again (a hit costs 1/50 of a miss; DeepSeek API docs,
 * "Context Caching" and "Models & Pricing", read 2026-09). Nothing that changes by itself (time, current file)
 * stands before the last message. Thinking goes along; the provider's side decides whether it is sent.
 */
export function requestMessages(
  messages: readonly Message[],
  questionId: string,
): readonly ChatRequestMessage[] {
  const question = messages.findIndex((message) => message.id === questionId);
  return [
    { role: "system", text: systemPrompt.trim() },
    ...messages.slice(0, question + 1).map(requestMessage),
  ];
}

function requestMessage(message: Message): ChatRequestMessage {
  if (message.role === "user") return { role: "user", text: message.requestText };
  const text = message.requestText === "" ? noAnswer : message.requestText;
  return message.reasoning === ""
    ? { role: "assistant", text }
    : { role: "assistant", text, reasoning: message.reasoning };
}
