import { asObject } from "../jsonText";
import { countTokens } from "../tokens";
import type { ChatBody, CommonBody } from "./chatBody";
import { invalidRequest } from "./errors";
import type { ChatMessage } from "./messages";
import { checkStrictTools } from "./strictTools";

/** Names the API takes (documentation and pricing page, 2026-11-15); aliases are taken but not listed. */
export const models = ["deepseek-flash", "deepseek-v4-pro"];
const aliases = ["deepseek-v4-flash", "deepseek-v4-flash-vision-exp"];

/** Tokens of prompt and answer together (issue threads, 2026). */
export const contextTokens = 1_048_576;

/** Refuses names the API does not take, the retired ones among them (400 texts in issue threads, 2026). */
export function checkModel(model: string): void {
  if (models.includes(model) || aliases.includes(model)) return;
  throw invalidRequest(`The supported API model names are ${models.join(", ")}, but you passed ${model}.`);
}

/**
 * Checks values in the order of the official deepseek-recipe (2026-09): n, penalties, max_tokens, temperature, top_p,
 * seed, number of stops, stream_options. Texts from it, from issue threads and from a probe (2026-09-23).
 */
export function checkCommon(body: CommonBody): void {
  if (body.n !== undefined && body.n !== 1)
    throw invalidRequest("Invalid n value (currently only n = 1 is supported)");
  checkRange("frequency_penalty", body.frequencyPenalty, -2, 2);
  checkRange("presence_penalty", body.presencePenalty, -2, 2);
  if (body.maxTokens === 0) throw invalidRequest("max_tokens must be greater than zero");
  if (body.maxTokens !== undefined && body.maxTokens > 393_216) {
    throw invalidRequest("Invalid max_tokens value, the valid range of max_tokens is [1, 393216]");
  }
  checkRange("temperature", body.temperature, 0, 2);
  if (body.topP !== undefined && !(body.topP > 0 && body.topP <= 1))
    throw invalidRequest("top_p must be in (0, 1]");
  if (body.seed !== undefined && body.seed < 0)
    throw invalidRequest("seed must be in [0, 9223372036854775807]");
  if (body.stop.length > 16) throw invalidRequest(`Invalid stop: string array too long: ${body.stop.length}`);
  if (body.streamOptions !== undefined && !body.isStream) {
    throw invalidRequest("stream_options should be set along with stream = true");
  }
  if (body.userId !== undefined && !/^[A-Za-z0-9_-]{1,512}$/.test(body.userId)) {
    throw invalidRequest("user_id must be 1-512 ASCII letters, digits, underscores or hyphens");
  }
}

/** Checks a chat request: the common values, then tools, tool_choice, messages, response_format. */
export function checkChat(body: ChatBody, options: { isBeta: boolean; requiresReasoning: boolean }): void {
  checkCommon(body);
  if (body.topLogprobs !== undefined) {
    if (body.topLogprobs < 0 || body.topLogprobs > 20) {
      throw invalidRequest("Invalid top_logprobs value, the valid range of top_logprobs is [0, 20]");
    }
    if (!body.wantsLogprobs) throw invalidRequest("top_logprobs should be set along with logprobs = true");
  }
  checkTools(body);
  checkStrictTools(body.tools, options.isBeta);
  checkMessages(body.messages);
  checkPrefix(body.messages, options.isBeta);
  // For ever once tools were called, also in a request without any (DeepSeek API docs, "Thinking Mode", 2026-09-11).
  const usesTools = body.tools.length > 0 || body.messages.some(({ calls }) => calls.length > 0);
  if (options.requiresReasoning && body.isThinking && usesTools) {
    const lacking = body.messages.some(
      (message) => message.role === "assistant" && message.reasoning === undefined,
    );
    if (lacking) {
      throw invalidRequest("The `reasoning_content` in the thinking mode must be passed back to the API.");
    }
  }
  if (body.responseFormat === "json_schema" || body.responseFormat === "regex") {
    throw invalidRequest("This response_format type is unavailable now");
  }
  if (
    body.responseFormat === "json_object" &&
    !body.messages.some(({ content }) => /json/i.test(content ?? ""))
  ) {
    throw invalidRequest(
      "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
    );
  }
}

