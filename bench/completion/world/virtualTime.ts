import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../src/provider/clock";

interface Timer {
  readonly atMs: number;
  /** Timers of the same instant run in the order they were set. */
  readonly order: number;
  readonly run: () => void;
  isCancelled: boolean;
}

/** A Monday at 12:00 in Beijing, between DeepSeek's peak hours. */
const startWallMs = Date.UTC(2026, 8, 14, 4);

/**
 * Time that passes only when everything that can go on has gone on: an hour of typing takes seconds, and the same
 * run gives the same figures on every machine.
 */
export class VirtualTime implements Clock {
  /** Timers that have run. */
  turns = 0;
  #nowMs = 0;
  #count = 0;
  /** A binary heap, the earliest first. */
  readonly #heap: Timer[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return startWallMs + this.#nowMs;
  }

  setTimer(run: () => void, delayMs: number): () => void {
    const timer: Timer = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#count++,
      run,
      isCancelled: false,
    };
    this.#push(timer);
    return () => {
      timer.isCancelled = true;
    };
  }

  /** Runs `run` at this time, or at once if it has passed. */
  at(atMs: number, run: () => void): () => void {
    return this.setTimer(run, atMs - this.#nowMs);
  }

  /**
   * Runs timers up to and at `endMs`; after each one `settle` is awaited, so that an answer which the timer brought
   * is worked through before time goes on.
   */
  async runUntil(endMs: number, settle: () => Promise<void> = settleMicrotasks): Promise<void> {
    await settle();
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.atMs > endMs) break;
      this.#pop();
      if (next.isCancelled) continue;
      this.#nowMs = next.atMs;
      this.turns++;
      next.run();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(timer);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(timer, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = last;
  }
}

/** Lets every promise of an engine without real waits go on as far as it can. */
export async function settleMicrotasks(): Promise<void> {
  await setImmediate();
}

function isBefore(left: Timer, right: Timer): boolean {
  return left.atMs === right.atMs ? left.order < right.order : left.atMs < right.atMs;
}
