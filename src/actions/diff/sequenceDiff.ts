import longestCommon from "@jest/diff-sequences";

/** A change between two sequences: items [aStart, aEnd) of the first became [bStart, bEnd) of the second. */
export interface SequenceChange {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * How often items are compared in search of a shortest difference, in one call. The search takes the square of the
 * number of differences: two files of 5,000 lines without a common one would take 300 ms, these take 6.
 */
const maxComparisons = 300_000;

/** What is still too different then is searched in pieces of so many items, both sides added up. */
const maxPieceItems = 200;

/**
 * What changed from `a` to `b`, in order and apart from each other. Items that stand once on each side are anchors
 * (patience); between them the difference is a shortest one, unless finding it takes too long. Applying all changes
 * to `a` always gives `b`.
 */
export function diffSequence(a: readonly string[], b: readonly string[]): SequenceChange[] {
  const search = new Search(a, b);
  return search.changes({ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length });
}

class TooManyComparisons extends Error {}

class Search {
  /** Equal items have equal numbers, counted from 0. */
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  /** Where an item stands in the block that is looked at, by number: not at all, once, or more often. */
  private readonly inA: Int32Array;
  private readonly inB: Int32Array;
  private comparisonsLeft = maxComparisons;

  constructor(a: readonly string[], b: readonly string[]) {
    const numbers = new Map<string, number>();
    this.a = numbered(a, numbers);
    this.b = numbered(b, numbers);
    this.inA = new Int32Array(numbers.size).fill(nowhere);
    this.inB = new Int32Array(numbers.size).fill(nowhere);
  }

  changes(whole: SequenceChange): SequenceChange[] {
    const found: SequenceChange[] = [];
    const open = [whole];
    for (let block = open.pop(); block !== undefined; block = open.pop()) {
      const rest = this.withoutEqualEnds(block);
      if (rest.aStart === rest.aEnd || rest.bStart === rest.bEnd) addChange(found, rest);
      else {
        const { anchors, shared } = this.commonItems(rest);
        if (anchors.length > 0) open.push(...blocksBetween(anchors, rest).toReversed());
        else for (const change of this.withoutAnchors(shared, rest)) addChange(found, change);
      }
    }
    return found;
  }

  private withoutEqualEnds(block: SequenceChange): SequenceChange {
    let { aStart, aEnd, bStart, bEnd } = block;
    while (aStart < aEnd && bStart < bEnd && this.a[aStart] === this.b[bStart]) {
      aStart++;
      bStart++;
    }
    while (aStart < aEnd && bStart < bEnd && this.a[aEnd - 1] === this.b[bEnd - 1]) {
      aEnd--;
      bEnd--;
    }
    return { aStart, aEnd, bStart, bEnd };
  }

  /**
   * `anchors`: items that stand exactly once on each side of the block, as many as keep their order. `shared`: where
   * all those stand that are on both sides; no others can be part of a common sequence.
   */
  private commonItems(block: SequenceChange): { anchors: readonly Pair[]; shared: SharedItems } {
    const { a, b, inA, inB } = this;
    for (let at = block.aStart; at < block.aEnd; at++) note(inA, a[at] ?? 0, at);
    for (let at = block.bStart; at < block.bEnd; at++) note(inB, b[at] ?? 0, at);
    const unique: Pair[] = [];
    const aShared: number[] = [];
    const bShared: number[] = [];
    for (let at = block.aStart; at < block.aEnd; at++) {
      const bAt = inB[a[at] ?? 0] ?? nowhere;
      if (bAt === nowhere) continue;
      aShared.push(at);
      if (bAt !== often && inA[a[at] ?? 0] !== often) unique.push({ aAt: at, bAt });
    }
    for (let at = block.bStart; at < block.bEnd; at++) {
      if (inA[b[at] ?? 0] !== nowhere) bShared.push(at);
    }
    for (let at = block.aStart; at < block.aEnd; at++) inA[a[at] ?? 0] = nowhere;
    for (let at = block.bStart; at < block.bEnd; at++) inB[b[at] ?? 0] = nowhere;
    return { anchors: longestRising(unique), shared: { aShared, bShared } };
  }

