import { asObject } from "../jsonText";
import type { BodyReader } from "./bodyReader";

const roles = ["system", "user", "assistant", "tool", "latest_reminder"] as const;

/** A message as sent. */
export interface ChatMessage {
  readonly role: (typeof roles)[number];
  /** Text parts are joined; null when it was null or missing. */
  readonly content: string | null;
  readonly reasoning?: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly toolCallId?: string;
  readonly isPrefix: boolean;
}

/** Reads `messages`. The role `developer` is not among the roles (official deepseek-recipe, 2026-09). */
export function readMessages(body: BodyReader): readonly ChatMessage[] {
  const list = body.array("messages", body.fields["messages"]);
  if (list === undefined) throw body.missing("", "messages");
  return list.map((item, index) => {
    const path = `messages.${index}`;
    const fields = body.object(path, item, "Message");
    if (fields === undefined) throw body.wrongType(path, item, "struct Message");
    const role = body.variant(`${path}.role`, fields["role"], roles);
    if (role === undefined) throw body.missing(path, "role");
    const reasoning = body.string(`${path}.reasoning_content`, fields["reasoning_content"]);
    const toolCallId = body.string(`${path}.tool_call_id`, fields["tool_call_id"]);
    if (role === "tool" && toolCallId === undefined) throw body.missing(path, "tool_call_id");
    const content = readContent(body, `${path}.content`, fields["content"]);
    if (content === null && role !== "assistant") throw body.missing(path, "content");
    return {
      role,
      content,
      ...(reasoning === undefined ? {} : { reasoning }),
      calls: readCalls(body, `${path}.tool_calls`, fields["tool_calls"]),
      ...(toolCallId === undefined ? {} : { toolCallId }),
      isPrefix: body.boolean(`${path}.prefix`, fields["prefix"]) ?? false,
    };
  });
}

function readContent(body: BodyReader, path: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  const parts = Array.isArray(value) ? value : undefined;
  if (parts === undefined) throw body.wrongType(path, value, "a string or a sequence of parts");
  return parts
    .map((part: unknown, index) => {
      const fields = asObject(part);
      if (fields === undefined) throw body.wrongType(`${path}.${index}`, part, "struct Part");
      body.variant(`${path}.${index}.type`, fields["type"], ["text", "image_url", "file"] as const);
      return body.string(`${path}.${index}.text`, fields["text"]) ?? "";
    })
    .join("");
}

function readCalls(body: BodyReader, path: string, value: unknown): ChatMessage["calls"] {
  return (body.array(path, value) ?? []).map((item, index) => {
    const at = `${path}.${index}`;
    const fields = body.object(at, item, "ToolCall");
    const called = body.object(`${at}.function`, fields?.["function"], "FunctionCall");
    const id = body.string(`${at}.id`, fields?.["id"]);
    if (id === undefined) throw body.missing(at, "id");
    if (called === undefined) throw body.missing(at, "function");
    const name = body.string(`${at}.function.name`, called["name"]);
    if (name === undefined) throw body.missing(`${at}.function`, "name");
    return { id, name, arguments: body.string(`${at}.function.arguments`, called["arguments"]) ?? "" };
  });
}
