import { holeOf } from "./hole";
import { materialDocument, type MaterialDocument, type MaterialFile } from "./material";
import { continuePattern } from "./promptPatterns";
import { findSiblings } from "./siblingSearch";

/** Text around a cursor and further texts sent with it. */
export interface FillQuestion {
  readonly prefix: string;
  readonly suffix: string;
  readonly extra?: readonly MaterialFile[];
  /** Warmer ones get less obvious text; without it, the best there is. */
  readonly temperature?: number | undefined;
}

/** Only the last part of a prefix and the first of a suffix are looked at, in UTF-16 code units. */
const maxPrefixChars = 60_000;
const maxSuffixChars = 20_000;

/**
 * Writes what stands between a prefix and a suffix, from nothing but these and the material: the longest agreement
 * of the lines up to the cursor with a place there, else a pattern of the prompt itself, else nothing. A model draws
 * lots when it is asked at a higher temperature; here the next best text comes above 0.5, the one after it above 1, as
 * far as there are different ones. The same question always gets the same answer.
 */
export function fillInMiddle(question: FillQuestion, material: readonly MaterialDocument[]): string {
  const usesCarriageReturns = question.prefix.includes("\r\n") || question.suffix.includes("\r\n");
  const prefix = question.prefix.slice(-maxPrefixChars).replaceAll("\r\n", "\n");
  const suffix = question.suffix.slice(0, maxSuffixChars).replaceAll("\r\n", "\n");
  if (prefix.trim() === "" && suffix.trim() === "") return "";
  const hole = holeOf(prefix, suffix);
  const documents = [
    materialDocument("(before the cursor)", hole.before),
    materialDocument("(after the cursor)", hole.after),
    ...(question.extra ?? []).map(({ path, text }) =>
      materialDocument(path, text.replaceAll("\r\n", "\n").split("\n")),
    ),
    ...material,
  ];
  const pattern = continuePattern(hole);
  const texts = [...new Set([...findSiblings(hole, documents), ...(pattern === undefined ? [] : [pattern])])];
  const text = texts[Math.min(rankAt(question.temperature ?? 0), texts.length - 1)] ?? "";
  return usesCarriageReturns ? text.replaceAll("\n", "\r\n") : text;
}

/** How many better texts are passed over. */
function rankAt(temperature: number): number {
  return temperature > 1 ? 2 : temperature > 0.5 ? 1 : 0;
}
