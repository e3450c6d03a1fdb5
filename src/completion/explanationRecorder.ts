import type { Clock } from "../provider/clock";
import type { Explanation, ExplanationStep } from "./explanation";

/** Writes one keystroke's explanation while it is being answered; it can be read at any time. */
export class ExplanationRecorder {
  readonly path: string;
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #atMs: number;
  readonly #steps: ExplanationStep[] = [];
  #outcome: Explanation["outcome"] = "nothing";
  /** The step said last, perhaps not for the first time. */
  #latest: ExplanationStep | undefined;
  #decisive: ExplanationStep | undefined;
  #editorMs: number | undefined;
  #waitMs: number | undefined;
  #texts: { readonly rawText: string; readonly shownText?: string } | undefined;
  #requestId: number | undefined;

  constructor(clock: Clock, path: string) {
    this.path = path;
    this.#clock = clock;
    this.#startMs = clock.nowMs();
    this.#atMs = clock.wallMs();
  }

  /** When the keystroke came, by the clock's `nowMs`. */
  get startMs(): number {
    return this.#startMs;
  }

  /** The request that this keystroke sent, or whose answer it was given. */
  get requestId(): number | undefined {
    return this.#requestId;
  }

  /** What was said already is not said again: some stages are gone through whenever a stream brings text. */
  step(stage: ExplanationStep["stage"], text: string, setting?: string): void {
    this.#latest = this.#steps.find((step) => step.stage === stage && step.text === text);
    if (this.#latest !== undefined) return;
    const elapsedMs = this.#elapsedMs();
    this.#latest = { stage, text, elapsedMs, ...(setting !== undefined && { setting }) };
    this.#steps.push(this.#latest);
  }

  /** The editor asks now for what the change began. */
  editorAsked(): void {
    this.#editorMs ??= this.#elapsedMs();
  }

  /** A request leaves for this keystroke. */
  asked(requestId: number): void {
    this.#requestId = requestId;
    this.#waitMs = this.#elapsedMs();
  }

  /** What the model's answer says at this cursor, and what the filters left of it; undefined: nothing. */
  answered(requestId: number, rawText: string, shownText: string | undefined): void {
    this.#requestId = requestId;
    this.#texts = shownText === undefined ? { rawText } : { rawText, shownText };
  }

  /** The outcome is known. Steps that follow, such as the end of a stream, have not decided it. */
  end(outcome: Explanation["outcome"]): void {
    this.#decisive = this.#latest;
    this.#outcome = outcome;
  }

  explanation(): Explanation {
    return {
      atMs: this.#atMs,
      path: this.path,
      outcome: this.#outcome,
      steps: [...this.#steps],
      ...(this.#decisive !== undefined && { decisive: this.#decisive }),
      ...(this.#editorMs !== undefined && { editorMs: this.#editorMs }),
      ...(this.#waitMs !== undefined && { waitMs: this.#waitMs }),
      ...this.#texts,
    };
  }

  #elapsedMs(): number {
    return this.#clock.nowMs() - this.#startMs;
  }
}
