import type { ProviderClient } from "../provider/client";
import { delay, type Clock } from "../provider/clock";
import { AnswerRequests } from "./answerRequests";
import type { CompletionEvent } from "./completionEvent";
import type { CompletionRequest, Suggestion } from "./completionRequest";
import type { ContextSnippet } from "./context/contextSnippet";
import type { CompletionEngine } from "./engine";
import type { Explanation } from "./explanation";
import { ExplanationLog } from "./explanationLog";
import { ExplanationRecorder } from "./explanationRecorder";
import { applyFilters, completionFilters } from "./filters/completionFilters";
import type { Draft } from "./filters/filter";
import { multilineAt } from "./gates/eagerness";
import { judgeEagerness } from "./gates/completionGates";
import type { FileJudge, GateVerdict } from "./gates/gate";
import type { CompletionHealth } from "./health";
import { HealthTracker } from "./healthTracker";
import { isSameMoment, type Keystroke } from "./keystroke";
import { isAheadOf } from "./memory/answer";
import { AnswerStore } from "./memory/answerStore";
import { KnownText, type Known } from "./memory/knownText";
import { ShownSuggestion } from "./memory/shownSuggestion";
import { Offers } from "./offers";
import { cursorAhead, type TextAhead } from "./prompt/aheadCursor";
import { readCursor, type Cursor } from "./prompt/cursor";
import type { MaskedText } from "./prompt/fimRequestFor";
import { readPromptWindow, type PromptWindow } from "./prompt/promptWindow";
import { AskTimer } from "./schedule/askTimer";
import { Latency } from "./schedule/latency";
import { longestWait, type Wait } from "./schedule/longestWait";
import { OpenStreams } from "./schedule/openStreams";
import { RunTracker } from "./schedule/runTracker";
import { TrackRecord } from "./schedule/trackRecord";
import type { CompletionSettings } from "./settings";
import { firstPiece } from "./stream/firstPiece";
import { planStream, type StreamPlan } from "./stream/streamPlan";
import { suggestionFrom, withItem } from "./suggestionFrom";

/** How eager the budget lets us be: `lowered` waits longer, shows single lines and never asks ahead; `paused` sends nothing. */
type Pace = "full" | "lowered" | "paused";

/** What the engine needs from outside. */
export interface CompletionDependencies {
  readonly complete: ProviderClient["complete"];
  /** Read again for every keystroke. */
  settings(): CompletionSettings;
  /** Text reaches the provider only through here. */
  readonly privacy: {
    decide(path: string): ReturnType<FileJudge>;
    mask(text: string, around?: { readonly before: string; readonly behind: string }): MaskedText;
  };
  readonly clock: Clock;
  onHealth(health: CompletionHealth): void;
  /** Lines without code and without keys. */
  log(level: "debug" | "info" | "warn", line: string): void;
  /** What was gathered from elsewhere for this document; synchronous. Missing: nothing. */
  snippets?(request: CompletionRequest): readonly ContextSnippet[];
  /** Missing: `full`. */
  pace?(): Pace;
  /** For ledger and statistics; must not throw. */
  onEvent?(event: CompletionEvent): void;
}

/** With so many accepted suggestions the next piece is asked for as soon as one is shown. */
const TAKEN_SHARE_TO_ASK_AHEAD = 0.7;
/** An invoke gets a whole function, if the model writes one. */
const INVOKED_READ_ON_LINES = 20;
/** Warm enough to differ from the first answer, and from each other. */
const ALTERNATIVE_TEMPERATURES = [0.8, 1.2];
/** The alternatives of an invoke are waited for so long once the first suggestion stands. */
const ALTERNATIVES_WAIT_MS = 1500;
/** The editor asks 50 to 70 ms after a change, unless the next one comes sooner. */
const EDITOR_ASKS_WITHIN_MS = 400;
/** An editor that has not asked so often gets nothing ahead until it asks again. */
const MAX_UNASKED = 3;
/** Whatever a model answers, a keystroke at rest costs no more requests ahead than these. */
const MAX_AHEAD_PER_KEY = 2;
/** So much text before the cursor must be as it was for a deletion. */
const DELETED_CONTEXT_CHARS = 32;
/** So much is typed along first, before the text behind a suggestion is paid for. */
const TRUSTED_CHARS = 2;

