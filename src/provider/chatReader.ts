import { createAnswerFacts, noCapacityError } from "./answerFacts";
import type { ChunkReader } from "./chunkReader";
import { createEndTokenStripper } from "./endTokenStripper";
import type { ChatEvent, FinishReason, ToolCallDelta } from "./events";
import type { ContinuedPart } from "./continuedMessage";
import { isReasoningOnlyModel, type ProviderProfile } from "./profiles";
import { readChatLogprobs } from "./readLogprobs";
import { createReasoningSplitter, type ReasoningMarks, type SplitPart } from "./reasoningSplitter";
import { createToolMarkupFilter, type MarkupPart } from "./toolMarkup";
import { fieldOf, firstChoiceOf, itemsOf, maxItemsPerChunk, textOf } from "./wire";

/**
 * What becomes of tool calls that the server left in the content as markup:
 * - `call`: they are calls, as the model meant them
 * - `drop`: no tools were offered, so there is nothing to call
 * - `keep`: the content is code that is to be inserted as it is
 */
export type LeakedCalls = "call" | "drop" | "keep";

/** Leaked calls are numbered from here, so that the server's own ones cannot meet them. */
const firstLeakedIndex = maxItemsPerChunk / 2;

/**
 * Chat chunks → events, for every provider: thinking from `reasoning_content` (DeepSeek, DeepInfra), `reasoning` (Ollama,
 * vLLM) or `<think>` in the content where the profile says that this happens; one stray end token at the end dropped;
 * leaked tool markup taken out of the content. `model` is the one asked for, `continues` what of an earlier answer the stream goes on with.
 */
export function createChatReader(
  profile: ProviderProfile,
  model: string,
  leakedCalls: LeakedCalls,
  continues?: ContinuedPart,
): ChunkReader<ChatEvent> {
  const facts = createAnswerFacts();
  const endTokens = createEndTokenStripper(profile.strayEndTokens);
  let splitter = profile.mayTagReasoning
    ? createReasoningSplitter(marksOf(profile, model, continues))
    : undefined;
  const markup = leakedCalls === "keep" ? undefined : createToolMarkupFilter();
  let hasContent = false;
  let leakedCount = 0;
  let hasDropped = false;

  function split(text: string): readonly ChatEvent[] {
    if (splitter !== undefined) return splitter.push(text).flatMap(eventsOfPart);
    return text === "" ? [] : eventsOfPart({ kind: "text", text });
  }

  function eventsOfPart({ kind, text }: SplitPart): readonly ChatEvent[] {
    if (kind === "reasoning") return [{ type: "reasoning-delta", text }];
    return markup === undefined ? [{ type: "text-delta", text }] : markup.push(text).flatMap(eventsOfMarkup);
  }

  function eventsOfMarkup(part: MarkupPart): readonly ChatEvent[] {
    if (part.kind === "text") return [{ type: "text-delta", text: part.text }];
    if (part.kind === "dropped" || leakedCalls === "drop") {
      hasDropped = true;
      return [];
    }
    const room = maxItemsPerChunk - firstLeakedIndex - leakedCount;
    return part.calls.slice(0, room).map(({ name, arguments: argumentsDelta }) => {
      const index = firstLeakedIndex + leakedCount;
      leakedCount += 1;
      return { type: "tool-call-delta", index, name, argumentsDelta };
    });
  }

  /** Gives what the splitter holds and stops looking for tags. */
  function endSplitting(isComplete: boolean): readonly ChatEvent[] {
    const parts = splitter?.end(isComplete) ?? [];
    splitter = undefined;
    return parts.flatMap(eventsOfPart);
  }

  function flush(isComplete: boolean): readonly ChatEvent[] {
    return [
      ...split(endTokens.end()),
      ...endSplitting(isComplete),
      ...(markup?.end() ?? []).flatMap(eventsOfMarkup),
    ];
  }

  return {
    read(chunk) {
      const choice = firstChoiceOf(chunk);
      const finishReason = facts.note(chunk, choice);
      const delta = fieldOf(choice, "delta") ?? fieldOf(choice, "message");
      const reasoning =
        nonEmptyTextOf(delta, "reasoning_content") ?? nonEmptyTextOf(delta, "reasoning") ?? "";
      const content = textOf(delta, "content") ?? "";
      const toolCalls = readToolCallDeltas(delta);
      const tokens = readChatLogprobs(choice);

      const events: ChatEvent[] = [];
      if (reasoning !== "") {
        // The server tells thinking and answer apart itself: a `<think>` in the content is part of the answer.
        events.push(...endSplitting(true), { type: "reasoning-delta", text: reasoning });
      }
      if (content !== "") events.push(...split(endTokens.push(content)));
      if (tokens.length > 0) events.push({ type: "logprobs", tokens });
      if (toolCalls.length > 0) events.push(...endSplitting(true), ...toolCalls);

      hasContent ||= reasoning !== "" || content !== "" || toolCalls.length > 0;
      if (finishReason !== undefined) {
        if (finishReason === "insufficient-resource" && !hasContent) throw noCapacityError(profile.label);
        events.push(...flush(isOwnStop(finishReason)));
      }
      return {
        events,
        progress: progressOf(events, content, splitter !== undefined),
        textChars: toolCalls.reduce(
          (sum, call) => sum + call.argumentsDelta.length,
          reasoning.length + content.length,
        ),
        isFinished: finishReason !== undefined,
      };
    },
    rest: () => flush(false),
    finish: () => {
      const finish = facts.finish();
      return {
        ...finish,
        // A server that did not see the calls says that the model stopped by itself.
        ...(leakedCount > 0 && finish.finishReason === "stop" && { finishReason: "tool-calls" as const }),
        ...(hasDropped && { hasDroppedMarkup: true }),
      };
    },
  };
}

