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

  step(stage: ExplanationStep["stage"], text: string, setting?: string): void {
    const elapsedMs = this.#clock.nowMs() - this.#startMs;
    this.#steps.push(
      setting === undefined ? { stage, text, elapsedMs } : { stage, text, elapsedMs, setting },
    );
  }

  end(outcome: Explanation["outcome"]): void {
    this.#outcome = outcome;
  }

  explanation(): Explanation {
    return { atMs: this.#atMs, path: this.path, outcome: this.#outcome, steps: [...this.#steps] };
  }
}
