import { piecesOf, type Generation } from "../generation";
import type { StreamEvent } from "../deliver";
import { countTokens } from "../tokens";
import { systemFingerprint } from "./headers";
import { chatLogprobs } from "./logprobs";

/** What chat answers are built from. */
export interface ChatShape {
  readonly id: string;
  readonly serial: string;
  readonly createdSeconds: number;
  readonly model: string;
  readonly generation: Generation;
  readonly isThinking: boolean;
  readonly usage: object;
  /** Undefined: none wanted. */
  readonly topLogprobs: number | undefined;
  readonly finishReason: string;
}

/** The whole answer; key order as in captures of 2024-11 and 2025-12. */
export function chatObject(shape: ChatShape): object {
  const { generation } = shape;
  return {
    id: shape.id,
    object: "chat.completion",
    created: shape.createdSeconds,
    model: shape.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: generation.text,
          ...(shape.isThinking ? { reasoning_content: generation.reasoning } : {}),
          ...(generation.calls.length === 0
            ? {}
            : {
                tool_calls: generation.calls.map((call, index) => ({
                  index,
                  id: callId(shape.serial, index),
                  type: "function",
                  function: { name: call.name, arguments: call.arguments },
                })),
              }),
        },
        logprobs: logprobsOf(shape, generation.text, generation.reasoning),
        finish_reason: shape.finishReason,
      },
    ],
    usage: shape.usage,
    system_fingerprint: systemFingerprint,
  };
}

/**
 * The chunks of a stream, byte for byte as captures (2025-12) and the official chunk generator (2026-09) show: the
 * role in the first delta only, both text keys present while thinking, usage on the chunk that finishes.
 */
export function* chatEvents(
  shape: ChatShape,
  stream: { includesUsage: boolean; usagePlace: "finish" | "trailing" | "none"; tokensPerChunk: number },
): Generator<StreamEvent> {
  const { generation, isThinking } = shape;
  const noUsage = stream.includesUsage ? { usage: null } : {};
  const chunk = (choices: readonly object[], usage: object) =>
    JSON.stringify({
      id: shape.id,
      object: "chat.completion.chunk",
      created: shape.createdSeconds,
      model: shape.model,
      system_fingerprint: systemFingerprint,
      choices,
      ...usage,
    });
  const part = (delta: object, logprobs: object | null = null) =>
    chunk([{ index: 0, delta, logprobs, finish_reason: null }], noUsage);
  const content = (text: string) =>
    isThinking ? { content: text, reasoning_content: null } : { content: text };

  yield {
    data: part(
      isThinking
        ? { role: "assistant", content: null, reasoning_content: "" }
        : { role: "assistant", content: "" },
    ),
    tokens: 0,
  };
  for (const piece of piecesOf(generation.reasoning, stream.tokensPerChunk)) {
    yield {
      data: part({ content: null, reasoning_content: piece }, logprobsOf(shape, "", piece)),
      tokens: countTokens(piece),
    };
  }
  for (const piece of piecesOf(generation.text, stream.tokensPerChunk)) {
    yield { data: part(content(piece), logprobsOf(shape, piece, "")), tokens: countTokens(piece) };
  }
  for (const [index, call] of generation.calls.entries()) {
    const id = callId(shape.serial, index);
    yield {
      data: part({
        tool_calls: [{ index, id, type: "function", function: { name: call.name, arguments: "" } }],
      }),
      tokens: 4,
    };
    for (const piece of piecesOf(call.arguments, stream.tokensPerChunk)) {
      yield {
        data: part({ tool_calls: [{ index, function: { arguments: piece } }] }),
        tokens: countTokens(piece),
      };
    }
  }
  const last = [{ index: 0, delta: content(""), logprobs: null, finish_reason: shape.finishReason }];
  yield { data: chunk(last, stream.usagePlace === "finish" ? { usage: shape.usage } : noUsage), tokens: 0 };
  if (stream.usagePlace === "trailing" && stream.includesUsage) {
    yield { data: chunk([], { usage: shape.usage }), tokens: 0 };
  }
}

function logprobsOf(shape: ChatShape, text: string, reasoning: string): object | null {
  if (shape.topLogprobs === undefined) return null;
  return {
    content: chatLogprobs(text, shape.topLogprobs),
    ...(shape.isThinking ? { reasoning_content: chatLogprobs(reasoning, shape.topLogprobs) } : {}),
  };
}

/** `call_00_` and 24 letters or digits, as captured (2025-12). */
function callId(serial: string, index: number): string {
  return `call_${String(index).padStart(2, "0")}_${serial.slice(0, 22)}${String(index).padStart(2, "0")}`;
}
