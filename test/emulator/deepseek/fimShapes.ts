import { piecesOf, type Generation } from "../generation";
import type { StreamEvent } from "../deliver";
import { countTokens } from "../tokens";
import { systemFingerprint } from "./headers";
import { fimLogprobs } from "./logprobs";

/** What FIM answers are built from. */
export interface FimShape {
  readonly id: string;
  readonly createdSeconds: number;
  readonly model: string;
  readonly generation: Generation;
  readonly usage: object;
  readonly promptChars: number;
  readonly topLogprobs: number | undefined;
  readonly finishReason: string;
}

/** The whole answer: the fields of the FIM reference (2026-09-11). */
export function fimObject(shape: FimShape): object {
  return {
    id: shape.id,
    object: "text_completion",
    created: shape.createdSeconds,
    model: shape.model,
    choices: [
      {
        text: shape.generation.text,
        index: 0,
        logprobs: logprobsOf(shape, shape.generation.text, shape.promptChars),
        finish_reason: shape.finishReason,
      },
    ],
    system_fingerprint: systemFingerprint,
    usage: shape.usage,
  };
}

/** The chunks of a stream: the reference's fields in chat's order, usage by chat's rule (no FIM stream is on record). */
export function* fimEvents(
  shape: FimShape,
  stream: { includesUsage: boolean; usagePlace: "finish" | "trailing" | "none"; tokensPerChunk: number },
): Generator<StreamEvent> {
  const noUsage = stream.includesUsage ? { usage: null } : {};
  const chunk = (choices: readonly object[], usage: object) =>
    JSON.stringify({
      id: shape.id,
      object: "text_completion",
      created: shape.createdSeconds,
      model: shape.model,
      system_fingerprint: systemFingerprint,
      choices,
      ...usage,
    });
  let offset = shape.promptChars;
  for (const text of piecesOf(shape.generation.text, stream.tokensPerChunk)) {
    const choice = { index: 0, text, logprobs: logprobsOf(shape, text, offset), finish_reason: null };
    offset += text.length;
    yield { data: chunk([choice], noUsage), tokens: countTokens(text) };
  }
  const last = { index: 0, text: "", logprobs: null, finish_reason: shape.finishReason };
  yield { data: chunk([last], stream.usagePlace === "finish" ? { usage: shape.usage } : noUsage), tokens: 0 };
  if (stream.usagePlace === "trailing" && stream.includesUsage) {
    yield { data: chunk([], { usage: shape.usage }), tokens: 0 };
  }
}

function logprobsOf(shape: FimShape, text: string, offset: number): object | null {
  return shape.topLogprobs === undefined ? null : fimLogprobs(text, offset, shape.topLogprobs);
}
