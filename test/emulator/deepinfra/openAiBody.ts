import { asObject } from "../jsonText";
import type { ChatMessage } from "../deepseek/messages";
import type { Tool, ToolChoice } from "../deepseek/tools";
import { invalidBody, type Finding } from "./errors";

/** Request fields of OpenAI's format that DeepInfra and llama.cpp share. */
export interface OpenAiBody {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly prompt: string;
  readonly maxTokens: number | undefined;
  readonly temperature: number | undefined;
  readonly stop: readonly string[];
  readonly n: number;
  readonly isStream: boolean;
  readonly includesUsage: boolean | undefined;
  readonly echoes: boolean;
  readonly isReasoningOff: boolean;
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice;
  readonly wantsJson: boolean;
}

/** Ranges of DeepInfra's OpenAPI document (2026-03-25). */
const ranges: readonly (readonly [string, number, number])[] = [
  ["temperature", 0, 2],
  ["top_p", 0, 1],
  ["min_p", 0, 1],
  ["top_k", 0, 999],
  ["max_tokens", 0, 1_000_000],
  ["n", 1, 4],
  ["presence_penalty", -2, 2],
  ["frequency_penalty", -2, 2],
  ["repetition_penalty", 0.01, 5],
];

/**
 * Reads a body and checks it as pydantic does: every finding at once (422). Unknown fields are ignored. Throws
 * `Refusal`.
 */
export function readOpenAiBody(text: string, kind: "chat" | "completions"): OpenAiBody {
  const findings: Finding[] = [];
  const find = (path: readonly (string | number)[], msg: string, type: string) =>
    findings.push({ loc: ["body", ...path], msg, type });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidBody([{ loc: ["body", 0], msg: "JSON decode error", type: "json_invalid" }]);
  }
  const fields = asObject(json);
  if (fields === undefined) {
    throw invalidBody([
      { loc: ["body"], msg: "Input should be a valid dictionary", type: "model_attributes_type" },
    ]);
  }
  const need = (name: string, isRight: boolean, msg: string, type: string) => {
    if (fields[name] === undefined) find([name], "Field required", "missing");
    else if (!isRight) find([name], msg, type);
  };
  need("model", typeof fields["model"] === "string", "Input should be a valid string", "string_type");
  if (kind === "chat")
    need("messages", Array.isArray(fields["messages"]), "Input should be a valid list", "list_type");
  else need("prompt", typeof fields["prompt"] === "string", "Input should be a valid string", "string_type");
  for (const [name, least, most] of ranges) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number") find([name], "Input should be a valid number", "float_type");
    else if (value > most) find([name], `Input should be less than or equal to ${most}`, "less_than_equal");
    else if (value < least)
      find([name], `Input should be greater than or equal to ${least}`, "greater_than_equal");
  }
  const stop = typeof fields["stop"] === "string" ? [fields["stop"]] : fields["stop"];
  if (Array.isArray(stop) && stop.length > 16) {
    find(["stop"], `List should have at most 16 items after validation, not ${stop.length}`, "too_long");
  }
  const messages = Array.isArray(fields["messages"]) ? fields["messages"].map(readMessage) : [];
  for (const [index, message] of messages.entries()) {
    if (message === undefined) find(["messages", index, "role"], "Field required", "missing");
  }
  if (findings.length > 0) throw invalidBody(findings);
  const options = asObject(fields["stream_options"]);
  const reasoning = asObject(fields["reasoning"]);
  const template = asObject(fields["chat_template_kwargs"]);
  const tools = readTools(fields["tools"]);
  return {
    model: textOf(fields["model"]),
    messages: messages.filter((message) => message !== undefined),
    prompt: textOf(fields["prompt"]),
    maxTokens: typeof fields["max_tokens"] === "number" ? fields["max_tokens"] : undefined,
    temperature: typeof fields["temperature"] === "number" ? fields["temperature"] : undefined,
    stop: Array.isArray(stop) ? stop.filter((item) => typeof item === "string") : [],
    n: typeof fields["n"] === "number" ? fields["n"] : 1,
    isStream: fields["stream"] === true,
    includesUsage: typeof options?.["include_usage"] === "boolean" ? options["include_usage"] : undefined,
    echoes: fields["echo"] === true,
    isReasoningOff:
      fields["reasoning_effort"] === "none" ||
      reasoning?.["enabled"] === false ||
      template?.["thinking"] === false,
    tools,
    toolChoice: readToolChoice(fields["tool_choice"], tools),
    wantsJson: asObject(fields["response_format"])?.["type"] === "json_object",
  };
}

function readMessage(item: unknown): ChatMessage | undefined {
  const fields = asObject(item);
  const role = fields?.["role"];
  if (fields === undefined) return undefined;
  if (role !== "system" && role !== "user" && role !== "assistant" && role !== "tool") return undefined;
  const parts = fields["content"];
  const content = Array.isArray(parts)
    ? parts.map((part: unknown) => textOf(asObject(part)?.["text"])).join("")
    : typeof parts === "string"
      ? parts
      : null;
  const calls = Array.isArray(fields["tool_calls"]) ? fields["tool_calls"] : [];
  return {
    role,
    content,
    calls: calls.map((call: unknown) => {
      const called = asObject(asObject(call)?.["function"]);
      return {
        id: textOf(asObject(call)?.["id"]),
        name: textOf(called?.["name"]),
        arguments: textOf(called?.["arguments"]),
      };
    }),
    ...(typeof fields["reasoning_content"] === "string" ? { reasoning: fields["reasoning_content"] } : {}),
    ...(typeof fields["tool_call_id"] === "string" ? { toolCallId: fields["tool_call_id"] } : {}),
    isPrefix: false,
  };
}

function readTools(value: unknown): readonly Tool[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => {
    const described = asObject(asObject(item)?.["function"]);
    return {
      name: textOf(described?.["name"]),
      description: textOf(described?.["description"]),
      parameters: described?.["parameters"] ?? { type: "object", properties: {} },
    };
  });
}

function readToolChoice(value: unknown, tools: readonly Tool[]): ToolChoice {
  if (value === "none" || value === "required") return { kind: value };
  const name = asObject(asObject(value)?.["function"])?.["name"];
  if (typeof name === "string") return { kind: "named", name };
  return { kind: tools.length > 0 ? "auto" : "none" };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
