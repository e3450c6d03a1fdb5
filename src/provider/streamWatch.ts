import type { Clock } from "./clock";
import type { TimeoutPhase } from "./errors";
import type { Deadlines, ParsedChunk, StreamStatus } from "./exchange";

/** How often `queued` is told, in ms. */
const queuedTickMs = 1_000;

/** How long an answer that has its finish reason may still send usage and `[DONE]`, in ms. */
const afterFinishMs = 5_000;

/** How long a connection may take to end after `[DONE]`, so that it can be used again, in ms. */
const afterDoneMs = 250;

/** A timer this late means that the process or the machine slept, in ms. */
const sleepGapMs = 5_000;

/** After such a sleep: time for bytes that were waiting in the socket to be read before any wait is ended, in ms. */
const afterSleepMs = 5_000;

/** Longest delay that `setTimeout` takes, in ms; with a longer one it fires at once. */
const maxTimerMs = 2 ** 31 - 1;

/** Which wait was passed, and by how long it had lasted. `tail`: the answer was complete, only its end is missing. */
export interface Expiry {
  readonly phase: TimeoutPhase | "tail";
  readonly waitedMs: number;
}

/** Who hears from a watch's timer; neither call may throw. */
export interface WatchListener {
  /** `queued`, about once a second, or `stalled`, once for each stall. */
  status(status: StreamStatus): void;
  /** Told once; the watch has stopped. */
  expired(expiry: Expiry): void;
}

/**
 * The clocks of one answer, from its head to its end.
 *
 * Three phases: *queued* until the first text or thinking, told every second; *streaming*, where one clock is fed
 * by any byte and the other only by text or thinking, because a provider's keep-alive comments would feed a
 * single clock for ever; and the *tail* after the finish reason.
 *
 * The clocks run only between `resume` and `pause`, while somebody waits for bytes: a slow reader is no fault of
 * the server's. They count monotonic time, so a changed date does nothing. A timer that comes much too late (the
 * laptop slept, the extension host was blocked) does not end the stream before waiting bytes could be read.
 */
export class StreamWatch {
  readonly #clock: Clock;
  readonly #deadlines: Deadlines;
  readonly #listener: WatchListener;
  readonly #openedAtMs: number;
  #pausedSinceMs: number | undefined;
  #pausedTotalMs = 0;
  #lastByteAtMs: number;
  #lastProgressAtMs: number | undefined;
  #firstProgressAtMs: number | undefined;
  #progress: ParsedChunk<unknown>["progress"] = "none";
  #isStallTold = false;
  #nextTickAtMs: number;
  #tailEndsAtMs: number | undefined;
  #graceEndsAtMs = 0;
  #cancelTimer: (() => void) | undefined;
  /** Something may be due before the timer that is set. */
  #mayBeDueEarlier = false;

  /** Begins paused, at the moment the head has come. */
  constructor(clock: Clock, deadlines: Deadlines, listener: WatchListener) {
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#listener = listener;
    this.#pausedSinceMs = clock.nowMs();
    this.#openedAtMs = this.#pausedSinceMs;
    this.#lastByteAtMs = this.#openedAtMs;
    this.#nextTickAtMs = this.#openedAtMs + queuedTickMs;
  }

