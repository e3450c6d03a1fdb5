import type { SystemSource } from "./conversationEvent";
import type { ConversationOptions } from "./conversationOptions";
import { defaultSystemText } from "./requestMessages";

/** In JSON mode some message has to say the word (DeepSeek API docs, "JSON Output": 400 without it). */
const jsonInstruction = "Answer with one JSON object and nothing else.";

/** What stands first in a conversation's requests, and the files it was made from. */
export interface SystemText {
  readonly text: string;
  readonly sources: readonly SystemSource[];
}

/**
 * What a conversation's requests begin with: the user's own system prompt or ours, then the workspace's instructions.
 *
 * @param mask takes secrets out of the user's own prompt; the instructions come without
 */
export function systemTextOf(
  { systemPrompt, jsonMode }: ConversationOptions,
  { text, sources }: SystemText,
  mask: (text: string) => string,
): SystemText {
  const prompt = systemPrompt === undefined ? defaultSystemText : mask(systemPrompt);
  const parts = [prompt, text, jsonMode === true ? jsonInstruction : ""];
  return { text: parts.filter((part) => part.trim() !== "").join("\n\n"), sources };
}
