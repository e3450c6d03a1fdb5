import type { ChatRequest, ChatRequestMessage } from "../../provider/chatRequest";

/** Who answers, as the settings say. */
interface Answerer {
  readonly model: string;
  /** What the user chose, else what the model does by itself. */
  readonly thinking: "on" | "off";
  readonly canSwitchThinking: boolean;
  /** What the user has set for the chat, by our parameter names. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The request for an answer that is written somewhere, not shown in the chat.
 *
 * @param answerTokens the longest answer, without the thinking before it
 */
export function actionRequest(
  answerer: Answerer,
  messages: readonly ChatRequestMessage[],
  answerTokens: number,
): ChatRequest {
  const { thinking, ...parameters } = answerParameters(answerer.parameters);
  return {
    model: answerer.model,
    messages,
    ...(answerer.canSwitchThinking && (thinking === "on" || thinking === "off") && { thinking }),
    maxTokens: thinkingRoomTokens(answerer) + answerTokens,
    parameters,
  };
}

/**
 * The longest answer worth paying for, in tokens: twice the selection, and room for new code. Code has about 0.42 token
 * per character (measured with DeepSeek's V3 tokenizer on TypeScript, 2026-11).
 */
export function maxAnswerTokens(selectionChars: number): number {
  return Math.min(32_768, 4096 + Math.ceil(selectionChars * 0.42) * 2);
}

/**
 * What a model may think before it answers, in tokens. Providers count it as part of the answer's limit (DeepSeek's API
 * reference on `max_tokens`, 2026-11): without room for it the thinking is paid, and the answer ends with `length` and
 * no text.
 */
function thinkingRoomTokens({ thinking, canSwitchThinking }: Answerer): number {
  // A model that cannot be told may think or not; often it is a local one, with a small window.
  if (!canSwitchThinking) return 8192;
  return thinking === "on" ? 32_768 : 0;
}

/** Parameters of the chat that would give an action another form of answer, or end it early. */
const chatOnly = new Set([
  "stop",
  "responseFormat",
  "toolChoice",
  "parallelToolCalls",
  "logprobs",
  "topLogprobs",
]);

/** The chat's parameters as far as they suit an answer that is written into a file. */
function answerParameters(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !chatOnly.has(name)));
}
