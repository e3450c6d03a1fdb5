import { linesWithEnds } from "../../text/lineEnds";
import { joinChanges } from "./joinChanges";
import { diffSequence } from "./sequenceDiff";
import { slideChanges } from "./slideChanges";
import { marksOf, splitWords, type Mark } from "./wordMarks";

/** A run of changed lines. Offsets are in UTF-16 code units of the two texts; line ends belong to their lines. */
export interface Hunk {
  readonly originalStart: number;
  readonly originalEnd: number;
  /** What replaces [originalStart, originalEnd). */
  readonly replacement: string;
  readonly removedLines: number;
  readonly addedLines: number;
}

/**
 * The lines that differ between two texts, in order and apart from each other, as a person would review them: each
 * begins and ends where a piece of code does, and what belongs together is one hunk.
 */
export function lineHunks(original: string, proposed: string): readonly Hunk[] {
  const originalLines = linesWithEnds(original);
  const proposedLines = linesWithEnds(proposed);
  const originalOffsets = offsetsOf(originalLines);
  const proposedOffsets = offsetsOf(proposedLines);
  const changes = slideChanges(diffSequence(originalLines, proposedLines), originalLines, proposedLines);
  return joinChanges(changes, originalLines).map(({ aStart, aEnd, bStart, bEnd }) => ({
    originalStart: originalOffsets[aStart] ?? original.length,
    originalEnd: originalOffsets[aEnd] ?? original.length,
    replacement: proposed.slice(proposedOffsets[bStart] ?? proposed.length, proposedOffsets[bEnd]),
    removedLines: aEnd - aStart,
    addedLines: bEnd - bStart,
  }));
}

/** The text with these of its hunks applied; all of them give the proposed text, none the original. */
export function applyHunks(original: string, hunks: readonly Hunk[]): string {
  let text = "";
  let at = 0;
  for (const hunk of hunks) {
    text += original.slice(at, hunk.originalStart) + hunk.replacement;
    at = hunk.originalEnd;
  }
  return text + original.slice(at);
}

/** Both texts added up. Nobody compares more than some hundreds of lines word by word. */
const maxComparedChars = 40_000;

/**
 * The parts of two texts that differ word by word, as [start, end) offsets of each. None of them goes beyond a line; a
 * line that differs for the most part has none, nor have very long texts.
 */
export function changedWords(
  original: string,
  proposed: string,
): { readonly removed: readonly Mark[]; readonly added: readonly Mark[] } {
  const isAllNew = original === "" || proposed === "";
  if (isAllNew || original.length + proposed.length > maxComparedChars) return { removed: [], added: [] };
  const originalWords = splitWords(original);
  const proposedWords = splitWords(proposed);
  const changes = diffSequence(originalWords, proposedWords);
  return {
    removed: marksOf(
      originalWords,
      changes.map(({ aStart, aEnd }) => [aStart, aEnd]),
    ),
    added: marksOf(
      proposedWords,
      changes.map(({ bStart, bEnd }) => [bStart, bEnd]),
    ),
  };
}

/** Where each piece starts, and where the last one ends. */
function offsetsOf(pieces: readonly string[]): readonly number[] {
  const offsets = [0];
  let at = 0;
  for (const piece of pieces) offsets.push((at += piece.length));
  return offsets;
}
