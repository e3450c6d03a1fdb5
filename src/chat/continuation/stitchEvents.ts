import type { ChatEvent } from "../../provider/events";
import { createContinuationStitcher, type ContinuationStitcher } from "./continuationStitcher";
import type { KeptAnswer } from "./keptAnswer";

/**
 * The events of a continuing request as they are to be added to the kept answer: thinking behind the kept thinking if the
 * answer broke off in it, text behind the kept text, without what the model repeated.
 */
export async function* stitchEvents(
  events: AsyncGenerator<ChatEvent, void, undefined>,
  kept: KeptAnswer,
): AsyncGenerator<ChatEvent, void, undefined> {
  let reasoning: ContinuationStitcher | undefined = createContinuationStitcher(
    kept.isInReasoning ? kept.reasoning : "",
  );
  let text: ContinuationStitcher | undefined = createContinuationStitcher(kept.text);
  // A model that thinks anew though its text was begun: a paragraph of its own.
  let hasNewReasoning = kept.isInReasoning || kept.reasoning === "";

  function* flush(): Generator<ChatEvent, void, undefined> {
    yield* delta("reasoning-delta", reasoning?.end() ?? "");
    reasoning = undefined;
    yield* delta("text-delta", text?.end() ?? "");
    text = undefined;
  }

  try {
    for await (const event of events) {
      switch (event.type) {
        case "reasoning-delta": {
          const piece = reasoning?.push(event.text) ?? event.text;
          yield* delta("reasoning-delta", hasNewReasoning || piece === "" ? piece : `\n\n${piece}`);
          hasNewReasoning ||= piece !== "";
          break;
        }
        case "text-delta":
          yield* delta("reasoning-delta", reasoning?.end() ?? "");
          reasoning = undefined;
          yield* delta("text-delta", text?.push(event.text) ?? event.text);
          break;
        case "tool-call-delta":
        case "finish":
          yield* flush();
          yield event;
          break;
        case "logprobs":
        case "status":
          yield event;
          break;
      }
    }
  } catch (error) {
    // Cut off again: what was held back is all that came.
    yield* flush();
    throw error;
  }
  yield* flush();
}

function* delta(type: "text-delta" | "reasoning-delta", text: string): Generator<ChatEvent, void, undefined> {
  if (text !== "") yield { type, text };
}
