import type { ChatEvent, FinishReason } from "../../provider/events";

/** How an answer that nobody sees yet is doing. */
export interface AnswerProgress {
  readonly state: "queued" | "thinking" | "writing" | "stalled" | "retrying";
  /** What has come of the answer itself. */
  readonly text: string;
}

/** A whole answer. */
export interface CollectedAnswer {
  readonly text: string;
  readonly finishReason: FinishReason;
}

/**
 * Reads a chat stream to its end. Rejects with what the stream throws.
 *
 * @param onProgress called for every event; the caller decides how often to draw
 */
export async function collectAnswer(
  events: AsyncIterable<ChatEvent>,
  onProgress: (progress: AnswerProgress) => void,
): Promise<CollectedAnswer> {
  let text = "";
  let finishReason: FinishReason = "other";
  let state: AnswerProgress["state"] = "queued";
  for await (const event of events) {
    switch (event.type) {
      case "status":
        state = event.status === "resumed" ? (text === "" ? "thinking" : "writing") : event.status;
        break;
      case "reasoning-delta":
        state = "thinking";
        break;
      case "text-delta":
        state = "writing";
        text += event.text;
        break;
      case "finish":
        ({ finishReason } = event);
        break;
      case "logprobs":
      case "tool-call-delta":
        break;
    }
    onProgress({ state, text });
  }
  return { text, finishReason };
}

/** Why an answer with this finish reason must not replace anything, as a sentence; undefined where it is whole. */
export function incompleteBecause(finishReason: FinishReason): string | undefined {
  switch (finishReason) {
    case "stop":
    case "other":
      return undefined;
    case "length":
      return "The answer reached its length limit before the end, so nothing was changed.";
    case "content-filter":
      return "The provider's content filter stopped the answer, so nothing was changed.";
    case "insufficient-resource":
    case "aborted":
      return "The provider stopped before the answer was whole, so nothing was changed.";
    case "tool-calls":
      return "The model asked for a tool instead of answering, so nothing was changed.";
  }
}
