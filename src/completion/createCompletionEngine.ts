import type { ProviderClient } from "../provider/client";
import type { Clock } from "../provider/clock";
import { ProviderError } from "../provider/errors";
import type { CompletionRequest, Suggestion } from "./completionRequest";
import type { CompletionEngine } from "./engine";
import type { Explanation } from "./explanation";
import { ExplanationRecorder } from "./explanationRecorder";
import { applyFilters, completionFilters, typedAlongFilters } from "./filters/completionFilters";
import type { Draft } from "./filters/filter";
import { judgeEagerness } from "./gates/completionGates";
import type { FileJudge } from "./gates/gate";
import type { CompletionHealth } from "./health";
import { HealthTracker } from "./healthTracker";
import { Answer } from "./memory/answer";
import { AnswerStore, type FoundAnswer } from "./memory/answerStore";
import { ShownSuggestion } from "./memory/shownSuggestion";
import { readCursor, type Cursor } from "./prompt/cursor";
import { fimRequestFor, type MaskedText } from "./prompt/fimRequestFor";
import { readPromptWindow, type PromptWindow } from "./prompt/promptWindow";
import { KeystrokeTimer } from "./schedule/keystrokeTimer";
import { OpenStreams } from "./schedule/openStreams";
import type { CompletionSettings } from "./settings";
import { firstPiece } from "./stream/firstPiece";
import { readAnswer } from "./stream/readAnswer";
import { planStream, type StreamPlan } from "./stream/streamPlan";
import { withLineEnd } from "./text/lineEnds";

/** What the engine needs from outside. */
export interface CompletionDependencies {
  readonly complete: ProviderClient["complete"];
  /** Read again for every keystroke. */
  settings(): CompletionSettings;
  /** Text reaches the provider only through here. */
  readonly privacy: { decide(path: string): ReturnType<FileJudge>; mask(text: string): MaskedText };
  readonly clock: Clock;
  onHealth(health: CompletionHealth): void;
  /** Lines without code and without keys. */
  log(level: "debug" | "info" | "warn", line: string): void;
}

/** One keystroke on its way through the stages. */
interface Keystroke {
  /** Counted by the timer. */
  readonly number: number;
  readonly request: CompletionRequest;
  readonly signal: AbortSignal;
  readonly settings: CompletionSettings;
  readonly cursor: Cursor;
  readonly plan: StreamPlan;
  readonly record: ExplanationRecorder;
}

/** What a look into memory found: something to show (or to know that there is nothing), or an open stream. */
type Recalled =
  | { readonly state: "decided"; readonly suggestion: Suggestion | undefined }
  | { readonly state: "streaming"; readonly answer: Answer };

/** Builds the engine. The stages of a keystroke stand in `#decide`, in order. */
export function createCompletionEngine(dependencies: CompletionDependencies): CompletionEngine {
  return new Engine(dependencies);
}

class Engine implements CompletionEngine {
  readonly #dependencies: CompletionDependencies;
  readonly #store = new AnswerStore();
  readonly #streams = new OpenStreams();
  readonly #timer: KeystrokeTimer;
  readonly #health: HealthTracker;
  #shown: ShownSuggestion | undefined;
  #lastRecord: ExplanationRecorder | undefined;
  #lastId = 0;
  #isDisposed = false;

  constructor(dependencies: CompletionDependencies) {
    this.#dependencies = dependencies;
    this.#timer = new KeystrokeTimer(dependencies.clock);
    this.#health = new HealthTracker(dependencies.clock, (health) => dependencies.onHealth(health));
  }

