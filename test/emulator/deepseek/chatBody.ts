import type { BodyReader } from "./bodyReader";
import { readMessages, type ChatMessage } from "./messages";
import { readToolChoice, readTools, type Tool, type ToolChoice } from "./tools";

/** Fields that chat and FIM share. */
export interface CommonBody {
  readonly model: string;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stop: readonly string[];
  readonly isStream: boolean;
  readonly streamOptions?: { readonly includesUsage: boolean };
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  readonly n?: number;
  readonly seed?: number;
  readonly userId?: string;
}

/** A chat request of the right shape; nothing is said yet about its values. */
export interface ChatBody extends CommonBody {
  readonly messages: readonly ChatMessage[];
  readonly isThinking: boolean;
  readonly effort: Effort;
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice;
  readonly responseFormat: "text" | "json_object" | "json_schema" | "regex";
  readonly wantsLogprobs: boolean;
  readonly topLogprobs?: number;
}

const efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
type Effort = (typeof efforts)[number];

/** Reads the fields chat and FIM share. */
export function readCommonBody(body: BodyReader): CommonBody {
  const { fields } = body;
  const model = body.string("model", fields["model"]);
  if (model === undefined) throw body.missing("", "model");
  const options = body.object("stream_options", fields["stream_options"], "StreamOptions");
  return {
    model,
    ...defined("maxTokens", body.integer("max_tokens", fields["max_tokens"], "u32")),
    ...defined("temperature", body.number("temperature", fields["temperature"])),
    ...defined("topP", body.number("top_p", fields["top_p"])),
    stop: body.strings("stop", fields["stop"]),
    isStream: body.boolean("stream", fields["stream"]) ?? false,
    ...defined(
      "streamOptions",
      options && {
        includesUsage: body.boolean("stream_options.include_usage", options["include_usage"]) ?? false,
      },
    ),
    ...defined("frequencyPenalty", body.number("frequency_penalty", fields["frequency_penalty"])),
    ...defined("presencePenalty", body.number("presence_penalty", fields["presence_penalty"])),
    ...defined("n", body.integer("n", fields["n"], "u32")),
    ...defined("seed", body.integer("seed", fields["seed"], "i64")),
    ...defined("userId", body.string("user_id", fields["user_id"])),
  };
}

/** Reads a chat body. Thinking is on unless switched off (DeepSeek API docs, 2026-09-11). */
export function readChatBody(body: BodyReader): ChatBody {
  const { fields } = body;
  const common = readCommonBody(body);
  const messages = readMessages(body);
  // A boolean gave 422 in a probe of 2026-09-23.
  const thinking = body.object("thinking", fields["thinking"], "ThinkingOptions", 422);
  const type =
    thinking && body.variant("thinking.type", thinking["type"], ["enabled", "disabled", "adaptive"] as const);
  const effort = body.variant("reasoning_effort", fields["reasoning_effort"], efforts);
  const format = body.object("response_format", fields["response_format"], "ResponseFormat");
  const tools = readTools(body);
  return {
    ...common,
    messages,
    isThinking: type === undefined ? effort !== "none" : type !== "disabled",
    effort: effort ?? "high",
    tools,
    toolChoice: readToolChoice(body, tools),
    responseFormat:
      (format &&
        body.variant("response_format.type", format["type"], [
          "text",
          "json_object",
          "json_schema",
          "regex",
        ] as const)) ??
      "text",
    wantsLogprobs: body.boolean("logprobs", fields["logprobs"]) ?? false,
    ...defined("topLogprobs", body.integer("top_logprobs", fields["top_logprobs"], "i64")),
  };
}

function defined<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {};
  if (value !== undefined) result[name] = value;
  return result;
}
