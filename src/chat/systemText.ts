import type { ChatDependencies } from "./chatDependencies";
import type { SystemSource } from "./conversationEvent";
import type { ConversationOptions } from "./conversationOptions";
import { defaultSystemText } from "./requestMessages";

/** In JSON mode some message has to say the word (DeepSeek API docs, "JSON Output": 400 without it). */
const jsonInstruction = "Answer with one JSON object and nothing else.";

/** What a conversation's requests begin with: the user's own system prompt or ours, then the workspace's instructions. */
export async function systemTextOf(
  { systemPrompt, jsonMode }: ConversationOptions,
  instructions: ChatDependencies["instructions"],
): Promise<{ readonly text: string; readonly sources: readonly SystemSource[] }> {
  const { text, sources } = (await instructions?.()) ?? { text: "", sources: [] };
  const parts = [systemPrompt ?? defaultSystemText, text, jsonMode === true ? jsonInstruction : ""];
  return { text: parts.filter((part) => part.trim() !== "").join("\n\n"), sources };
}