  private withoutAnchors({ aShared, bShared }: SharedItems, block: SequenceChange): SequenceChange[] {
    try {
      return blocksBetween(this.commonPairs(aShared, bShared, { isBounded: true }), block);
    } catch (error) {
      if (!(error instanceof TooManyComparisons)) throw error;
    }
    // Piece by piece along the diagonal: what changed stays near to where it stood.
    const pieceCount = Math.ceil((aShared.length + bShared.length) / maxPieceItems);
    const piece = (items: readonly number[], index: number) =>
      items.slice(
        Math.round((items.length * index) / pieceCount),
        Math.round((items.length * (index + 1)) / pieceCount),
      );
    const pairs = Array.from({ length: pieceCount }, (_, index) =>
      this.commonPairs(piece(aShared, index), piece(bShared, index), { isBounded: false }),
    );
    return blocksBetween(pairs.flat(), block);
  }

  /** The items that a shortest difference keeps. @throws TooManyComparisons */
  private commonPairs(
    aShared: readonly number[],
    bShared: readonly number[],
    { isBounded }: { readonly isBounded: boolean },
  ): Pair[] {
    const pairs: Pair[] = [];
    longestCommon(
      aShared.length,
      bShared.length,
      (aIndex, bIndex) => {
        if (isBounded && --this.comparisonsLeft < 0) throw new TooManyComparisons();
        return this.a[aShared[aIndex] ?? 0] === this.b[bShared[bIndex] ?? 0];
      },
      (count, aIndex, bIndex) => {
        for (let more = 0; more < count; more++) {
          pairs.push({ aAt: aShared[aIndex + more] ?? 0, bAt: bShared[bIndex + more] ?? 0 });
        }
      },
    );
    return pairs;
  }
}

/** The same item on both sides. */
interface Pair {
  readonly aAt: number;
  readonly bAt: number;
}

interface SharedItems {
  readonly aShared: readonly number[];
  readonly bShared: readonly number[];
}

const nowhere = -1;
const often = -2;

function note(places: Int32Array, item: number, at: number): void {
  places[item] = places[item] === nowhere ? at : often;
}

function numbered(items: readonly string[], numbers: Map<string, number>): Int32Array {
  const result = new Int32Array(items.length);
  for (const [at, item] of items.entries()) {
    let number = numbers.get(item);
    if (number === undefined) numbers.set(item, (number = numbers.size));
    result[at] = number;
  }
  return result;
}

/** The longest subsequence whose `bAt` rises (patience sorting). */
function longestRising(pairs: readonly Pair[]): Pair[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, { bAt }] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.bAt ?? 0) < bAt) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (tails[low - 1] ?? -1) : -1);
    tails[low] = index;
  }
  const chain: Pair[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.toReversed();
}

function blocksBetween(pairs: readonly Pair[], block: SequenceChange): SequenceChange[] {
  const blocks: SequenceChange[] = [];
  let { aStart, bStart } = block;
  for (const { aAt, bAt } of pairs) {
    if (aStart < aAt || bStart < bAt) blocks.push({ aStart, aEnd: aAt, bStart, bEnd: bAt });
    aStart = aAt + 1;
    bStart = bAt + 1;
  }
  if (aStart < block.aEnd || bStart < block.bEnd) {
    blocks.push({ aStart, aEnd: block.aEnd, bStart, bEnd: block.bEnd });
  }
  return blocks;
}

/** Neighbours without an unchanged item between them are one change. */
function addChange(changes: SequenceChange[], change: SequenceChange): void {
  const { aStart, aEnd, bStart, bEnd } = change;
  if (aStart === aEnd && bStart === bEnd) return;
  const last = changes.at(-1);
  if (last !== undefined && last.aEnd === aStart && last.bEnd === bStart) {
    changes[changes.length - 1] = { ...last, aEnd, bEnd };
  } else changes.push(change);
}