/** Builds the engine. The stages of a keystroke stand in `#attend`, `KnownText` and `#advance`. */
export function createCompletionEngine(dependencies: CompletionDependencies): CompletionEngine {
  return new Engine(dependencies);
}

class Engine implements CompletionEngine {
  readonly #dependencies: CompletionDependencies;
  readonly #store = new AnswerStore();
  readonly #known = new KnownText(this.#store);
  readonly #streams = new OpenStreams();
  readonly #timer: AskTimer;
  readonly #latency = new Latency();
  readonly #track = new TrackRecord();
  readonly #run = new RunTracker(this.#track);
  readonly #health: HealthTracker;
  readonly #offers: Offers;
  readonly #requests: AnswerRequests;
  /** Calls of `provide` that wait for a stream or a timer. */
  readonly #waiting = new Set<() => void>();
  #latest: Keystroke | undefined;
  readonly #explanations = new ExplanationLog();
  #lastId = 0;
  /** Changes in a row after which the editor had time to ask for completions, and did not. */
  #unasked = 0;
  /** Requests ahead since the last keystroke. */
  #aheadSinceKey = 0;
  #isDisposed = false;

  constructor(dependencies: CompletionDependencies) {
    this.#dependencies = dependencies;
    this.#timer = new AskTimer(dependencies.clock);
    this.#health = new HealthTracker(dependencies.clock, (health) => dependencies.onHealth(health));
    this.#requests = new AnswerRequests({
      complete: dependencies.complete,
      mask: (text, around) => dependencies.privacy.mask(text, around),
      clock: dependencies.clock,
      log: (level, line) => dependencies.log(level, line),
      store: this.#store,
      streams: this.#streams,
      run: this.#run,
      latency: this.#latency,
      health: this.#health,
      emit: (event) => this.#emit(event),
      changed: () => this.#streamChanged(),
    });
    this.#offers = new Offers(dependencies.clock, (event) => this.#emit(event));
  }

  changed(request: CompletionRequest): void {
    if (this.#isDisposed) return;
    try {
      this.#countUnanswered();
      const keystroke = this.#attend(request);
      if (this.#unasked < MAX_UNASKED) this.#advance(keystroke);
    } catch (error) {
      this.#ownMistake(error);
    }
  }

  async provide(request: CompletionRequest, signal: AbortSignal): Promise<Suggestion | undefined> {
    if (this.#isDisposed || signal.aborted) return undefined;
    try {
      const keystroke = this.#keystrokeOf(request);
      keystroke.isAwaited = true;
      this.#unasked = 0;
      keystroke.record.editorAsked();
      const suggestion = await this.#answer(keystroke, signal);
      const isShown = suggestion !== undefined && !signal.aborted;
      keystroke.record.end(isShown ? "shown" : signal.aborted ? "cancelled" : "nothing");
      return suggestion;
    } catch (error) {
      this.#ownMistake(error);
      return undefined;
    }
  }

  async provideAlternatives(request: CompletionRequest, signal: AbortSignal): Promise<readonly Suggestion[]> {
    const first = await this.provide(request, signal);
    if (first === undefined) return [];
    const keystroke = this.#latest;
    // What is shown for the first time is not kept waiting for others, and who wants none pays for none.
    const isNew = first.source === "network" || first.source === "in-flight";
    if (isNew || keystroke?.request !== request) return [first];
    try {
      return [first, ...(await this.#alternatives(keystroke, first, signal))];
    } catch (error) {
      this.#ownMistake(error);
      return [first];
    }
  }

  accepted(suggestion: Suggestion, acceptedLength: number): void {
    this.#offers.accept(suggestion, acceptedLength);
    this.#track.suggestionEnded(true);
    this.#known.touch(suggestion.id);
  }

  explainRecent(): readonly Explanation[] {
    return this.#explanations.recent();
  }

  resume(): void {
    // Another model or address may have other answers, also where the old one had nothing to say.
    this.#forget();
    this.#health.resume();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#forget();
    this.#health.dispose();
  }

  #forget(): void {
    this.#latest = undefined;
    this.#timer.cancel();
    this.#streams.abortAll();
    this.#known.forget();
    this.#run.leave();
    this.#offers.clear();
    this.#wake();
  }

  /** The editor shows nobody's suggestions while it snoozes or has them turned off, and does not say so: it just never asks. */
  #countUnanswered(): void {
    const latest = this.#latest;
    if (latest === undefined || latest.isAwaited) return;
    if (this.#dependencies.clock.nowMs() - latest.startMs > EDITOR_ASKS_WITHIN_MS) this.#unasked++;
  }

  /** The change that the engine was told of already, if the editor asks about that one; else a new keystroke. */
  #keystrokeOf(request: CompletionRequest): Keystroke {
    const latest = this.#latest;
    if (latest === undefined || !isSameMoment(latest, request)) return this.#attend(request);
    if (request.selectedSuggestion === undefined) {
      return latest.isAwaited ? this.#attend(request) : latest;
    }
    // Asking for the item would end the stream for what is typed, at every key while the widget is open.
    latest.isAwaited = true;
    const cursor = readCursor(request);
    latest.widgetItem = cursor.selectedText;
    const { settings } = latest;
    const verdict = this.#judge(request, cursor, settings);
    if (verdict !== undefined) latest.record.step("gate", verdict.reason, verdict.setting);
    return { ...latest, request, cursor, verdict, plan: this.#plan(cursor, settings), typed: latest };
  }

  #judge(request: CompletionRequest, cursor: Cursor, settings: CompletionSettings): GateVerdict | undefined {
    const { privacy } = this.#dependencies;
    return judgeEagerness({
      request,
      cursor,
      settings,
      judgeFile: (path) => privacy.decide(path),
      mask: (text) => privacy.mask(text).text,
    });
  }

  /** Takes a keystroke in: gates, plan, and what it says about the streams and guesses before it. */
  #attend(request: CompletionRequest): Keystroke {
    const { clock } = this.#dependencies;
    const before = this.#latest;
    const record = new ExplanationRecorder(clock, request.path);
    this.#explanations.add(record);
    const settings = this.#dependencies.settings();
    const cursor = readCursor(request);
    const verdict = this.#judge(request, cursor, settings);
    if (verdict !== undefined) record.step("gate", verdict.reason, verdict.setting);
    const isSameDocument = before?.request.documentId === request.documentId;
    const keystroke: Keystroke = {
      request,
      startMs: record.startMs,
      settings,
      cursor,
      verdict,
      plan: this.#plan(cursor, settings, request.trigger),
      record,
      isDeletion: isSameDocument && isDeletedFrom(before.cursor, cursor),
      window: undefined,
      isAwaited: false,
      widgetItem: cursor.selectedText,
      hasAsked: false,
    };
    this.#latest = keystroke;
    this.#aheadSinceKey = 0;
    this.#timer.cancel();
    if (verdict?.allows === "nothing") this.#streams.abortAll(cursor.documentId);
    else this.#abortUseless(keystroke);
    if (isSameDocument && before.request.version !== request.version) {
      this.#latency.sawKeys(keystroke.startMs - before.startMs);
    }
    this.#follow(keystroke, before);
    this.#wake();
    return keystroke;
  }

  /** What is invoked is asked for as a whole; what comes by itself as far as the model has been right lately. */
  #plan(
    cursor: Cursor,
    settings: CompletionSettings,
    trigger: CompletionRequest["trigger"] = "automatic",
  ): StreamPlan {
    const isLowered = this.#pace() !== "full";
    const readOnLines = trigger === "explicit" ? INVOKED_READ_ON_LINES : this.#track.readOnLines;
    return planStream(cursor, isLowered ? "never" : multilineAt(cursor, settings), readOnLines);
  }

  /** Tells the track record what this keystroke says about the guess before it. */
  #follow({ cursor, request, isDeletion }: Keystroke, before: Keystroke | undefined): void {
    // An item that is only selected in the suggest widget is not typed, though the cursor reads as if it were.
    if (request.selectedSuggestion !== undefined) return;
    const item = before?.widgetItem ?? "";
    const isItem = item !== "" && cursor.prefix.endsWith(item);
    const outcome = this.#offers.follow(cursor, { isDeletion, isItem });
    if (outcome === "rejected") this.#track.suggestionEnded(false);
    const found = this.#store.find(cursor);
    if (found !== undefined) this.#run.follow(found);
    else if (isDeletion || before?.request.documentId !== request.documentId) this.#run.leave();
    else this.#run.diverge();
  }

  /** Ends the stream, for nobody will see the rest of a refused text, and remembers what was held back. */
  #refuse({ cursor }: Keystroke, { answer, refused }: Extract<Known, { state: "nothing" }>): void {
    if (!answer.isComplete) this.#streams.abort(answer);
    if (refused !== undefined) this.#known.holdBack(cursor, refused, answer);
  }

  /** Sends what must be sent for the latest keystroke. Called whenever something has changed: keys, streams, timers. */
  #advance(keystroke: Keystroke): void {
    if (this.#isDisposed || keystroke !== this.#latest) return;
    const known = this.#known.at(keystroke);
    const isExplicit = keystroke.request.trigger === "explicit";
    if (known.state === "shown" || known.state === "piece") this.#askAhead(keystroke, known.draft);
    if (known.state === "nothing") this.#refuse(keystroke, known);
    const mustAsk = known.state === "unknown" || (known.state === "nothing" && isExplicit);
    if (keystroke.verdict !== undefined || keystroke.hasAsked) return;
    if (known.state !== "shown" && known.state !== "piece") this.#keepWindow(keystroke);
    if (!mustAsk || (keystroke.isDeletion && !keystroke.isAwaited) || !this.#mayAsk(keystroke)) return;
    const wait = longestWait(keystroke, {
      track: this.#track,
      latency: this.#latency,
      lastAskMs: this.#requests.lastTypingMs,
      isLowered: this.#pace() === "lowered",
    });
    this.#timer.set(isExplicit ? 0 : wait.untilMs - this.#dependencies.clock.nowMs(), () => {
      if (keystroke !== this.#latest || keystroke.hasAsked) return;
      keystroke.hasAsked = true;
      try {
        if (!isExplicit) this.#tellWait(keystroke, wait);
        void this.#requests.ask(keystroke, {
          place: keystroke.cursor,
          plan: keystroke.plan,
          window: this.#keepWindow(keystroke),
          purpose: isExplicit ? "explicit" : "typing",
        });
      } catch (error) {
        this.#ownMistake(error);
      }
      this.#wake();
    });
  }

  #keepWindow(keystroke: Keystroke): PromptWindow {
    keystroke.window ??= this.#readWindow(keystroke.request, keystroke.settings);
    return keystroke.window;
  }

  #readWindow(request: CompletionRequest, settings: CompletionSettings, ahead?: TextAhead): PromptWindow {
    return readPromptWindow(request, settings, ahead, this.#dependencies.snippets?.(request));
  }

  /** Pauses after failures and the budget hold automatic requests back. */
  #mayAsk({ request, record }: Keystroke): boolean {
    if (this.#pace() === "paused") {
      record.step("schedule", "the budget is used up", "midfill.budget.*");
      return false;
    }
    const pause = this.#health.pause;
    if (pause === undefined || request.trigger === "explicit") return true;
    record.step("schedule", `requests are paused: ${pause.error.message}`);
    return false;
  }

  #tellWait({ startMs, record }: Keystroke, { untilMs, why, setting }: Wait): void {
    if (untilMs <= startMs) return;
    const sinceKeyMs = Math.round(this.#dependencies.clock.nowMs() - startMs);
    record.step("schedule", `asked ${sinceKeyMs} ms after the key: ${why}`, setting);
  }

  /** Asks for the text behind what is known, when it is likely to be wanted before it could be asked for. */
  #askAhead({ cursor, request, settings, verdict, record }: Keystroke, draft: Draft): void {
    // Who invokes says himself when he wants more.
    if (verdict !== undefined || request.trigger === "explicit" || this.#pace() !== "full") return;
    if (request.selectedSuggestion !== undefined) return;
    if (this.#streams.size > 0 || this.#health.pause !== undefined) return;
    if (this.#aheadSinceKey >= MAX_AHEAD_PER_KEY || !this.#isWanted(draft.text, false)) return;
    const known = this.#known.behind(cursor, draft);
    if (known === undefined || !this.#isWanted(known.ahead.text, known.isMoreKnown)) return;
    const { ahead, isLineOver } = known;
    const there = cursorAhead(cursor, ahead);
    // So far ahead that it could not be told from a stream that is useless: it would be ended and asked for for ever.
    if (!isAheadOf(there, cursor)) return;
    this.#aheadSinceKey++;
    record.step("schedule", `asked ahead for what follows ${ahead.text.length} known characters`);
    const lead = isLineOver ? "\n" : "";
    const told = { ...ahead, text: ahead.text + lead };
    void this.#requests.ask(
      { request, settings, record },
      {
        place: there,
        lead,
        plan: this.#plan(cursorAhead(cursor, told), settings),
        window: this.#readWindow(request, settings, told),
        purpose: "prefetch",
      },
    );
  }

  /** The guess has proved right so far and will be used up soon, or suggestions are mostly accepted. */
  #isWanted(text: string, isMoreKnown: boolean): boolean {
    if (!isMoreKnown && this.#track.takenShare >= TAKEN_SHARE_TO_ASK_AHEAD) return true;
    if (this.#run.rightChars < TRUSTED_CHARS) return false;
    return text.length * this.#latency.keyMs <= 1.5 * this.#latency.firstLineMs + 150;
  }

  /** Different suggestions for an explicit invoke, beside the first: those that are known, and those that come in time. */
  async #alternatives(
    keystroke: Keystroke,
    first: Suggestion,
    signal: AbortSignal,
  ): Promise<readonly Suggestion[]> {
    const { cursor, plan } = keystroke;
    const known = () => this.#store.alternativesAt(cursor);
    if (known().length === 0 && this.#mayAsk(keystroke)) {
      const window = this.#keepWindow(keystroke);
      const question = { place: cursor, plan, window, purpose: "explicit" } as const;
      const asked = ALTERNATIVE_TEMPERATURES.map((temperature) =>
        this.#requests.ask(keystroke, { ...question, temperature }),
      );
      await this.#atMost(ALTERNATIVES_WAIT_MS, Promise.all(asked), signal);
    }
    const texts = new Set([first.text.trim()]);
    return known().flatMap((answer) => {
      const piece = firstPiece(answer.text, answer.isComplete, plan, cursor.linePrefix, true);
      const draft =
        piece === undefined ? undefined : applyFilters(completionFilters, piece, cursor, () => {});
      if (draft === undefined) return [];
      const made = suggestionFrom(cursor, draft, "network", ++this.#lastId);
      if (texts.has(made.text.trim())) return [];
      texts.add(made.text.trim());
      this.#offers.addAlternative(
        made,
        keystroke.request,
        new ShownSuggestion(cursor, draft.text, made.id, answer),
      );
      return [made];
    });
  }

  /** The answer for the editor's call: from memory at once, else as soon as a stream or a timer brings it. */
  async #answer(keystroke: Keystroke, signal: AbortSignal): Promise<Suggestion | undefined> {
    if (keystroke.verdict?.allows === "nothing") return undefined;
    let hasWaited = false;
    for (;;) {
      if (signal.aborted) {
        keystroke.record.step("schedule", "the editor asked no longer");
        return undefined;
      }
      const asked = keystroke.typed ?? keystroke;
      const isLatest = asked === this.#latest;
      const filterNotes: string[] = [];
      const known = this.#known.at(keystroke, (line) => filterNotes.push(line));
      if (known.state === "shown" || known.state === "piece" || known.state === "nothing") {
        for (const line of filterNotes) keystroke.record.step("filter", line);
      }
      if (known.state === "shown" || known.state === "piece") {
        if (isLatest) this.#askAhead(keystroke, known.draft);
        return this.#present(keystroke, known, hasWaited);
      }
      this.#advance(asked);
      if (this.#isAnswerable(keystroke, isLatest)) {
        hasWaited = true;
        await this.#changes(signal);
        continue;
      }
      if (known.state === "nothing") {
        keystroke.record.step("memory", "the model was asked here already and had nothing to say");
        keystroke.record.answered(known.answer.requestId, known.rawText, undefined);
      } else if (!isLatest) {
        keystroke.record.step("schedule", "a newer keystroke came");
      }
      return undefined;
    }
  }

  /** A stream or the timer may still bring an answer. */
  #isAnswerable(keystroke: Keystroke, isLatest: boolean): boolean {
    return (isLatest && this.#timer.isWaiting) || this.#known.at(keystroke).state === "streaming";
  }

  #present(
    keystroke: Keystroke,
    known: Extract<Known, { state: "shown" | "piece" }>,
    hasWaited: boolean,
  ): Suggestion {
    const { cursor, record, request } = keystroke;
    const { draft } = known;
    if (known.state === "shown") {
      record.step("memory", "the shown suggestion was typed along");
      record.answered(known.shown.source.requestId, known.rawText, draft.text);
      return suggestionFrom(cursor, draft, "typed-along", known.shown.suggestionId);
    }
    const source = !hasWaited ? "cache" : keystroke.hasAsked ? "network" : "in-flight";
    if (source === "cache")
      record.step("memory", `an answer is known, ${known.typedChars} characters along it`);
    else record.step("stream", `the first piece stands: ${draft.text.length} characters`);
    record.answered(known.answer.requestId, known.rawText, draft.text);
    const id = ++this.#lastId;
    const shown = new ShownSuggestion(cursor, draft.text, id, known.answer);
    this.#known.show(withItem(keystroke, shown));
    const made = suggestionFrom(cursor, draft, source, id);
    this.#offers.add(made, request, shown);
    return made;
  }

  /** A stream has brought text or has ended: it may disagree with what was typed meanwhile, or be what one waits for. */
  #streamChanged(): void {
    const latest = this.#latest;
    if (latest === undefined || this.#isDisposed) return;
    try {
      this.#abortUseless(latest);
      this.#advance(latest);
    } catch (error) {
      this.#ownMistake(error);
    }
    this.#wake();
  }

  #abortUseless({ cursor, record }: Keystroke): void {
    const ended = this.#streams.abortUseless(cursor);
    if (ended > 0) record.step("schedule", "an open stream no longer agreed with the text and was ended");
  }

  /** Waits for `work`, but no longer than `limitMs`, and not when `signal` aborts. */
  async #atMost(limitMs: number, work: Promise<unknown>, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const limit = delay(this.#dependencies.clock, limitMs, AbortSignal.any([signal, done.signal]));
    await Promise.race([work, limit.catch(() => {})]);
    done.abort();
  }

  /** Resolves when memory, streams or the timer have changed, or `signal` aborts. */
  #changes(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  #wake(): void {
    for (const done of this.#waiting) done();
  }

  /** A mistake of ours must not reach the editor, but must not hide either. */
  #ownMistake(error: unknown): void {
    this.#latest?.record.step("gate", "Midfill made a mistake; see its log");
    this.#dependencies.log("warn", `completion failed: ${String(error)}`);
  }

  #emit(event: CompletionEvent): void {
    this.#explanations.note(event);
    this.#dependencies.onEvent?.(event);
  }

  #pace(): Pace {
    return this.#dependencies.pace?.() ?? "full";
  }
}

/** Whether the text before the cursor is what it was, less its end: not a cursor that has gone further up. */
function isDeletedFrom(before: Cursor, now: Cursor): boolean {
  const deletedChars = before.startOffset - now.startOffset;
  return (
    deletedChars > 0 &&
    before.prefix.slice(0, -deletedChars).endsWith(now.prefix.slice(-DELETED_CONTEXT_CHARS))
  );
}
