import type { FinishReason } from "../../provider/events";
import type { MessageStatus } from "../protocol";

/** What decides whether an answer can go on. */
export interface ContinuableMessage {
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly reasoning: string;
  readonly status: MessageStatus;
  readonly finishReason?: FinishReason;
  /** Calls of tools: such a message is a finished step, its continuation is the next round. */
  readonly toolCalls?: readonly unknown[];
}

/**
 * Whether an answer broke off with something worth going on from: the length limit, the provider's lack of capacity, the
 * user's stop, a cut stream, a failure in the middle, or a window that was closed.
 */
export function canContinue(message: ContinuableMessage): boolean {
  if (message.role !== "assistant" || (message.toolCalls ?? []).length > 0) return false;
  if (message.text.trim() === "" && message.reasoning.trim() === "") return false;
  switch (message.status) {
    case "stopped":
    case "cut-short":
    case "failed":
    case "interrupted":
      return true;
    case "complete":
      return endedEarly(message.finishReason);
    case "waiting":
    case "queued":
    case "thinking":
    case "streaming":
    case "stalled":
      return false;
  }
}

function endedEarly(finishReason: FinishReason | undefined): boolean {
  switch (finishReason) {
    case "length":
    case "insufficient-resource":
    case "aborted":
      return true;
    case "stop":
    case "content-filter":
    case "tool-calls":
    case "other":
    case undefined:
      return false;
  }
}
