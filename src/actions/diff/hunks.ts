import { diffSequence } from "./sequenceDiff";

/** A run of changed lines. Offsets are in UTF-16 code units of the two texts; line ends belong to their lines. */
export interface Hunk {
  readonly originalStart: number;
  readonly originalEnd: number;
  /** What replaces [originalStart, originalEnd). */
  readonly replacement: string;
  readonly removedLines: number;
  readonly addedLines: number;
}

/** The lines that differ between two texts, in order and apart from each other. */
export function lineHunks(original: string, proposed: string): readonly Hunk[] {
  const originalLines = splitLines(original);
  const proposedLines = splitLines(proposed);
  const originalOffsets = lineOffsets(originalLines);
  const proposedOffsets = lineOffsets(proposedLines);
  return diffSequence(originalLines, proposedLines).map(({ aStart, aEnd, bStart, bEnd }) => ({
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

/** The parts of two texts that differ word by word, as [start, end) offsets of each. */
export function changedWords(
  original: string,
  proposed: string,
): {
  readonly removed: readonly (readonly [number, number])[];
  readonly added: readonly (readonly [number, number])[];
} {
  const originalWords = splitWords(original);
  const proposedWords = splitWords(proposed);
  const originalOffsets = lineOffsets(originalWords);
  const proposedOffsets = lineOffsets(proposedWords);
  const removed: (readonly [number, number])[] = [];
  const added: (readonly [number, number])[] = [];
  for (const { aStart, aEnd, bStart, bEnd } of diffSequence(originalWords, proposedWords)) {
    if (aEnd > aStart) removed.push([originalOffsets[aStart] ?? 0, originalOffsets[aEnd] ?? original.length]);
    if (bEnd > bStart) added.push([proposedOffsets[bStart] ?? 0, proposedOffsets[bEnd] ?? proposed.length]);
  }
  return { removed, added };
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function splitWords(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/** Where each piece starts, and where the last one ends. */
function lineOffsets(pieces: readonly string[]): readonly number[] {
  const offsets = [0];
  let at = 0;
  for (const piece of pieces) offsets.push((at += piece.length));
  return offsets;
}
