import type { Answer, AnswerMatch, Place } from "./answer";
import { prefixHash, prefixHashesOf } from "./prefixHashes";

const MAX_ANSWERS = 100;
/** Slots of the filter before the map; a power of two, so many that few of 100 answers share one. */
const SLOTS = 4096;

/** An answer whose place may lie `typedChars` before a cursor. */
interface Candidate {
  readonly answer: Answer;
  readonly typedChars: number;
}

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
  /** How many answers fall into a slot. Of a cursor's 1,200 hashes nearly all are ruled out here, a map would take 50 µs. */
  readonly #inSlot = new Uint8Array(SLOTS);
  #candidatesOf = new WeakMap<Place, readonly Candidate[]>();
  #revision = 0;

  /** Grows whenever `find` may say something else than before: an answer has come, gone, or got more text. */
  get revision(): number {
    return this.#revision;
  }

  add(answer: Answer): void {
    this.#answers.add(answer);
    this.#candidatesOf = new WeakMap();
    this.#revision++;
    answer.watch(() => this.#revision++);
    const hash = prefixHash(answer.placePrefix);
    this.#count(hash, 1);
    const bucket = this.#byHash.get(hash);
    if (bucket === undefined) this.#byHash.set(hash, [answer]);
    else bucket.push(answer);
    if (this.#answers.size > MAX_ANSWERS) this.#dropOldest();
  }

  /** Forgets an answer, such as one that failed. */
  remove(answer: Answer): void {
    if (!this.#answers.delete(answer)) return;
    this.#candidatesOf = new WeakMap();
    this.#revision++;
    const hash = prefixHash(answer.placePrefix);
    this.#count(hash, -1);
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
   * alternative, the nearest place first, then the newest. One that is complete and ends exactly here is found last,
   * and only at its own place: the model had nothing to say there.
   */
  find(cursor: Place): FoundAnswer | undefined {
    let best: FoundAnswer | undefined;
    for (const { answer, typedChars } of this.#candidates(cursor)) {
      const match = answer.matchAfter(cursor, typedChars);
      if (match.state === "elsewhere") continue;
      if (match.state === "agrees" && match.remaining === "" && typedChars > 0) continue;
      const found = { answer, match };
      if (best === undefined || rank(found) > rank(best)) best = found;
      if (rank(best) === BEST_RANK) break;
    }
    if (best !== undefined) this.touch(best.answer);
    return best;
  }

  /** Those that may fit, nearest and newest first; remembered for a cursor until answers come or go. */
  #candidates(cursor: Place): readonly Candidate[] {
    const known = this.#candidatesOf.get(cursor);
    if (known !== undefined) return known;
    const candidates: Candidate[] = [];
    const hashes = prefixHashesOf(cursor);
    const inSlot = this.#inSlot;
    for (let typedChars = 0; typedChars < hashes.length; typedChars++) {
      const hash = hashes[typedChars] ?? 0;
      if (inSlot[slotOf(hash)] === 0) continue;
      const answers = this.#byHash.get(hash);
      if (answers === undefined) continue;
      for (const answer of answers.toReversed()) candidates.push({ answer, typedChars });
    }
    this.#candidatesOf.set(cursor, candidates);
    return candidates;
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
    this.#inSlot.fill(0);
    this.#candidatesOf = new WeakMap();
    this.#revision++;
  }

  #count(hash: number, change: 1 | -1): void {
    const slot = slotOf(hash);
    this.#inSlot[slot] = (this.#inSlot[slot] ?? 0) + change;
  }

  #dropOldest(): void {
    for (const oldest of this.#answers) {
      this.remove(oldest);
      return;
    }
  }
}

/** The hash's upper half is mixed in: its lower bits alone hold little of the text's beginning. */
function slotOf(hash: number): number {
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}

const BEST_RANK = 3;

function rank({ answer, match }: FoundAnswer): number {
  if (match.state === "pending") return 1;
  if (match.remaining === "") return 0;
  return answer.isAlternative ? 2 : BEST_RANK;
}
