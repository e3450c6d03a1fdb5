import { holeOf } from "./hole";
import { materialDocument, type MaterialDocument, type MaterialFile } from "./material";
import { continuePattern } from "./promptPatterns";
import { findSibling } from "./siblingSearch";

/** Text around a cursor and further texts sent with it. */
export interface FillQuestion {
  readonly prefix: string;
  readonly suffix: string;
  readonly extra?: readonly MaterialFile[];
}

/** Only the last part of a prefix and the first of a suffix are looked at, in UTF-16 code units. */
const maxPrefixChars = 60_000;
const maxSuffixChars = 20_000;

/**
 * Writes what stands between a prefix and a suffix, from nothing but these and the material: the longest agreement
 * of the lines up to the cursor with a place there, else a pattern of the prompt itself, else nothing. The same
 * question always gets the same answer.
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
  const text = findSibling(hole, documents) ?? continuePattern(hole) ?? "";
  return usesCarriageReturns ? text.replaceAll("\n", "\r\n") : text;
}
