/** How well a text fits a query; more is better. Only scores of the same query can be compared. */
export interface FuzzyHit {
  /** Position of the text in the index. */
  readonly index: number;
  readonly score: number;
}

const maxTerms = 8;
const maxTermChars = 64;
/** Longer texts are matched by their end, where a path has its name. */
const maxTextChars = 512;

const matchScore = 16;
const consecutiveScore = 8;
const sameCaseScore = 1;
const gapStartScore = -3;
const gapScore = -1;
/** For a character of a path's last segment. */
const lastSegmentScore = 3;
const textStartScore = 14;
const segmentStartScore = 13;
const lastSegmentStartScore = 16;
const wordStartScore = 12;
const camelScore = 11;
const digitStartScore = 5;
/** Of two texts that fit equally, the shorter one; 8 characters weigh one point. */
const charsPerPoint = 8;
const unreachable = -1_000_000;

interface Term {
  /** As typed, and folded; of the same length. */
  readonly raw: readonly number[];
  readonly folded: readonly number[];
  readonly mask: number;
}

/**
 * Texts that are searched at every key, such as the paths of a workspace. A query's words must each occur as a
 * subsequence, in any order, case or not; of all ways to place a word the best counts: at starts of words, humps
 * and path segments, in one piece, in the last segment. Built once, as that takes a few times as long as a search.
 */
export class FuzzyIndex {
  readonly #count: number;
  readonly #starts: Uint32Array;
  readonly #raw: Uint16Array;
  readonly #folded: Uint16Array;
  readonly #bonus: Uint8Array;
  /** Of each text: which letters it has. */
  readonly #masks: Uint32Array;
  readonly #ends = createEnds();
  readonly #endsBefore = createEnds();

  constructor(texts: readonly string[]) {
    this.#count = texts.length;
    this.#starts = new Uint32Array(texts.length + 1);
    let total = 0;
    texts.forEach((text, index) => {
      this.#starts[index] = total;
      total += Math.min(text.length, maxTextChars);
    });
    this.#starts[texts.length] = total;
    this.#raw = new Uint16Array(total);
    this.#folded = new Uint16Array(total);
    this.#bonus = new Uint8Array(total);
    this.#masks = new Uint32Array(texts.length);
    texts.forEach((text, index) => this.#add(text.slice(-maxTextChars), index));
  }

  /**
   * The best `limit` texts, best first; of equal ones the earlier. `boost` adds to the score of a text that fits, such
   * as for one used lately. An empty query fits every text.
   */
  search(query: string, limit: number, boost: (index: number) => number = () => 0): readonly FuzzyHit[] {
    const terms = termsOf(query);
    const hits: FuzzyHit[] = [];
    for (let index = 0; index < this.#count; index++) {
      const fit = this.#score(index, terms);
      if (fit === undefined) continue;
      const score = fit + boost(index);
      const worst = hits.at(-1);
      if (hits.length === limit && worst !== undefined && score <= worst.score) continue;
      let at = hits.length;
      while (at > 0 && (hits[at - 1]?.score ?? 0) < score) at--;
      hits.splice(at, 0, { index, score });
      if (hits.length > limit) hits.pop();
    }
    return hits;
  }

  #add(text: string, index: number): void {
    const start = this.#starts[index] ?? 0;
    const folded = fold(text);
    const lastSegment = text.lastIndexOf("/") + 1;
    let mask = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = folded.charCodeAt(at);
      this.#raw[start + at] = text.charCodeAt(at);
      this.#folded[start + at] = unit;
      mask |= maskOf(unit);
      const isInLast = lastSegment > 0 && at >= lastSegment;
      this.#bonus[start + at] =
        isInLast && at === lastSegment
          ? lastSegmentStartScore + lastSegmentScore
          : startScore(text, at) + (isInLast || lastSegment === 0 ? lastSegmentScore : 0);
    }
    this.#masks[index] = mask;
  }

  /** Undefined where a term does not occur. */
  #score(index: number, terms: readonly Term[]): number | undefined {
    const mask = this.#masks[index] ?? 0;
    const start = this.#starts[index] ?? 0;
    const end = this.#starts[index + 1] ?? 0;
    let sum = 0;
    for (const term of terms) {
      if ((term.mask & ~mask) !== 0) return undefined;
      const first = this.#firstPlace(term, start, end);
      if (first < 0) return undefined;
      sum += this.#bestPlacing(term, first, end);
    }
    return sum - Math.floor((end - start) / charsPerPoint);
  }

  /** Where the term's first character stands in the first way to place it; -1 when there is none. */
  #firstPlace({ folded: wanted }: Term, start: number, end: number): number {
    const folded = this.#folded;
    let found = 0;
    let first = -1;
    for (let at = start; at < end; at++) {
      if (folded[at] !== wanted[found]) continue;
      if (found === 0) first = at;
      if (++found === wanted.length) return first;
    }
    return -1;
  }

  /**
   * The best score of all ways to place the term; there is one. Character by character it keeps the places where the
   * term up to there can end, and how well. This is what a search spends its time with.
   */
  #bestPlacing(term: Term, first: number, end: number): number {
    const [raw, folded, bonus] = [this.#raw, this.#folded, this.#bonus];
    let [ends, before] = [this.#ends, this.#endsBefore];
    let beforeCount = 0;
    let best = unreachable;
    for (let place = 0; place < term.folded.length; place++) {
      const wanted = term.folded[place];
      const wantedRaw = term.raw[place];
      let count = 0;
      let next = 0;
      // The best end before that leaves a gap, as if the gap had begun with the text.
      let behindGap = unreachable;
      best = unreachable;
      for (let at = first; at < end; at++) {
        if (folded[at] !== wanted) continue;
        let score = matchScore + (bonus[at] ?? 0) + (raw[at] === wantedRaw ? sameCaseScore : 0);
        const position = at - first;
        if (place > 0) {
          for (; next < beforeCount && (before.positions[next] ?? 0) < position - 1; next++) {
            const fromStart = (before.scores[next] ?? 0) - gapScore * ((before.positions[next] ?? 0) + 2);
            if (fromStart > behindGap) behindGap = fromStart;
          }
          const isJoined = next < beforeCount && before.positions[next] === position - 1;
          const joined = isJoined ? (before.scores[next] ?? 0) + consecutiveScore : unreachable;
          const gapped =
            behindGap === unreachable ? unreachable : behindGap + gapStartScore + gapScore * position;
          const better = joined > gapped ? joined : gapped;
          if (better === unreachable) continue;
          score += better;
        }
        ends.positions[count] = position;
        ends.scores[count] = score;
        count++;
        if (score > best) best = score;
      }
      beforeCount = count;
      [ends, before] = [before, ends];
    }
    return best;
  }
}

