import type { ChatMessage } from "../deepseek/messages";
import type { Tool, ToolChoice } from "../deepseek/tools";

/** What a chat answer is made from. */
export interface ChatQuestion {
  readonly messages: readonly ChatMessage[];
  /** The beginning of the answer, which it is to go on with; undefined: a fresh answer. */
  readonly continues: string | undefined;
  /** The beginning of the thinking, which it is to go on with; then `continues` is undefined. */
  readonly continuesReasoning?: string;
  readonly isThinking: boolean;
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice;
  readonly wantsJson: boolean;
}

/** Text of the last message of the user. */
export function lastQuestion(question: ChatQuestion): string {
  return question.messages.findLast((message) => message.role === "user")?.content ?? "";
}
