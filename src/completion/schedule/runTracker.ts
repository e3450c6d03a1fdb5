import type { Answer } from "../memory/answer";
import type { FoundAnswer } from "../memory/answerStore";
import type { TrackRecord } from "./trackRecord";

/** So many characters of a line must have been foreseen for its end to say anything. */
const MIN_LINE_CHARS = 3;

/** Follows the answer that is being typed along, and tells the track record which of its lines proved right. */
export class RunTracker {
  readonly #record: TrackRecord;
  #answer: Answer | undefined;
  #rightChars = 0;

  constructor(record: TrackRecord) {
    this.#record = record;
  }

  /** Characters of the present answer that were typed or accepted. */
  get rightChars(): number {
    return this.#rightChars;
  }

  /** An answer was asked for at the cursor. */
  begin(answer: Answer): void {
    this.#answer = answer;
    this.#rightChars = 0;
  }

  /** A keystroke that found this answer. */
  follow({ answer, match }: FoundAnswer): void {
    if (match.state === "pending") return;
    const rightChars = answer.text.length - match.remaining.length;
    if (this.#answer !== answer) {
      this.#finish();
      this.#answer = answer;
    } else if (rightChars > this.#rightChars) {
      this.#judgeLines(answer.text, this.#rightChars, rightChars);
    }
    this.#rightChars = rightChars;
  }

  /** A keystroke that no answer foresaw. */
  diverge(): void {
    const answer = this.#answer;
    if (answer !== undefined && this.#rightChars < answer.text.length) {
      this.#record.lineWasWrong(this.#rightChars);
    } else {
      this.#finish();
    }
    this.leave();
  }

  /** The cursor has gone elsewhere: what was foreseen is neither right nor wrong. */
  leave(): void {
    this.#answer = undefined;
    this.#rightChars = 0;
  }

  /** An answer typed to its end has no line break behind its last line. */
  #finish(): void {
    const text = this.#answer?.text ?? "";
    const lastLine = text.slice(text.lastIndexOf("\n") + 1);
    if (this.#rightChars === text.length && lastLine.length >= MIN_LINE_CHARS) this.#record.lineWasRight();
  }

  #judgeLines(text: string, from: number, to: number): void {
    let start = from;
    for (;;) {
      const lineBreak = text.indexOf("\n", start);
      if (lineBreak === -1 || lineBreak >= to) return;
      const lineStart = text.lastIndexOf("\n", lineBreak - 1) + 1;
      if (lineBreak - lineStart >= MIN_LINE_CHARS) this.#record.lineWasRight();
      start = lineBreak + 1;
    }
  }
}
