import type { ChatRequest } from "../provider/chatRequest";
import type { Clock } from "../provider/clock";
import type { ProviderClient } from "../provider/client";
import { ProviderError } from "../provider/errors";
import type { ChatEvent, FinishEvent } from "../provider/events";
import { ToolCallCollector, type CollectedCall } from "../provider/toolCallCollector";
import type { AnswerEnd, OpenStatus } from "./conversationEvent";
import { noticeForCutShort, noticeForError, noticeForFinish } from "./notices";
import type { ChatNotice } from "./protocol";

/** What an answer does while it comes. */
export type AnswerProgress =
  | { readonly type: "text" | "reasoning"; readonly text: string }
  | { readonly type: "status"; readonly status: OpenStatus; readonly notice?: ChatNotice };

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
  /** May throw a `ProviderError` (a base URL that cannot be used). */
  readonly client: () => ProviderClient;
  readonly providerLabel: string;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress: (progress: AnswerProgress) => void;
  /** Failures that are not the provider's. */
  readonly onUnexpected: (error: unknown) => void;
}): Promise<AnswerOutcome> {
  const { client, providerLabel, request, signal, clock, onProgress, onUnexpected } = options;
  let phase: OpenStatus = "waiting";
  let hasText = false;
  let finish: FinishEvent | undefined;
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

  const handle = (event: ChatEvent): void => {
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
    for await (const event of untilAborted(client().streamChat(request, signal), signal)) handle(event);
  } catch (error) {
    if (signal.aborted) return withoutTools({ status: "stopped" });
    if (!(error instanceof ProviderError)) onUnexpected(error);
    const isCutShort = error instanceof ProviderError && error.kind === "cut-short";
    return withoutTools({ status: isCutShort ? "cut-short" : "failed", notice: noticeForError(error) });
  } finally {
    stopCountdown?.();
  }
  if (signal.aborted) return withoutTools({ status: "stopped" });
  if (finish === undefined)
    return withoutTools({ status: "cut-short", notice: noticeForCutShort(providerLabel) });
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
