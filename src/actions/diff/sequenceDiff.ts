/** A change between two sequences: items [aStart, aEnd) of the first became [bStart, bEnd) of the second. */
export interface SequenceChange {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * Beyond this many differing items between two anchors the block counts as replaced as a whole: finding the shortest
 * difference takes time and memory by the square of it, and nobody reads such a difference item by item.
 */
const maxDifferences = 400;

/**
 * What changed from `a` to `b`, in order. Items that occur once on each side are anchors (patience); between them the
 * difference is a shortest one (Myers) up to `maxDifferences`. Applying all changes to `a` always gives `b`.
 */
export function diffSequence(a: readonly string[], b: readonly string[]): SequenceChange[] {
  const changes: SequenceChange[] = [];
  const open: SequenceChange[] = [{ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length }];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    const trimmed = withoutEqualEnds(a, b, block);
    if (trimmed.aStart === trimmed.aEnd || trimmed.bStart === trimmed.bEnd) {
      if (trimmed.aStart < trimmed.aEnd || trimmed.bStart < trimmed.bEnd) changes.push(trimmed);
      continue;
    }
    const anchors = uniqueAnchors(a, b, trimmed);
    if (anchors.length === 0) changes.push(...shortestChanges(a, b, trimmed));
    else open.push(...between(anchors, trimmed).toReversed());
  }
  return joined(changes);
}

function withoutEqualEnds(a: readonly string[], b: readonly string[], block: SequenceChange): SequenceChange {
  let { aStart, aEnd, bStart, bEnd } = block;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart++;
    bStart++;
  }
  while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  return { aStart, aEnd, bStart, bEnd };
}

interface Anchor {
  readonly aAt: number;
  readonly bAt: number;
}

/** Items that stand exactly once on each side of the block, as many as keep their order. */
function uniqueAnchors(a: readonly string[], b: readonly string[], block: SequenceChange): Anchor[] {
  const places = new Map<string, { aAt: number; bAt: number }>();
  const many = -2;
  for (let at = block.aStart; at < block.aEnd; at++) {
    const item = a[at] ?? "";
    const place = places.get(item);
    if (place === undefined) places.set(item, { aAt: at, bAt: -1 });
    else place.aAt = many;
  }
  for (let at = block.bStart; at < block.bEnd; at++) {
    const place = places.get(b[at] ?? "");
    if (place !== undefined) place.bAt = place.bAt === -1 ? at : many;
  }
  // The map keeps the order of `a`.
  return longestRising([...places.values()].filter(({ aAt, bAt }) => aAt >= 0 && bAt >= 0));
}

/** The longest subsequence whose `bAt` rises (patience sorting). */
function longestRising(anchors: readonly Anchor[]): Anchor[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, { bAt }] of anchors.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[tails[middle] ?? 0]?.bAt ?? 0) < bAt) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (tails[low - 1] ?? -1) : -1);
    tails[low] = index;
  }
  const chain: Anchor[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const anchor = anchors[index];
    if (anchor !== undefined) chain.push(anchor);
  }
  return chain.toReversed();
}

function between(anchors: readonly Anchor[], block: SequenceChange): SequenceChange[] {
  const blocks: SequenceChange[] = [];
  let { aStart, bStart } = block;
  for (const { aAt, bAt } of anchors) {
    blocks.push({ aStart, aEnd: aAt, bStart, bEnd: bAt });
    aStart = aAt + 1;
    bStart = bAt + 1;
  }
  return [...blocks, { aStart, aEnd: block.aEnd, bStart, bEnd: block.bEnd }];
}

/** Myers' greedy search; `furthest[d]` keeps how far each diagonal got with d differences, to walk back along. */
function shortestChanges(
  a: readonly string[],
  b: readonly string[],
  block: SequenceChange,
): SequenceChange[] {
  const { aStart, bStart } = block;
  const aLength = block.aEnd - aStart;
  const bLength = block.bEnd - bStart;
  const limit = Math.min(aLength + bLength, maxDifferences);
  const trace: Int32Array[] = [];
  const width = 2 * limit + 3;
  let reached = new Int32Array(width);
  for (let differences = 0; differences <= limit; differences++) {
    const next = reached.slice();
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const at = diagonal + limit + 1;
      const isDown =
        diagonal === -differences ||
        (diagonal !== differences && (reached[at - 1] ?? 0) < (reached[at + 1] ?? 0));
      let x = differences === 0 ? 0 : isDown ? (reached[at + 1] ?? 0) : (reached[at - 1] ?? 0) + 1;
      while (x < aLength && x - diagonal < bLength && a[aStart + x] === b[bStart + x - diagonal]) x++;
      next[at] = x;
      if (x >= aLength && x - diagonal >= bLength)
        return walkBack(trace, limit, block, { diagonal, differences });
    }
    trace.push(next);
    reached = next;
  }
  return [block];
}

function walkBack(
  trace: readonly Int32Array[],
  limit: number,
  block: SequenceChange,
  end: { readonly diagonal: number; readonly differences: number },
): SequenceChange[] {
  const changes: SequenceChange[] = [];
  let { diagonal } = end;
  for (let differences = end.differences; differences > 0; differences--) {
    const before = trace[differences - 1] ?? new Int32Array();
    const at = diagonal + limit + 1;
    const isDown =
      diagonal === -differences ||
      (diagonal !== differences && (before[at - 1] ?? 0) < (before[at + 1] ?? 0));
    const previousDiagonal = isDown ? diagonal + 1 : diagonal - 1;
    const x = before[previousDiagonal + limit + 1] ?? 0;
    const aAt = block.aStart + x;
    const bAt = block.bStart + x - previousDiagonal;
    changes.push({ aStart: aAt, aEnd: isDown ? aAt : aAt + 1, bStart: bAt, bEnd: isDown ? bAt + 1 : bAt });
    diagonal = previousDiagonal;
  }
  return changes.toReversed();
}

/** Neighbours without an unchanged item between them are one change. */
function joined(changes: readonly SequenceChange[]): SequenceChange[] {
  const whole: SequenceChange[] = [];
  for (const change of changes) {
    const last = whole.at(-1);
    if (last !== undefined && last.aEnd === change.aStart && last.bEnd === change.bStart) {
      whole[whole.length - 1] = { ...last, aEnd: change.aEnd, bEnd: change.bEnd };
    } else whole.push(change);
  }
  return whole;
}
