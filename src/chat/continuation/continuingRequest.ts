import type { ChatRequest, ChatRequestMessage } from "../../provider/chatRequest";
import { sentText, type KeptAnswer } from "./keptAnswer";

/**
 * The request that goes on with a broken answer: the request it answered, with what is kept of it as the last message. How
 * that message is marked, or what is asked instead where the server continues none, is the provider's side's business.
 * Everything before it stays as it was, so the provider's prefix cache serves all of it.
 */
export function continuingRequest(answered: ChatRequest, kept: KeptAnswer): ChatRequest {
  const last: ChatRequestMessage = {
    role: "assistant",
    text: kept.isInReasoning ? "" : sentText(kept.text),
    ...(kept.reasoning !== "" && {
      reasoning: kept.isInReasoning ? sentText(kept.reasoning) : kept.reasoning,
    }),
  };
  return { ...answered, messages: [...answered.messages, last], continuesLastMessage: true };
}
