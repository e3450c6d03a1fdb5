import { ProviderError } from "./errors";
import type { FinishEvent, FinishReason, Usage } from "./events";
import { readFinishReason } from "./readFinishReason";
import { readUsage } from "./readUsage";
import { textOf } from "./wire";

/** What a stream tells beside its text, collected over its chunks. */
export interface AnswerFacts {
  /** Reads one chunk and its first choice; the choice's finish reason, if it has one. */
  note(chunk: unknown, choice: unknown): FinishReason | undefined;
  /** For chunks that tell finish reason and usage in another form. */
  noteEnd(finishReason: FinishReason, usage: Usage | undefined): void;
  finish(): FinishEvent;
}

/**
 * The last value of a field wins: usage may come on the finish chunk (fixture 03), on a trailing chunk without choices
 * (03c, 32b), on every chunk, or never (30). The first finish reason wins.
 */
export function createAnswerFacts(): AnswerFacts {
  let finishReason: FinishReason | undefined;
  let usage: Usage | undefined;
  let model: string | undefined;
  let systemFingerprint: string | undefined;
  let serviceTier: string | undefined;

  return {
    note(chunk, choice) {
      usage = readUsage(chunk) ?? usage;
      model = nonEmpty(textOf(chunk, "model")) ?? model;
      systemFingerprint = nonEmpty(textOf(chunk, "system_fingerprint")) ?? systemFingerprint;
      serviceTier = nonEmpty(textOf(chunk, "service_tier")) ?? serviceTier;
      const reason = readFinishReason(choice);
      finishReason ??= reason;
      return reason;
    },
    noteEnd(reason, counted) {
      finishReason ??= reason;
      usage = counted ?? usage;
    },
    finish: () => ({
      type: "finish",
      finishReason: finishReason ?? "other",
      ...(usage !== undefined && { usage }),
      ...(model !== undefined && { model }),
      ...(systemFingerprint !== undefined && { systemFingerprint }),
      ...(serviceTier !== undefined && { serviceTier }),
    }),
  };
}

/**
 * The error for an answer that ended with `insufficient_system_resource` before it began: the same request may succeed
 * later. With text it is a finish reason instead, and the text is kept (DeepSeek API docs, 2026-09-11).
 */
export function noCapacityError(providerLabel: string): ProviderError {
  return new ProviderError("server", {
    message: `${providerLabel} had no capacity left to answer.`,
    nextStep: "Try again in a moment.",
    isRetryable: true,
  });
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