  resume(): void {
    if (this.#pausedSinceMs !== undefined) {
      this.#pausedTotalMs += this.#clock.nowMs() - this.#pausedSinceMs;
      this.#pausedSinceMs = undefined;
    }
    if (this.#cancelTimer === undefined || this.#mayBeDueEarlier) this.#arm();
  }

  /** Stops the clocks; may be called at any time, also twice. */
  pause(): void {
    this.#pausedSinceMs ??= this.#clock.nowMs();
  }

  /** Stops the clocks for good and leaves no timer. */
  stop(): void {
    this.pause();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  sawBytes(): void {
    this.#lastByteAtMs = this.#nowMs();
  }

  /** Returns whether this ends a stall that was told. */
  sawProgress(progress: ParsedChunk<unknown>["progress"]): boolean {
    if (progress === "none") return false;
    this.#mayBeDueEarlier ||= progress !== this.#progress;
    this.#progress = progress;
    this.#lastProgressAtMs = this.#nowMs();
    this.#firstProgressAtMs ??= this.#lastProgressAtMs;
    const hadStalled = this.#isStallTold;
    this.#isStallTold = false;
    this.#mayBeDueEarlier ||= hadStalled;
    return hadStalled;
  }

  /** Whether the answer has its finish reason, so that only its end is missing. */
  get isInTail(): boolean {
    return this.#tailEndsAtMs !== undefined;
  }

  sawFinish(): void {
    this.#tailEndsAtMs ??= this.#nowMs() + afterFinishMs;
    this.#mayBeDueEarlier = true;
  }

  sawDone(): void {
    this.#tailEndsAtMs = this.#nowMs() + afterDoneMs;
    this.#mayBeDueEarlier = true;
  }

  /** Time on this watch: the clock's, less the pauses. */
  #nowMs(): number {
    return (this.#pausedSinceMs ?? this.#clock.nowMs()) - this.#pausedTotalMs;
  }

  /**
   * Sets the timer. It is not set anew for each piece of the answer: what came meanwhile moves the waits to later, which
   * the timer sees when it comes.
   */
  #arm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#mayBeDueEarlier = false;
    const dueAtMs = Math.min(this.#nextNoticeAtMs(), Math.max(this.#nextExpiry().atMs, this.#graceEndsAtMs));
    if (!Number.isFinite(dueAtMs)) return;
    const delayMs = Math.min(Math.max(0, dueAtMs - this.#nowMs()), maxTimerMs);
    this.#cancelTimer = this.#clock.setTimer(() => this.#onTimer(dueAtMs), Math.ceil(delayMs));
  }

  #onTimer(dueAtMs: number): void {
    this.#cancelTimer = undefined;
    // `resume` sets it again.
    if (this.#pausedSinceMs !== undefined) return;
    const nowMs = this.#nowMs();
    if (nowMs - dueAtMs > sleepGapMs) this.#graceEndsAtMs = nowMs + afterSleepMs;

    const expiry = this.#nextExpiry();
    if (nowMs >= expiry.atMs && nowMs >= this.#graceEndsAtMs) {
      this.stop();
      this.#listener.expired({ phase: expiry.phase, waitedMs: nowMs - expiry.sinceMs });
      return;
    }
    if (nowMs >= this.#nextNoticeAtMs()) this.#tellNotice(nowMs);
    this.#arm();
  }

  #tellNotice(nowMs: number): void {
    if (this.#lastProgressAtMs === undefined) {
      this.#nextTickAtMs = nowMs + queuedTickMs;
      this.#listener.status({ type: "status", status: "queued", elapsedMs: nowMs - this.#openedAtMs });
    } else {
      this.#isStallTold = true;
      this.#listener.status({ type: "status", status: "stalled", elapsedMs: nowMs - this.#lastProgressAtMs });
    }
  }

  #nextNoticeAtMs(): number {
    if (this.#tailEndsAtMs !== undefined) return Infinity;
    if (this.#lastProgressAtMs === undefined) return this.#nextTickAtMs;
    return this.#isStallTold ? Infinity : this.#lastProgressAtMs + this.#deadlines.stallNoticeMs;
  }

  /** The wait that will be passed first if nothing comes. */
  #nextExpiry(): { phase: Expiry["phase"]; sinceMs: number; atMs: number } {
    const waits: { phase: Expiry["phase"]; sinceMs: number; limitMs: number }[] = [];
    if (this.#tailEndsAtMs !== undefined) {
      waits.push({ phase: "tail", sinceMs: this.#tailEndsAtMs, limitMs: 0 });
    } else if (this.#lastProgressAtMs === undefined || this.#firstProgressAtMs === undefined) {
      waits.push({ phase: "queued", sinceMs: this.#openedAtMs, limitMs: this.#deadlines.queuedMs });
    } else {
      const { stallMs, reasoningStallMs, silentMs, totalMs } = this.#deadlines;
      waits.push(
        {
          phase: "stalled",
          sinceMs: this.#lastProgressAtMs,
          limitMs: this.#progress === "reasoning" ? reasoningStallMs : stallMs,
        },
        { phase: "silent", sinceMs: this.#lastByteAtMs, limitMs: silentMs },
        { phase: "total", sinceMs: this.#firstProgressAtMs, limitMs: totalMs },
      );
    }
    return waits
      .map(({ phase, sinceMs, limitMs }) => ({ phase, sinceMs, atMs: sinceMs + limitMs }))
      .reduce((first, wait) => (wait.atMs < first.atMs ? wait : first));
  }
}
