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

const noInstructions: SystemText = { text: "", sources: [] };

/**
 * What a conversation's requests begin with: the user's own system prompt or ours, then the workspace's instructions.
 *
 * @param mask takes secrets out of what is not ours
 */
export function systemTextOf(
  { systemPrompt, jsonMode, usesInstructions }: ConversationOptions,
  instructions: SystemText,
  mask: (text: string) => string,
): SystemText {
  const { text, sources } = usesInstructions === false ? noInstructions : instructions;
  const prompt = systemPrompt === undefined ? defaultSystemText : mask(systemPrompt);
  const parts = [prompt, mask(text), jsonMode === true ? jsonInstruction : ""];
  return { text: parts.filter((part) => part.trim() !== "").join("\n\n"), sources };
}
