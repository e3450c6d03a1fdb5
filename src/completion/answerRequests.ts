import type { ProviderClient } from "../provider/client";
import type { Clock } from "../provider/clock";
import { ProviderError } from "../provider/errors";
import type { CompletionEvent, CompletionPurpose } from "./completionEvent";
import { snippetLines } from "./context/snippetLines";
import type { ExplanationRecorder } from "./explanationRecorder";
import type { HealthTracker } from "./healthTracker";
import type { Keystroke } from "./keystroke";
import { Answer } from "./memory/answer";
import type { AnswerStore } from "./memory/answerStore";
import type { Cursor } from "./prompt/cursor";
import { fimRequestFor } from "./prompt/fimRequestFor";
import type { PromptWindow } from "./prompt/promptWindow";
import type { Latency } from "./schedule/latency";
import type { OpenStreams } from "./schedule/openStreams";
import type { RunTracker } from "./schedule/runTracker";
import { readAnswer } from "./stream/readAnswer";
import type { StreamPlan } from "./stream/streamPlan";

/** What to ask the provider. */
export interface Question {
  /** Where the answer will stand. */
  readonly place: Cursor;
  /** What the window has behind the place already: the answer begins with it. */
  readonly lead?: string;
  readonly plan: StreamPlan;
  readonly window: PromptWindow;
  readonly purpose: CompletionPurpose;
  /** Asks for an alternative to what the model said first. */
  readonly temperature?: number;
}

/** What a request touches on its way. */
interface RequestParts {
  readonly complete: ProviderClient["complete"];
  /** Text reaches the provider only through here. */
  readonly mask: Parameters<typeof fimRequestFor>[4];
  readonly clock: Clock;
  readonly log: (level: "debug" | "warn", line: string) => void;
  readonly store: AnswerStore;
  readonly streams: OpenStreams;
  readonly run: RunTracker;
  readonly latency: Latency;
  readonly health: HealthTracker;
  emit(event: CompletionEvent): void;
  /** A stream has brought text or has ended. */
  changed(): void;
}

/** Sends requests, reads each answer into memory, and tells what became of it. */
export class AnswerRequests {
  readonly #parts: RequestParts;
  #lastId = 0;
  #lastTypingMs = Number.NEGATIVE_INFINITY;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** When a request left last for what was typed, by the clock's `nowMs`. */
  get lastTypingMs(): number {
    return this.#lastTypingMs;
  }

  /** Sends the request. Its answer is in memory from now on. Resolves when it has ended, however; never rejects. */
  ask(
    { request, settings, record }: Pick<Keystroke, "request" | "settings" | "record">,
    { place, lead = "", plan, window, purpose, temperature }: Question,
  ): Promise<Answer> {
    const { mask, clock, complete, log } = this.#parts;
    const masked = fimRequestFor(window, plan, request.languageId, settings, mask);
    const isAlternative = temperature !== undefined;
    const fim = isAlternative
      ? { ...masked.fim, parameters: { ...masked.fim.parameters, temperature } }
      : masked.fim;
    record.step(
      "prompt",
      `${fim.prefix.length} characters before the cursor, ${fim.suffix.length} behind it; ${plan.reason}`,
    );
    const requestId = ++this.#lastId;
    const promptChars = fim.prefix.length + fim.suffix.length;
    const answer = new Answer(place, { requestId, purpose, isAlternative });
    this.#parts.store.add(answer);
    const signal = this.#parts.streams.open(answer);
    const askedMs = clock.nowMs();
    const askedAtMs = clock.wallMs();
    if (purpose === "typing") {
      this.#lastTypingMs = askedMs;
      this.#parts.run.begin(answer);
    }
    this.#parts.health.started();
    if (purpose !== "prefetch" && !isAlternative) record.asked(requestId);
    this.#parts.emit({
      type: "asked",
      requestId,
      purpose,
      atMs: askedAtMs,
      promptChars,
      model: fim.model,
      parts: {
        prefixChars: fim.prefix.length,
        suffixChars: fim.suffix.length,
        snippets: snippetLines(window.snippets),
      },
    });
    let firstTokenMs: number | undefined;
    let hasFirstLine = false;
    const onText = () => {
      const sinceMs = clock.nowMs() - askedMs;
      if (firstTokenMs === undefined) {
        firstTokenMs = sinceMs;
        this.#parts.latency.sawFirstToken(sinceMs);
      } else if (!hasFirstLine && answer.text.trimStart().includes("\n")) {
        hasFirstLine = true;
        this.#parts.latency.sawFirstLine(sinceMs - firstTokenMs);
      }
      this.#parts.changed();
    };
    const reading = readAnswer(complete(fim, signal), answer, place, plan, {
      lead,
      unmask: (text) => masked.unmask(text),
      onText,
    }).then(
      (end) => {
        this.#parts.health.succeeded();
        const tookMs = Math.round(clock.nowMs() - askedMs);
        const why = end.reason === undefined ? "" : ` (${end.reason})`;
        const line = `${end.finishReason}${why}, ${answer.text.length} characters`;
        record.step("stream", `ended: ${line}`);
        log("debug", `completion: ${line} in ${tookMs} ms`);
        return { end: end.finishReason, usage: end.usage, model: end.model };
      },
      (error: unknown) => this.#failed(error, answer, signal, record),
    );
    return reading.then((outcome) => {
      this.#parts.streams.close(answer);
      const { usage, model } = { usage: undefined, model: undefined, ...outcome };
      this.#parts.emit({
        type: "ended",
        requestId,
        purpose,
        askedAtMs,
        atMs: clock.wallMs(),
        model: model ?? fim.model,
        ...(usage === undefined ? {} : { usage }),
        promptChars,
        textChars: answer.text.length,
        ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
        totalMs: clock.nowMs() - askedMs,
        end: outcome.end,
      });
      this.#parts.changed();
      return answer;
    });
  }

  #failed(
    error: unknown,
    answer: Answer,
    signal: AbortSignal,
    record: ExplanationRecorder,
  ): { readonly end: "aborted" | "failed" } {
    const { store, health, log } = this.#parts;
    // What came stays useful; an answer without text would keep the place from being asked again.
    if (answer.text === "") store.remove(answer);
    if (signal.aborted) {
      health.aborted();
      record.step("stream", "ended: its text was no longer useful");
      return { end: "aborted" };
    }
    const known = error instanceof ProviderError ? error : unexpected(error);
    if (answer.text === "") health.failed(known);
    else health.succeeded();
    record.step("stream", `failed: ${known.message}`);
    log("warn", `completion failed: ${known.kind}: ${known.message}`);
    return { end: "failed" };
  }
}

function unexpected(error: unknown): ProviderError {
  return new ProviderError("bad-response", {
    message: `The completion could not be read: ${error instanceof Error ? error.name : typeof error}.`,
    nextStep: "See Midfill's log; if it happens again, report it.",
    isRetryable: false,
  });
}
