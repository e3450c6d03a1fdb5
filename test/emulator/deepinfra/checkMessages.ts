import type { ChatMessage } from "../deepseek/messages";
import { refuse } from "./errors";

/**
 * The order that DeepInfra documents ("(user, assistant, tool)* plus one system message", docs 2025-01), each call
 * answered once, and arguments of earlier calls that are JSON objects: vLLM, which such hosts run, reads them again for
 * the template. What DeepInfra answers to a breach is not known; a client that keeps all of this is right in any case.
 */
export function checkMessages(messages: readonly ChatMessage[]): void {
  const wrong = (message: string) => refuse(400, { error: { message } });
  if (messages.filter(({ role }) => role === "system").length > 1)
    throw wrong("More than one system message");
  let open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message.role === "tool") {
      if (!open.delete(message.toolCallId ?? ""))
        throw wrong(`messages.${index}: no call has this tool_call_id`);
      continue;
    }
    if (open.size > 0) throw wrong(`messages.${index}: tool calls without an answer come before it`);
    if (message.role === "assistant" && message.content === null && message.calls.length === 0) {
      throw wrong(`messages.${index}: content or tool_calls must be set`);
    }
    open = new Set(message.calls.map(({ id }) => id));
    if (open.size < message.calls.length) throw wrong(`messages.${index}: one id for two calls`);
    for (const { name, arguments: text } of message.calls) {
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw wrong(`messages.${index}: invalid function name`);
      if (!isObjectText(text)) throw wrong(`messages.${index}: arguments of ${name} are no JSON object`);
    }
  }
  if (open.size > 0) throw wrong("The last message has tool calls without an answer");
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
