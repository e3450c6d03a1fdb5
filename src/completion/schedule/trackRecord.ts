/** A line's outcome moves the share by this part, so that about the last ten lines count. */
const WEIGHT = 0.15;
const MOST_READ_ON_LINES = 6;

/**
 * How well the model has foreseen what was typed. It decides how far to read on behind what is shown, whether to ask
 * ahead, and how long to hold requests back where every answer has been wrong: being right earns more, being wrong
 * costs less.
 */
export class TrackRecord {
  #rightShare = 0.5;
  #takenShare = 0;
  #missesInARow = 0;

  /** Share of the lines foreseen lately that were then typed or accepted, 0 … 1. */
  get rightShare(): number {
    return this.#rightShare;
  }

  /** Share of the suggestions shown lately that were accepted by key, 0 … 1. */
  get takenShare(): number {
    return this.#takenShare;
  }

  /** Answers in a row that were wrong from their first characters on. */
  get missesInARow(): number {
    return this.#missesInARow;
  }

  /** Lines worth reading behind the first: as many as will be right in a row, by the share of late. */
  get readOnLines(): number {
    const wrongShare = Math.max(0.01, 1 - this.#rightShare);
    return Math.max(1, Math.min(MOST_READ_ON_LINES, Math.floor(this.#rightShare / wrongShare)));
  }

  /** A foreseen line was typed or accepted to its end. */
  lineWasRight(): void {
    this.#rightShare += (1 - this.#rightShare) * WEIGHT;
    this.#missesInARow = 0;
  }

  /** Something else was typed. @param rightChars what had been right before */
  lineWasWrong(rightChars: number): void {
    this.#rightShare -= this.#rightShare * WEIGHT;
    this.#missesInARow = rightChars <= 1 ? this.#missesInARow + 1 : 0;
  }

  /** A suggestion that was shown has gone. */
  suggestionEnded(wasAccepted: boolean): void {
    this.#takenShare += ((wasAccepted ? 1 : 0) - this.#takenShare) * WEIGHT;
  }
}
