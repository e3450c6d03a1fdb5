import type { Clock } from "../provider/clock";
import { ProviderError } from "../provider/errors";
import type { CompletionHealth } from "./health";

/** So many failures in a row begin a pause. */
const FAILURES_BEFORE_PAUSE = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Remembers how requests went. Failures that the user must mend (key, balance, address, model) pause until `resume`;
 * of others three in a row pause for 30 s, each further failure for twice as long, up to 5 minutes. A server that says
 * how long to wait (429, 503) is left alone for that long from its first refusal on. One success clears it all.
 * Nothing is retried.
 */
export class HealthTracker {
  readonly #clock: Clock;
  readonly #tell: (health: CompletionHealth) => void;
  #openRequests = 0;
  #failures = 0;
  #nextPauseMs = FIRST_PAUSE_MS;
  #pause: Extract<CompletionHealth, { state: "paused" }> | undefined;
  #cancelTimer: () => void = () => {};
  #isDisposed = false;
  #toldState: CompletionHealth["state"] = "ready";

  constructor(clock: Clock, tell: (health: CompletionHealth) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** The pause that holds automatic requests back, if there is one now. */
  get pause(): Extract<CompletionHealth, { state: "paused" }> | undefined {
    return this.#pause;
  }

  started(): void {
    this.#openRequests++;
    this.#update();
  }

  /** The request brought an answer, an empty one too. */
  succeeded(): void {
    this.#openRequests--;
    this.#failures = 0;
    this.#nextPauseMs = FIRST_PAUSE_MS;
    this.#endPause();
    this.#update();
  }

  /** The request was given up: that says nothing about the provider. */
  aborted(): void {
    this.#openRequests--;
    this.#update();
  }

  failed(error: ProviderError): void {
    this.#openRequests--;
    this.#failures++;
    const askedForMs = error.facts.retryAfterMs ?? 0;
    const isRow = this.#failures >= FAILURES_BEFORE_PAUSE;
    if (needsThePerson(error)) {
      this.#endPause();
      this.#pause = { state: "paused", error };
      this.#toldState = "ready";
    } else if ((isRow || askedForMs > 0) && !this.#isPausedForGood()) {
      const pauseMs = isRow ? Math.max(this.#nextPauseMs, askedForMs) : askedForMs;
      if (isRow) this.#nextPauseMs = Math.min(this.#nextPauseMs * 2, LONGEST_PAUSE_MS);
      this.#endPause();
      this.#pause = { state: "paused", error, retryAtMs: this.#clock.nowMs() + pauseMs };
      this.#toldState = "ready";
      this.#cancelTimer = this.#clock.setTimer(() => {
        this.#pause = undefined;
        this.#update();
      }, pauseMs);
    }
    this.#update();
  }

  /** Something changed that may have mended it: leave every pause. */
  resume(): void {
    this.#failures = 0;
    this.#nextPauseMs = FIRST_PAUSE_MS;
    this.#endPause();
    this.#update();
  }

  /** Nothing is told any more, whatever still ends. */
  dispose(): void {
    this.#cancelTimer();
    this.#isDisposed = true;
  }

  #isPausedForGood(): boolean {
    return this.#pause !== undefined && this.#pause.retryAtMs === undefined;
  }

  #endPause(): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    this.#pause = undefined;
  }

  /** Tells a state once; a new pause is always told. */
  #update(): void {
    const health: CompletionHealth =
      this.#openRequests > 0 ? { state: "working" } : (this.#pause ?? { state: "ready" });
    if (this.#isDisposed || health.state === this.#toldState) return;
    this.#toldState = health.state;
    this.#tell(health);
  }
}

function needsThePerson(error: ProviderError): boolean {
  return ["auth", "balance", "endpoint", "model", "redirect"].includes(error.kind);
}
