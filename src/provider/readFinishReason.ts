import type { FinishReason } from "./events";
import { textOf } from "./wire";

/**
 * A choice's `finish_reason` in our words; undefined while the model goes on. The names are DeepSeek's (API docs,
 * 2026-09-11: stop, length, content_filter, tool_calls, insufficient_system_resource, aborted) and OpenAI's older
 * `function_call`; anything else is `other`, because a server that names a reason has ended its answer.
 */
export function readFinishReason(choice: unknown): FinishReason | undefined {
  const reason = textOf(choice, "finish_reason");
  if (reason === undefined || reason === "") return undefined;
  switch (reason) {
    case "stop":
    case "length":
    case "aborted":
      return reason;
    case "content_filter":
      return "content-filter";
    case "tool_calls":
    case "function_call":
      return "tool-calls";
    case "insufficient_system_resource":
      return "insufficient-resource";
    default:
      return "other";
  }
}