  async provide(request: CompletionRequest, signal: AbortSignal): Promise<Suggestion | undefined> {
    const record = new ExplanationRecorder(this.#dependencies.clock, request.path);
    this.#lastRecord = record;
    try {
      const suggestion = await this.#decide(request, signal, record);
      record.end(suggestion === undefined ? (signal.aborted ? "cancelled" : "nothing") : "shown");
      return suggestion;
    } catch (error) {
      // A mistake of ours must not reach the editor, but must not hide either.
      record.step("gate", "Midfill made a mistake; see its log");
      this.#dependencies.log("warn", `completion failed: ${String(error)}`);
      return undefined;
    }
  }

  accepted(suggestion: Suggestion, acceptedLength: number): void {
    if (this.#shown?.suggestionId !== suggestion.id) return;
    this.#store.touch(this.#shown.source);
    if (acceptedLength >= suggestion.text.length) this.#shown = undefined;
  }

  explainLast(): Explanation | undefined {
    return this.#lastRecord?.explanation();
  }

  resume(): void {
    // Another model or address may have other answers, also where the old one had nothing to say.
    this.#streams.abortAll();
    this.#store.clear();
    this.#health.resume();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer.next();
    this.#streams.abortAll();
    this.#store.clear();
    this.#health.dispose();
  }

  async #decide(
    request: CompletionRequest,
    signal: AbortSignal,
    record: ExplanationRecorder,
  ): Promise<Suggestion | undefined> {
    if (this.#isDisposed || signal.aborted) return undefined;
    const number = this.#timer.next();
    const settings = this.#dependencies.settings();
    const cursor = readCursor(request);

    const { privacy } = this.#dependencies;
    const verdict = judgeEagerness({ request, cursor, settings, judgeFile: (path) => privacy.decide(path) });
    if (verdict !== undefined) record.step("gate", verdict.reason, verdict.setting);
    if (verdict?.allows === "nothing") {
      this.#streams.abortAll(cursor.documentId);
      return undefined;
    }

    const plan = planStream(cursor, settings.multiline);
    const keystroke: Keystroke = { number, request, signal, settings, cursor, plan, record };
    this.#abortUseless(keystroke);

    const rest = this.#shown?.restAt(cursor);
    const followed = rest === undefined ? undefined : this.#followShown(keystroke, rest);
    if (followed !== undefined) return followed;

    const recalled = this.#recall(keystroke, "memory");
    if (recalled?.state === "decided") return recalled.suggestion;
    if (verdict !== undefined && recalled === undefined) return undefined;

    // The document may change while we wait: what will be asked is read now.
    const window = readPromptWindow(request, settings);
    if (recalled?.state === "streaming") {
      record.step("memory", "an open stream may still agree; waiting for it");
      const streamed = await this.#followStreams(keystroke, recalled.answer, "in-flight");
      if (streamed.state === "decided") return streamed.suggestion;
      if (verdict !== undefined) return undefined;
    }
    if (!(await this.#mayAsk(keystroke))) return undefined;
    const answer = this.#ask(keystroke, window);
    const asked = await this.#followStreams(keystroke, answer, "network");
    return asked.state === "decided" ? asked.suggestion : undefined;
  }

  /** The rest of the suggestion on the screen. */
  #followShown({ cursor, record }: Keystroke, rest: string): Suggestion | undefined {
    const shown = this.#shown;
    if (shown === undefined) return undefined;
    const draft = applyFilters(typedAlongFilters, rest, cursor, (line) => record.step("filter", line));
    if (draft === undefined) return undefined;
    record.step("memory", "the shown suggestion was typed along");
    return this.#suggestion(cursor, draft, "typed-along", shown.suggestionId);
  }

  /** Looks for an answer that fits the cursor. Undefined: memory does not know, the provider must be asked. */
  #recall(keystroke: Keystroke, from: "memory" | "in-flight" | "network"): Recalled | undefined {
    const { cursor, plan, record, request } = keystroke;
    const found = this.#store.find(cursor);
    if (found === undefined) return undefined;
    const { answer, match } = found;
    if (match.state === "pending") return { state: "streaming", answer };
    if (match.remaining === "" && match.typedChars === 0 && from === "memory") {
      if (request.trigger === "explicit") return undefined;
      record.step("memory", "the model was asked here already and had nothing to say");
      return { state: "decided", suggestion: undefined };
    }
    const piece = firstPiece(match.remaining, answer.isComplete, plan, cursor.linePrefix);
    if (piece === undefined) return { state: "streaming", answer };
    const suggestion = this.#show(keystroke, found, piece, from);
    // What was refused where it was asked for is refused again; an explicit invoke asks anew.
    if (suggestion === undefined && from === "memory") {
      return request.trigger === "explicit" || match.typedChars > 0
        ? undefined
        : { state: "decided", suggestion };
    }
    return { state: "decided", suggestion };
  }

  /** Filters a piece and makes it the shown suggestion. */
  #show(
    { cursor, record }: Keystroke,
    { answer, match }: FoundAnswer,
    piece: string,
    from: "memory" | "in-flight" | "network",
  ): Suggestion | undefined {
    if (from === "memory")
      record.step("memory", `an answer is known, ${match.typedChars} characters along it`);
    else record.step("stream", `the first piece stands: ${piece.length} characters`);
    const draft = applyFilters(completionFilters, piece, cursor, (line) => record.step("filter", line));
    if (draft === undefined) {
      // Nobody will see the rest of a refused text.
      if (!answer.isComplete) this.#streams.abort(answer);
      return undefined;
    }
    const id = ++this.#lastId;
    this.#shown = new ShownSuggestion(cursor, draft.text, id, answer);
    return this.#suggestion(cursor, draft, from === "memory" ? "cache" : from, id);
  }

  /** Waits for streams until one decides this keystroke, or none fits any more. Never asks. */
  async #followStreams(
    keystroke: Keystroke,
    first: Answer,
    from: "in-flight" | "network",
  ): Promise<{ readonly state: "decided"; readonly suggestion: Suggestion | undefined } | { state: "left" }> {
    const { signal } = keystroke;
    let answer = first;
    for (;;) {
      const recalled = this.#recall(keystroke, from);
      if (recalled === undefined) return { state: "left" };
      if (recalled.state === "decided") return recalled;
      answer = recalled.answer;
      await answer.changed(signal);
      if (signal.aborted) return { state: "decided", suggestion: undefined };
      this.#abortUseless(keystroke);
    }
  }

