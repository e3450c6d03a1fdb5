import type { ChatRequest } from "../provider/chatRequest";
import type { Clock } from "../provider/clock";
import type { ProviderClient } from "../provider/client";
import { ProviderError } from "../provider/errors";
import type { ChatEvent, FinishEvent } from "../provider/events";
import { ToolCallCollector, type CollectedCall } from "../provider/toolCallCollector";
import type { KeptAnswer } from "./continuation/keptAnswer";
import { stitchEvents } from "./continuation/stitchEvents";
import type { AnswerEnd, OpenStatus } from "./conversationEvent";
import type { FallbackEvent } from "./fallback/fallbackTarget";
import { withFallback } from "./fallback/withFallback";
import { noticeForCutShort, noticeForError, noticeForFinish } from "./notices";
import type { ChatNotice } from "./protocol";

/** What an answer does while it comes. */
export type AnswerProgress =
  | { readonly type: "text" | "reasoning"; readonly text: string }
  | { readonly type: "status"; readonly status: OpenStatus; readonly notice?: ChatNotice };

/** A provider, and what it is asked. */
export interface AskedProvider {
  readonly providerId: string;
  /** Its name for people. */
  readonly label: string;
  /** May throw a `ProviderError` (a base URL that cannot be used). */
  readonly client: () => ProviderClient;
  readonly request: ChatRequest;
}

/** How a request ended: the answer's end, and the tools the model wants to be run before it goes on. */
export interface AnswerOutcome {
  readonly end: AnswerEnd;
  /** Empty unless the model waits for tools. */
  readonly toolCalls: readonly CollectedCall[];
}

/**
 * Asks and follows the answer to its one end, which is what it resolves to: it never rejects. Aborting `signal` ends
 * it at once as `stopped`, whatever the stream still does; nothing is reported after that.
 */
