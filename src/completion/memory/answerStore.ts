import type { Answer, AnswerMatch, Place } from "./answer";
import { prefixHash, visitPrefixHashes } from "./prefixHashes";

const MAX_ANSWERS = 100;
/** How far behind an answer's place it is still looked for; longer answers are typed through seldom. */
const LOOK_BACK_CHARS = 1200;

/** An answer that fits a cursor. */
export interface FoundAnswer {
  readonly answer: Answer;
  readonly match: Exclude<AnswerMatch, { state: "elsewhere" }>;
}

/**
 * The last 100 answers, found from any position along them: right where they were asked for, after part of them was
 * typed or accepted, and again after deleting back. Streaming answers are in it from their start.
 */
export class AnswerStore {
  /** Least recently used first. */
  readonly #answers = new Set<Answer>();
  readonly #byHash = new Map<number, Answer[]>();

  add(answer: Answer): void {
    this.#answers.add(answer);
    const hash = prefixHash(answer.placePrefix);
    const bucket = this.#byHash.get(hash);
    if (bucket === undefined) this.#byHash.set(hash, [answer]);
    else bucket.push(answer);
    if (this.#answers.size > MAX_ANSWERS) this.#dropOldest();
  }

  /** Forgets an answer, such as one that failed. */
  remove(answer: Answer): void {
    if (!this.#answers.delete(answer)) return;
    const hash = prefixHash(answer.placePrefix);
    const rest = (this.#byHash.get(hash) ?? []).filter((other) => other !== answer);
    if (rest.length === 0) this.#byHash.delete(hash);
    else this.#byHash.set(hash, rest);
  }

  /** Keeps an answer longer: part of it was accepted, so the rest is likely wanted. */
  touch(answer: Answer): void {
    if (this.#answers.delete(answer)) this.#answers.add(answer);
  }

  /**
   * The best answer for the cursor: one with text before one that may still get some, a first answer before an
   * alternative, the nearest place first, then the newest. One that is complete and ends exactly here is found last, and only at its own place: the model had
   * nothing to say there.
   */
  find(cursor: Place): FoundAnswer | undefined {
    let best: FoundAnswer | undefined;
    visitPrefixHashes(cursor.prefix, LOOK_BACK_CHARS, (hash, typedChars) => {
      for (const answer of this.#byHash.get(hash) ?? []) {
        const match = answer.matchAfter(cursor, typedChars);
        if (match.state === "elsewhere") continue;
        if (match.state === "agrees" && match.remaining === "" && typedChars > 0) continue;
        const found = { answer, match };
        if (best === undefined || rank(found) >= rank(best)) best = found;
      }
    });
    if (best !== undefined) this.touch(best.answer);
    return best;
  }

  /** The alternatives that were asked for at this very place. */
  alternativesAt(place: Place): readonly Answer[] {
    const answers = this.#byHash.get(prefixHash(place.prefix)) ?? [];
    return answers.filter(
      (answer) => answer.isAlternative && answer.matchAfter(place, 0).state !== "elsewhere",
    );
  }

  clear(): void {
    this.#answers.clear();
    this.#byHash.clear();
  }

  #dropOldest(): void {
    for (const oldest of this.#answers) {
      this.remove(oldest);
      return;
    }
  }
}

function rank({ answer, match }: FoundAnswer): number {
  if (match.state === "pending") return 1;
  if (match.remaining === "") return 0;
  return answer.isAlternative ? 2 : 3;
}
