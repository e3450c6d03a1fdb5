import type { SequenceChange } from "./sequenceDiff";

/** A hunk that was joined from several has at most so many removed and added lines, so that it stays one decision. */
const maxJoinedLines = 40;

/** So many brackets in a row close the blocks of one change. */
const maxBracketLines = 3;

/** A change of so many removed and added lines is a passage written anew: blank lines in it are equal by chance. */
const rewrittenLines = 6;

const saysSomething = /[\p{L}\p{N}]/u;

/**
 * Joins neighbouring changes where what stands unchanged between them says nothing: up to three lines of brackets and
 * other signs, or one blank line beside a longer change. Such lines are equal by chance, and one part without the other
 * makes no sense. Two small changes with a blank line between them stay two, as do those of two functions: a bracket
 * and a blank line are more than nothing. Joined changes stay small.
 */
export function joinChanges(changes: readonly SequenceChange[], a: readonly string[]): SequenceChange[] {
  const joined: SequenceChange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    if (last !== undefined && belongTogether(last, change, a)) {
      joined[joined.length - 1] = { ...last, aEnd: change.aEnd, bEnd: change.bEnd };
    } else joined.push(change);
  }
  return joined;
}

function belongTogether(left: SequenceChange, right: SequenceChange, a: readonly string[]): boolean {
  const betweenLines = right.aStart - left.aEnd;
  if (betweenLines > maxBracketLines) return false;
  if (lineCount(left) + lineCount(right) + 2 * betweenLines > maxJoinedLines) return false;
  const between = a.slice(left.aEnd, right.aStart);
  if (between.some((line) => saysSomething.test(line))) return false;
  if (between.every((line) => line.trim() !== "")) return true;
  return betweenLines === 1 && Math.max(lineCount(left), lineCount(right)) >= rewrittenLines;
}

function lineCount({ aStart, aEnd, bStart, bEnd }: SequenceChange): number {
  return aEnd - aStart + bEnd - bStart;
}