export async function runAnswer(options: {
  readonly asked: AskedProvider;
  /** What the answer goes on with; undefined: it is a new one. */
  readonly kept?: KeptAnswer;
  /** Who answers instead when the provider fails before its first word, and the user agrees. Never rejects. */
  readonly chooseFallback?: (reason: string) => Promise<AskedProvider | undefined>;
  readonly onFallback?: (event: FallbackEvent) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress: (progress: AnswerProgress) => void;
  /** Failures that are not the provider's. */
  readonly onUnexpected: (error: unknown) => void;
}): Promise<AnswerOutcome> {
  const { kept, chooseFallback, signal, clock, onProgress, onUnexpected } = options;
  let { asked } = options;
  let phase: OpenStatus = "waiting";
  let hasText = kept !== undefined && kept.text.trim() !== "";
  let finish: FinishEvent | undefined;
  let isOver = false;
  let calls = new ToolCallCollector();
  const tell = (status: OpenStatus, notice?: ChatNotice) =>
    onProgress(notice === undefined ? { type: "status", status } : { type: "status", status, notice });

  let stopCountdown: (() => void) | undefined;
  /** Tells the seconds left until the next try, each second anew. */
  const countDown = (reason: string, attempt: number, untilMs: number): void => {
    const leftMs = Math.max(0, untilMs - clock.nowMs());
    tell("waiting", {
      message: reason,
      nextStep: `Trying again in ${Math.ceil(leftMs / 1_000)} s (try ${attempt}).`,
      remedies: [],
    });
    if (leftMs === 0) return;
    // To the next whole second, so that none is left out or told twice.
    stopCountdown = clock.setTimer(
      () => countDown(reason, attempt, untilMs),
      leftMs - (Math.ceil(leftMs / 1_000) - 1) * 1_000,
    );
  };

  const streamOf = (provider: AskedProvider) => (untilSignal: AbortSignal) => {
    const events = provider.client().streamChat(provider.request, untilSignal);
    return kept === undefined ? events : stitchEvents(events, kept);
  };
  const events = (): AsyncGenerator<ChatEvent | FallbackEvent, void, undefined> =>
    chooseFallback === undefined
      ? streamOf(asked)(signal)
      : withFallback({
          stream: streamOf(asked),
          label: asked.label,
          choose: async (reason) => {
            const nextStep = "Another provider can answer instead, if you agree.";
            tell(phase, { message: reason, nextStep, remedies: [] });
            const other = await chooseFallback(reason);
            if (!isOver) tell(phase);
            if (other === undefined) return undefined;
            return {
              providerId: other.providerId,
              label: other.label,
              model: other.request.model,
              stream: (untilSignal) => {
                asked = other;
                return streamOf(other)(untilSignal);
              },
            };
          },
          signal,
          clock,
        });

  const handle = (event: ChatEvent | FallbackEvent): void => {
    stopCountdown?.();
    switch (event.type) {
      case "reasoning-delta":
        phase = "thinking";
        onProgress({ type: "reasoning", text: event.text });
        return;
      case "text-delta":
        phase = "streaming";
        hasText ||= event.text.trim() !== "";
        onProgress({ type: "text", text: event.text });
        return;
      case "finish":
        finish = event;
        return;
      case "logprobs":
        return;
      case "tool-call-delta":
        calls.add(event);
        return;
      case "status":
        switch (event.status) {
          case "queued":
            if (phase !== "queued") tell("queued");
            phase = "queued";
            return;
          case "stalled":
            tell("stalled");
            return;
          case "resumed":
            tell(phase);
            return;
          case "fallback":
            phase = "waiting";
            calls = new ToolCallCollector();
            tell("waiting");
            options.onFallback?.(event);
            return;
          case "retrying":
            phase = "waiting";
            calls = new ToolCallCollector();
            countDown(event.reason, event.attempt, clock.nowMs() + event.waitMs);
            return;
        }
    }
  };

  try {
    signal.throwIfAborted();
    for await (const event of untilAborted(events(), signal)) handle(event);
  } catch (error) {
    if (signal.aborted) return withoutTools({ status: "stopped" });
    if (!(error instanceof ProviderError)) onUnexpected(error);
    const isCutShort = error instanceof ProviderError && error.kind === "cut-short";
    return withoutTools({ status: isCutShort ? "cut-short" : "failed", notice: noticeForError(error) });
  } finally {
    isOver = true;
    stopCountdown?.();
  }
  if (signal.aborted) return withoutTools({ status: "stopped" });
  if (finish === undefined)
    return withoutTools({ status: "cut-short", notice: noticeForCutShort(asked.label) });
  const { request } = asked;
  const toolCalls = request.tools !== undefined && waitsForTools(finish) ? calls.finish() : [];
  return { end: endOf(finish, hasText, toolCalls, request.maxTokens), toolCalls };
}

/** Some servers say `stop` beside calls; after a cut the last call may be half of what was meant. */
function waitsForTools({ finishReason }: FinishEvent): boolean {
  return finishReason === "tool-calls" || finishReason === "stop" || finishReason === "other";
}

function withoutTools(end: AnswerEnd): AnswerOutcome {
  return { end, toolCalls: [] };
}

function endOf(
  finish: FinishEvent,
  hasText: boolean,
  toolCalls: readonly CollectedCall[],
  maxTokens: number | undefined,
): AnswerEnd {
  const notice = toolCalls.length > 0 ? undefined : noticeForFinish(finish, hasText, maxTokens);
  return {
    status: "complete",
    finishReason: finish.finishReason,
    ...(finish.usage === undefined ? {} : { usage: finish.usage }),
    ...(finish.model === undefined ? {} : { model: finish.model }),
    ...(notice === undefined ? {} : { notice }),
  };
}

/** The stream's events until it ends or `signal` aborts; a stream that is slow to notice is not waited for. */
async function* untilAborted<T>(
  stream: AsyncGenerator<T, void, undefined>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  // One promise for each step, not one for all: racing with a long-lived promise would gather a handler a token.
  let endStep: ((reason: unknown) => void) | undefined;
  const onAbort = () => endStep?.(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<T, void>>((resolve, reject) => {
        endStep = reject;
        stream.next().then(resolve, reject);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Ends the request if it still runs. After an abort its outcome interests nobody.
    const left = stream.return();
    if (signal.aborted) left.catch(() => undefined);
    else await left;
  }
}
