/** A new measurement moves a mean by this part of its difference, so that about the last ten count. */
const WEIGHT = 0.2;
/** A longer gap between two keys is thinking, not typing. */
const LONGEST_GAP_MS = 1000;

/** What was measured lately, as running means; the first values are those of a usual network and typist. */
export class Latency {
  #firstTokenMs = 300;
  #firstLineMs = 120;
  #keyMs = 180;

  /** From a request to the first text of its answer. */
  get firstTokenMs(): number {
    return this.#firstTokenMs;
  }

  /** From a request to the first whole line of its answer. */
  get firstLineMs(): number {
    return this.#firstTokenMs + this.#firstLineMs;
  }

  /** From one key to the next while typing. */
  get keyMs(): number {
    return this.#keyMs;
  }

  sawFirstToken(ms: number): void {
    this.#firstTokenMs = mean(this.#firstTokenMs, ms);
  }

  /** @param ms from the first text to the first whole line */
  sawFirstLine(ms: number): void {
    this.#firstLineMs = mean(this.#firstLineMs, ms);
  }

  sawKeys(gapMs: number): void {
    if (gapMs <= LONGEST_GAP_MS) this.#keyMs = mean(this.#keyMs, gapMs);
  }
}

function mean(old: number, measured: number): number {
  return old + (measured - old) * WEIGHT;
}
