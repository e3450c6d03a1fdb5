import type { SequenceChange } from "./sequenceDiff";

/**
 * Moves inserted and removed lines to where a person would see them begin and end. Where the lines around are the
 * same as those at the change's edge, several places mean the same: an inserted function may start at the `}` of the
 * one before or at its own first line. No change is moved so far that it touches another.
 */
export function slideChanges(
  changes: readonly SequenceChange[],
  a: readonly string[],
  b: readonly string[],
): SequenceChange[] {
  const slid: SequenceChange[] = [];
  for (const [index, change] of changes.entries()) {
    const { aStart, aEnd, bStart, bEnd } = change;
    if (aStart < aEnd && bStart < bEnd) {
      slid.push(change);
      continue;
    }
    const isInsertion = aStart === aEnd;
    const shift = bestShift(isInsertion ? b : a, isInsertion ? bStart : aStart, isInsertion ? bEnd : aEnd, {
      // The unchanged lines before and behind; one of them stays, unless that is the end of the text.
      up: index === 0 ? aStart : aStart - (slid.at(-1)?.aEnd ?? 0) - 1,
      down: index === changes.length - 1 ? a.length - aEnd : (changes[index + 1]?.aStart ?? 0) - aEnd - 1,
    });
    slid.push({
      aStart: aStart + shift,
      aEnd: aEnd + shift,
      bStart: bStart + shift,
      bEnd: bEnd + shift,
    });
  }
  return slid;
}

/** How many places are looked at to each side: in a thousand equal lines none is better than the others. */
const maxShift = 100;

/** By how many lines [start, end) is moved, of all moves that mean the same; the last of equally good ones. */
function bestShift(
  lines: readonly string[],
  start: number,
  end: number,
  limit: { readonly up: number; readonly down: number },
): number {
  let lowest = 0;
  while (lowest > -Math.min(limit.up, maxShift) && lines[start + lowest - 1] === lines[end + lowest - 1]) {
    lowest--;
  }
  let highest = 0;
  while (highest < Math.min(limit.down, maxShift) && lines[start + highest] === lines[end + highest]) {
    highest++;
  }
  if (lowest === highest) return 0;
  let best = 0;
  let bestCost = Infinity;
  for (let shift = lowest; shift <= highest; shift++) {
    const cost = borderCost(lines, start + shift) + borderCost(lines, end + shift);
    if (cost <= bestCost) {
      best = shift;
      bestCost = cost;
    }
  }
  return best;
}

const blankLine = /^\s*$/;
/** Ends something that began above. */
const closingLine = /^\s*(?:[)\]}>]|<\/|end\b|else\b|elif\b|except\b|catch\b|finally\b)/;
/** Belongs to the line below: decorators and attributes, comments. */
const leadingLine = /^\s*(?:@|#(?!\w)|\/\/|\/\*|\*|--|""")/;

/** How badly a text may be parted before this line; 0 is the best. A column of indentation costs 2. */
function borderCost(lines: readonly string[], at: number): number {
  const before = lines[at - 1];
  const line = lines[at];
  if (before === undefined || line === undefined) return 0;
  let cost = 2 * indentation(lines, at);
  if (closingLine.test(line)) cost += 30;
  if (leadingLine.test(before)) cost += 20;
  else if (!blankLine.test(before)) cost += 5;
  return cost;
}

const maxBlankLines = 10;

/** Columns before the first text at or below this line, a tab counted as 4. */
function indentation(lines: readonly string[], at: number): number {
  for (let below = at; below < at + maxBlankLines; below++) {
    const line = lines[below];
    if (line === undefined) return 0;
    if (blankLine.test(line)) continue;
    let columns = 0;
    for (const character of line) {
      if (character === "\t") columns += 4;
      else if (character === " ") columns++;
      else return columns;
    }
  }
  return 0;
}
