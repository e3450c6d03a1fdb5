import type { ChatRequest, ChatRequestMessage } from "./chatRequest";
import type { ProviderProfile } from "./profiles";

/** Where the answer goes on: in its text, or in the thinking before it. */
export type ContinuedPart = "text" | "reasoning";

/** What a request goes on with; undefined where it asks for a new answer. */
export function continuedPartOf(request: ChatRequest): ContinuedPart | undefined {
  const last = request.messages.at(-1);
  if (request.continuesLastMessage !== true || last?.role !== "assistant") return undefined;
  if (last.text !== "") return "text";
  return (last.reasoning ?? "") === "" ? undefined : "reasoning";
}

/**
 * Asks for the rest where the server may take the last message for a finished turn. Repetitions that come all the same are
 * found by whoever joins the texts.
 */
const continuationPrompt = [
  "Your last message was cut off.",
  "Continue it from exactly where it stops: begin with the very next character, even in the middle of a word or of code.",
  "Repeat nothing, say nothing about the interruption, and do not open a code block again that is still open.",
].join(" ");

/**
 * The messages of a continuing request in this provider's way; `part` is what goes on.
 * - `prefix-flag`: as they are, `chat.ts` marks the last one.
 * - `assistant-last`: thinking that was cut stands as an opened `<think>` in the text, as the model's template writes it
 *   (DeepSeek-R1 model card: the answer begins with `<think>\n`).
 * - `prompt`: a request for the rest; thinking cannot be gone on with, so the question is asked anew.
 */
export function continuedMessages(
  profile: ProviderProfile,
  messages: readonly ChatRequestMessage[],
  part: ContinuedPart,
): readonly ChatRequestMessage[] {
  const earlier = messages.slice(0, -1);
  const last = messages.at(-1);
  if (last?.role !== "assistant") return messages;
  switch (profile.continuation) {
    case "prefix-flag":
      return messages;
    case "assistant-last": {
      const { reasoning = "", ...rest } = last;
      if (part === "text") return messages;
      return [...earlier, { ...rest, text: `<think>${reasoning.startsWith("\n") ? "" : "\n"}${reasoning}` }];
    }
    case "prompt":
      return part === "text" ? [...messages, { role: "user", text: continuationPrompt }] : earlier;
  }
}