/** An answer that goes on in its thinking has the opening tag in the request, one that goes on in its text has done thinking. */
function marksOf(
  profile: ProviderProfile,
  model: string,
  continues: ContinuedPart | undefined,
): ReasoningMarks {
  if (continues === "text") return "leading-tag";
  if (continues === "reasoning" && profile.continuation === "assistant-last") return "closing-tag-only";
  return isReasoningOnlyModel(model) ? "closing-tag-only" : "leading-tag";
}

/** Whether the model had said all it wanted, as opposed to being cut off. */
function isOwnStop(reason: FinishReason): boolean {
  switch (reason) {
    case "stop":
    case "tool-calls":
    case "other":
      return true;
    case "length":
    case "content-filter":
    case "insufficient-resource":
    case "aborted":
      return false;
  }
}

/** Content that is held back altogether is most likely thinking while tags are looked for, else text. */
function progressOf(
  events: readonly ChatEvent[],
  content: string,
  isSplitting: boolean,
): "text" | "reasoning" | "none" {
  if (events.some((event) => event.type === "text-delta" || event.type === "tool-call-delta")) return "text";
  if (events.some((event) => event.type === "reasoning-delta")) return "reasoning";
  if (content === "") return "none";
  return isSplitting ? "reasoning" : "text";
}

/**
 * Pieces of tool calls. An index is a whole number from 0 to 127; where it is missing the place in the list counts, and
 * with any other value the piece is dropped. Arguments are JSON text; Ollama may send the object itself.
 */
function readToolCallDeltas(delta: unknown): readonly ToolCallDelta[] {
  const items = itemsOf(delta, "tool_calls", maxItemsPerChunk);
  if (items.length === 0) return noToolCalls;
  return items.flatMap((item, position) => {
    const index = fieldOf(item, "index") ?? position;
    if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index >= maxItemsPerChunk)
      return [];
    const functionField = fieldOf(item, "function");
    const id = nonEmptyTextOf(item, "id");
    const name = nonEmptyTextOf(functionField, "name");
    const argumentsDelta = argumentsTextOf(fieldOf(functionField, "arguments"));
    if (id === undefined && name === undefined && argumentsDelta === "") return [];
    return [
      {
        type: "tool-call-delta" as const,
        index,
        ...(id !== undefined && { id }),
        ...(name !== undefined && { name }),
        argumentsDelta,
      },
    ];
  });
}

const noToolCalls: readonly ToolCallDelta[] = [];

function argumentsTextOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : "";
}

function nonEmptyTextOf(value: unknown, name: string): string | undefined {
  const text = textOf(value, name);
  return text === "" ? undefined : text;
}