/** Refuses what does not fit the context (text from issue threads, 2026). */
export function checkContext(prompt: string, maxTokens: number): void {
  const promptTokens = countTokens(prompt);
  const total = promptTokens + maxTokens;
  if (total <= contextTokens) return;
  throw invalidRequest(
    `This model's maximum context length is ${contextTokens} tokens. However, you requested ${total} tokens ` +
      `(${promptTokens} in the messages, ${maxTokens} in the completion). ` +
      "Please reduce the length of the messages or completion.",
  );
}

function checkRange(name: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && (value < least || value > most)) {
    throw invalidRequest(`${name} must be in [${least}, ${most}]`);
  }
}

function checkTools(body: ChatBody): void {
  if (body.tools.length > 128) throw invalidRequest(`Invalid tools: array too long: ${body.tools.length}`);
  for (const [index, tool] of body.tools.entries()) {
    if (!/^[A-Za-z0-9_-]{1,128}$/.test(tool.name)) {
      throw invalidRequest(
        `tools.${index}.function.name: expected 1-128 ASCII letters, digits, underscores or hyphens`,
      );
    }
    const parameters = asObject(tool.parameters);
    if (parameters === undefined || (parameters["type"] ?? "object") !== "object") {
      throw invalidRequest(`tools.${index}.function.parameters must be a JSON Schema of type object`);
    }
  }
  if (new Set(body.tools.map((tool) => tool.name)).size < body.tools.length) {
    throw invalidRequest("Tool names must be unique");
  }
  const choice = body.toolChoice;
  if (choice.kind === "named" && !body.tools.some((tool) => tool.name === choice.name)) {
    throw invalidRequest(`tool_choice: no tool named '${choice.name}' was specified`);
  }
  if (body.isThinking && (choice.kind === "named" || choice.kind === "required")) {
    throw invalidRequest("Thinking mode does not support this tool_choice");
  }
}

function checkMessages(messages: readonly ChatMessage[]): void {
  if (messages.length === 0) throw invalidRequest("Empty input messages");
  const start =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. ";
  for (let index = 0; index < messages.length; index += 1) {
    const message = messages[index];
    if (message === undefined) break;
    if (message.role === "tool") {
      throw invalidRequest(
        "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'",
      );
    }
    if (message.role !== "assistant") continue;
    if (message.content === null && message.calls.length === 0) {
      throw invalidRequest("Invalid assistant message: content or tool_calls must be set");
    }
    const wanted = new Set(message.calls.map((call) => call.id));
    const answered = new Set<string>();
    while (wanted.size > 0 && messages[index + 1]?.role === "tool") {
      index += 1;
      const id = messages[index]?.toolCallId ?? "";
      if (answered.has(id))
        throw invalidRequest(`Duplicate value for 'tool_call_id' of ${id} in message[${index}]`);
      if (!wanted.has(id)) throw invalidRequest(`${start}Unexpected tool_call_id: ${id}`);
      answered.add(id);
    }
    if (answered.size < wanted.size) {
      throw invalidRequest(`${start}(insufficient tool messages following tool_calls message)`);
    }
  }
}

/** Chat prefix completion (documentation, 2026-09-11): only on /beta, only the last message. Wording unverified. */
function checkPrefix(messages: readonly ChatMessage[], isBeta: boolean): void {
  const at = messages.findIndex((message) => message.isPrefix);
  if (at < 0) return;
  if (!isBeta) {
    throw invalidRequest(
      'prefix completion is only available when using beta api (set base_url="https://api.deepseek.com/beta")',
    );
  }
  if (at !== messages.length - 1 || messages[at]?.role !== "assistant") {
    throw invalidRequest(
      "The message with prefix mode on must be the last message and have the role assistant",
    );
  }
}
