import type { Cursor } from "../prompt/cursor";
import { alreadyThere } from "./alreadyThere";
import { bracketsClosedTwice } from "./bracketsClosedTwice";
import { duplicateBelow } from "./duplicateBelow";
import type { CompletionFilter, Draft } from "./filter";
import { hostileCharacters } from "./hostileCharacters";
import { indentationRepair } from "./indentationRepair";
import { leadingSpace } from "./leadingSpace";
import { nothingToShow } from "./nothingToShow";
import { repeatsLineAbove } from "./repeatsLineAbove";
import { repetition } from "./repetition";
import { restatedLine } from "./restatedLine";
import { suffixOverlap } from "./suffixOverlap";
import { trailingBlank } from "./trailingBlank";

/**
 * What a fresh piece passes through, in order: first what must never be shown, then what the model said too much,
 * then how it fits the place. Fences and chatter are gone before (`chatter.ts`), while the answer streams.
 */
export const completionFilters: readonly CompletionFilter[] = [
  hostileCharacters,
  restatedLine,
  leadingSpace,
  indentationRepair,
  repetition,
  repeatsLineAbove,
  duplicateBelow,
  bracketsClosedTwice,
  trailingBlank,
  suffixOverlap,
  nothingToShow,
  alreadyThere,
];

/** What the model may be wrong about; whoever types the very text that was held back proves it right. */
const doubts: readonly CompletionFilter[] = [repetition, repeatsLineAbove, duplicateBelow];

/** What a piece passes through whose line the user has begun to write himself. */
export const provenFilters: readonly CompletionFilter[] = completionFilters.filter(
  (filter) => !doubts.includes(filter),
);

/** The rest of a suggestion that was filtered when it was first shown: only its place on the line is new. */
export const typedAlongFilters: readonly CompletionFilter[] = [trailingBlank, suffixOverlap, nothingToShow];

/** Runs filters in order. `note` hears which of them changed or refused the text. */
export function applyFilters(
  filters: readonly CompletionFilter[],
  text: string,
  cursor: Cursor,
  note: (line: string) => void,
): Draft | undefined {
  let draft: Draft = { text, replacedChars: 0 };
  for (const filter of filters) {
    const filtered = filter.apply(draft, cursor);
    if ("rejection" in filtered) {
      note(`${filter.name}: ${filtered.rejection}`);
      return undefined;
    }
    if (filtered.text !== draft.text) note(`${filter.name}: changed the text`);
    if (filtered.replacedChars !== draft.replacedChars) {
      note(`${filter.name}: replaces ${filtered.replacedChars} characters behind the cursor`);
    }
    draft = filtered;
  }
  return draft;
}