  /** Gates of time: pauses after failures, and the wait after the keystroke. */
  async #mayAsk({ number, request, settings, signal, record }: Keystroke): Promise<boolean> {
    if (request.trigger === "explicit") return true;
    const pause = this.#health.pause;
    if (pause !== undefined) {
      record.step("schedule", `requests are paused: ${pause.error.message}`);
      return false;
    }
    const end = await this.#timer.wait(number, record.startMs, settings.debounceMs, signal);
    if (end !== "elapsed") {
      record.step("schedule", end === "superseded" ? "a newer keystroke came" : "the editor asked no longer");
      return false;
    }
    record.step(
      "schedule",
      `waited ${settings.debounceMs} ms after the keystroke`,
      "midfill.completions.debounceMs",
    );
    return true;
  }

  /** Sends the request. Its answer is in memory from now on. */
  #ask({ cursor, plan, settings, record }: Keystroke, window: PromptWindow): Answer {
    const outside = this.#dependencies;
    const masked = fimRequestFor(window, plan, cursor.languageId, settings, (text) =>
      outside.privacy.mask(text),
    );
    record.step(
      "prompt",
      `${masked.fim.prefix.length} characters before the cursor, ${masked.fim.suffix.length} behind it; ${plan.reason}`,
    );
    const answer = new Answer(cursor);
    this.#store.add(answer);
    const signal = this.#streams.open(answer);
    const askedMs = outside.clock.nowMs();
    this.#health.started();
    const reading = readAnswer(outside.complete(masked.fim, signal), answer, cursor, plan, (text) =>
      masked.unmask(text),
    ).then(
      (end) => {
        this.#health.succeeded();
        const tookMs = Math.round(outside.clock.nowMs() - askedMs);
        const why = end.reason === undefined ? "" : ` (${end.reason})`;
        record.step("stream", `ended: ${end.finishReason}${why}, ${answer.text.length} characters`);
        outside.log(
          "debug",
          `completion: ${end.finishReason}${why}, ${answer.text.length} characters in ${tookMs} ms`,
        );
      },
      (error: unknown) => this.#failed(error, answer, signal, record),
    );
    void reading.finally(() => this.#streams.close(answer));
    return answer;
  }

  #failed(error: unknown, answer: Answer, signal: AbortSignal, record: ExplanationRecorder): void {
    // What came stays useful; an answer without text would keep the place from being asked again.
    if (answer.text === "") this.#store.remove(answer);
    if (signal.aborted) {
      this.#health.aborted();
      record.step("stream", "ended: its text was no longer useful");
      return;
    }
    const known = error instanceof ProviderError ? error : unexpected(error);
    if (answer.text === "") this.#health.failed(known);
    else this.#health.succeeded();
    record.step("stream", `failed: ${known.message}`);
    this.#dependencies.log("warn", `completion failed: ${known.kind}: ${known.message}`);
  }

  #abortUseless({ cursor, record }: Keystroke): void {
    const ended = this.#streams.abortUseless(cursor);
    if (ended > 0) record.step("schedule", "an open stream no longer agreed with the text and was ended");
  }

  #suggestion(cursor: Cursor, draft: Draft, source: Suggestion["source"], id: number): Suggestion {
    return {
      id,
      text: withLineEnd(cursor.selectedText + draft.text, cursor.lineEnd),
      replaceStartOffset: cursor.startOffset,
      replaceEndOffset: cursor.endOffset + draft.replacedChars,
      source,
    };
  }
}

function unexpected(error: unknown): ProviderError {
  return new ProviderError("bad-response", {
    message: `The completion could not be read: ${error instanceof Error ? error.name : typeof error}.`,
    nextStep: "See Midfill's log; if it happens again, report it.",
    isRetryable: false,
  });
}