/** Places where a part of a term can end, in order, and the score of each. */
function createEnds() {
  return { positions: new Int32Array(maxTextChars), scores: new Int32Array(maxTextChars) };
}

/** How well one text fits a query, or undefined: `FuzzyIndex` for few texts that are known only now. */
export function fuzzyScore(query: string, text: string): number | undefined {
  return new FuzzyIndex([text]).search(query, 1)[0]?.score;
}

function termsOf(query: string): readonly Term[] {
  const words = query.replaceAll("\\", "/").split(/\s+/u);
  return [...new Set(words.filter((word) => word !== ""))].slice(0, maxTerms).map((word) => {
    const cut = word.slice(0, maxTermChars);
    const folded = unitsOf(fold(cut));
    return { raw: unitsOf(cut), folded, mask: folded.reduce((mask, unit) => mask | maskOf(unit), 0) };
  });
}

function unitsOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/** Lower case, unit by unit where the whole would change its length (`İ`). */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, at) => {
    const unit = text.charAt(at);
    const folded = unit.toLowerCase();
    return folded.length === 1 ? folded : unit;
  }).join("");
}

/** One of 32 bits: letters have their own, the rest share six. */
function maskOf(unit: number): number {
  return 1 << (unit >= 97 && unit <= 122 ? unit - 97 : 26 + (unit % 6));
}

/** What it is worth to match here: at the start of the text, of a path segment, of a word, of a hump. */
function startScore(text: string, at: number): number {
  if (at === 0) return textStartScore;
  const before = text.charCodeAt(at - 1);
  const unit = text.charCodeAt(at);
  if (before === 47 /* slash */) return segmentStartScore;
  if (!isWordUnit(before)) return isWordUnit(unit) ? wordStartScore : 0;
  if (isUpper(unit)) {
    if (!isUpper(before)) return camelScore;
    // The S of HTTPServer.
    return at + 1 < text.length && isLower(text.charCodeAt(at + 1)) ? camelScore : 0;
  }
  return isDigit(unit) && !isDigit(before) ? digitStartScore : 0;
}

/** Letters and digits; everything beyond ASCII counts as one. */
function isWordUnit(unit: number): boolean {
  return isUpper(unit) || isLower(unit) || isDigit(unit) || unit > 127;
}

function isUpper(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}

function isLower(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}
