import { createAnswerFacts, noCapacityError } from "./answerFacts";
import { createChatReader } from "./chatReader";
import type { ChunkReader } from "./chunkReader";
import { createCodeFenceStripper } from "./codeFenceStripper";
import { createEndTokenStripper } from "./endTokenStripper";
import type { FimEvent, FinishReason, TokenLogprob, Usage } from "./events";
import { fimEndTokens } from "./fim";
import type { FimDialect, ProviderProfile } from "./profiles";
import { readFimLogprobs, readInfillLogprobs } from "./readLogprobs";
import { booleanOf, countOf, fieldOf, firstChoiceOf, textOf } from "./wire";

/** Completion chunks of any dialect → events. `model` is the one asked for. */
export function createFimReader(
  profile: ProviderProfile,
  dialect: FimDialect,
  model: string,
): ChunkReader<FimEvent> {
  switch (dialect) {
    case "deepseek-fim":
    case "openai-fim":
    case "template":
      return createCompletionsReader(profile, fimEndTokens(profile, dialect, model));
    case "llamacpp-infill":
      return createInfillReader(fimEndTokens(profile, dialect, model));
    case "chat-infill":
      return createChatInfillReader(profile, model);
  }
}

/**
 * `/completions`: text in `choices[].text`. `object` is not looked at: no stream of DeepSeek's FIM was ever captured, and
 * it may be `text_completion` or `text_completion.chunk` (fixture 02).
 */
function createCompletionsReader(
  profile: ProviderProfile,
  strayEndTokens: readonly string[],
): ChunkReader<FimEvent> {
  const facts = createAnswerFacts();
  const endTokens = createEndTokenStripper(strayEndTokens);
  let hasText = false;
  return {
    read(chunk) {
      const choice = firstChoiceOf(chunk);
      const finishReason = facts.note(chunk, choice);
      const text = textOf(choice, "text") ?? "";
      hasText ||= text !== "";
      if (finishReason === "insufficient-resource" && !hasText) throw noCapacityError(profile.label);

      const shown = endTokens.push(text) + (finishReason === undefined ? "" : endTokens.end());
      const tokens = readFimLogprobs(choice);
      return {
        events: withLogprobs(textEvents(shown), tokens),
        progress: text === "" ? "none" : "text",
        textChars: text.length,
        isFinished: finishReason !== undefined,
      };
    },
    rest: () => textEvents(endTokens.end()),
    finish: () => facts.finish(),
  };
}

/**
 * llama.cpp's `/infill`: `{content, stop}` for each token, and a last object with `stop: true`, the reason and the counts
 * (tools/server/README.md, read 2026-11-21; servers before 2025 told the reason as `stopped_eos` and the like). The end of
 * the stream is the end of the body, without `[DONE]`.
 */
function createInfillReader(strayEndTokens: readonly string[]): ChunkReader<FimEvent> {
  const facts = createAnswerFacts();
  const endTokens = createEndTokenStripper(strayEndTokens);
  return {
    read(chunk) {
      facts.note(chunk, undefined);
      const text = textOf(chunk, "content") ?? "";
      const isFinished = booleanOf(chunk, "stop") === true;
      if (isFinished) facts.noteEnd(infillFinishReason(chunk), infillUsage(chunk));
      const shown = endTokens.push(text) + (isFinished ? endTokens.end() : "");
      const tokens = readInfillLogprobs(chunk);
      return {
        events: withLogprobs(textEvents(shown), tokens),
        progress: text === "" ? "none" : "text",
        textChars: text.length,
        isFinished,
      };
    },
    rest: () => textEvents(endTokens.end()),
    finish: () => facts.finish(),
  };
}

function infillFinishReason(chunk: unknown): FinishReason {
  switch (textOf(chunk, "stop_type") ?? "") {
    case "eos":
    case "word":
      return "stop";
    case "limit":
      return "length";
    default:
      if (booleanOf(chunk, "stopped_limit") === true) return "length";
      if (booleanOf(chunk, "stopped_eos") === true || booleanOf(chunk, "stopped_word") === true)
        return "stop";
      return "other";
  }
}

/** `tokens_evaluated` counts the whole prompt, `timings.cache_n` the part of it that was cached. */
function infillUsage(chunk: unknown): Usage | undefined {
  const promptTokens = countOf(chunk, "tokens_evaluated");
  const completionTokens = countOf(chunk, "tokens_predicted");
  if (promptTokens === undefined || completionTokens === undefined) return undefined;
  const cacheHitTokens = countOf(fieldOf(chunk, "timings"), "cache_n");
  return {
    promptTokens,
    completionTokens,
    totalTokens: promptTokens + completionTokens,
    ...(cacheHitTokens !== undefined && { cacheHitTokens }),
  };
}

/** A chat answer of which only the code counts: thinking, fences and chatter are dropped. */
function createChatInfillReader(profile: ProviderProfile, model: string): ChunkReader<FimEvent> {
  const chat = createChatReader(profile, model, "keep");
  const fences = createCodeFenceStripper();
  return {
    read(chunk) {
      const parsed = chat.read(chunk);
      const text = parsed.events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
      return { ...parsed, events: textEvents(fences.push(text) + (parsed.isFinished ? fences.end() : "")) };
    },
    rest() {
      const text = chat.rest().map((event) => (event.type === "text-delta" ? event.text : ""));
      return textEvents(fences.push(text.join("")) + fences.end());
    },
    finish: () => chat.finish(),
  };
}

function textEvents(text: string): readonly FimEvent[] {
  return text === "" ? [] : [{ type: "text-delta", text }];
}

function withLogprobs(events: readonly FimEvent[], tokens: readonly TokenLogprob[]): readonly FimEvent[] {
  return tokens.length === 0 ? events : [...events, { type: "logprobs", tokens }];
}
