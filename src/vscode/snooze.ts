import type { Clock } from "../provider/clock";

/** Keeps the end of a snooze, a date in ms since 1970, for this window over a reload. */
export interface SnoozeMemory {
  read(): unknown;
  write(endsAtMs: number | undefined): void;
}

/** How long nothing is to come by itself: so many milliseconds, or until the window is closed or reloaded. */
export type SnoozeLength = number | "restart";

/** Completions that come by themselves, put to rest for a while in this window. */
export class Snooze {
  readonly #clock: Clock;
  readonly #memory: SnoozeMemory;
  readonly #onChange: () => void;
  #endsAtMs: number | undefined;
  #cancelTimer: (() => void) | undefined;

  /** @param onChange runs when a snooze begins or ends */
  constructor(clock: Clock, memory: SnoozeMemory, onChange: () => void) {
    this.#clock = clock;
    this.#memory = memory;
    this.#onChange = onChange;
    const kept = memory.read();
    if (typeof kept === "number" && kept > clock.wallMs()) this.#endAt(kept);
  }

  /** What is left of it, in ms; `Infinity` until a restart, 0 when completions are awake. */
  get remainingMs(): number {
    return Math.max(0, (this.#endsAtMs ?? 0) - this.#clock.wallMs());
  }

  /** Begins a snooze, in place of the one that runs. */
  start(length: SnoozeLength): void {
    const endsAtMs = length === "restart" ? Infinity : this.#clock.wallMs() + length;
    this.#endAt(endsAtMs);
    this.#memory.write(length === "restart" ? undefined : endsAtMs);
    this.#onChange();
  }

  /** Ends the snooze before its time. */
  end(): void {
    this.#cancelTimer?.();
    this.#endsAtMs = undefined;
    this.#memory.write(undefined);
    this.#onChange();
  }

  /** Stops the timer; what is kept for the next start stays. */
  dispose(): void {
    this.#cancelTimer?.();
  }

  #endAt(endsAtMs: number): void {
    this.#cancelTimer?.();
    this.#endsAtMs = endsAtMs;
    this.#cancelTimer =
      endsAtMs === Infinity
        ? undefined
        : this.#clock.setTimer(() => this.end(), endsAtMs - this.#clock.wallMs());
  }
}

/** What is left, in words: `12 min`, `1 h 5 min`; a begun minute counts. `until restart` when it has no end. */
export function remainingLabel(remainingMs: number): string {
  if (remainingMs === Infinity) return "until restart";
  const minutes = Math.ceil(remainingMs / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
}
