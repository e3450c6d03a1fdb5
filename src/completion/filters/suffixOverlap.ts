import { bracketBalance, isOnlyClosers } from "../text/brackets";
import type { CompletionFilter } from "./filter";

/**
 * Finds what of the line behind the cursor the text says again, so that accepting replaces it instead of writing it
 * twice: the closing bracket that the editor put there, or the whole rest of the line. The replaced characters are
 * found in the text in the same order; VS Code shows only such items, and nothing of the user's is lost.
 */
export const suffixOverlap: CompletionFilter = {
  name: "suffix overlap",
  apply: (draft, cursor) => {
    const { text, replacedChars } = overlapWithRest(draft.text, cursor.linePrefix, cursor.lineRest);
    if (cursor.selectedText === "" || replacedChars === 0) return { text, replacedChars };
    // The suggest widget's item fixes the range, so the repeated end is taken off the text instead.
    const repeated = cursor.lineRest.slice(0, replacedChars);
    return text.endsWith(repeated)
      ? { text: text.slice(0, text.length - repeated.length), replacedChars: 0 }
      : { rejection: "it would have to replace more than the selected item does" };
  },
};

/**
 * How many characters behind the cursor are to be replaced. Where only closing brackets and quotes stand there, those
 * that the text closes itself. Elsewhere, of the possible overlaps, the one that leaves the fewest brackets and quotes
 * of the line without a partner; among equals a longer one that adds more than brackets.
 */
export function overlapWithRest(
  text: string,
  linePrefix: string,
  lineRest: string,
): { readonly text: string; readonly replacedChars: number } {
  const rest = lineRest.trimEnd();
  if (rest === "" || text === "") return { text, replacedChars: 0 };
  const replacedChars = isOnlyClosers(rest)
    ? closedAgain(text, linePrefix, rest)
    : bestOverlap(text, linePrefix, lineRest);
  // `foo(█);` completed by `bar(x);` closes nothing twice, but ends the statement twice.
  const endsTwice =
    replacedChars === 0 && isOnlyClosers(rest) && /[;,]$/.test(rest) && text.endsWith(rest.slice(-1));
  return { text: endsTwice ? text.slice(0, -1) : text, replacedChars };
}

/**
 * Length of the rest's head that the text brings again. The innermost bracket stands first in the rest, and the first
 * closing bracket of the text without a partner in the text closes the same one: they are paired in order. Brackets
 * that the text itself opens and closes do not count, nor does what follows the last pair.
 */
function closedAgain(text: string, linePrefix: string, rest: string): number {
  if (/^[;,]/.test(rest)) return text.endsWith(rest) ? rest.length : 0;
  const quote = bracketBalance(linePrefix).openQuote;
  let at = 0;
  let replaced = 0;
  if (quote !== "" && rest.startsWith(quote)) {
    const end = closingQuoteIn(text, quote);
    if (end === undefined) return 0;
    at = end + 1;
    replaced = 1;
  }
  const { closers, closerOffsets } = bracketBalance(text.slice(at));
  // Brackets that are open on the line and not closed behind the cursor are closed by the text first.
  let pair = Math.max(0, bracketBalance(linePrefix).openers.length - rest.replace(/[^)\]}]/g, "").length);
  let end = at;
  for (let index = replaced; index < rest.length; index++) {
    const character = rest.charAt(index);
    const offset = closerOffsets[pair];
    if (offset !== undefined && closers[pair] === character) {
      pair++;
      end = at + offset + 1;
      replaced = index + 1;
    } else if (replaced === index && replaced > 0 && text.charAt(end) === character) {
      // What stands right behind the pair in both, such as `;`.
      end++;
      replaced++;
    } else if (character !== " ") {
      return replaced;
    }
  }
  return replaced;
}

/** Offset of the quote that closes the string which the text goes on with, on its first line. */
function closingQuoteIn(text: string, quote: string): number | undefined {
  for (let index = 0; index < text.length && text.charAt(index) !== "\n"; index++) {
    if (text.charAt(index) === "\\") index++;
    else if (text.charAt(index) === quote) return index;
  }
  return undefined;
}

function bestOverlap(text: string, linePrefix: string, lineRest: string): number {
  let best = 0;
  let bestLoose = looseEnds(linePrefix + text + lineRest);
  const rest = lineRest.trimEnd();
  for (const replacedChars of candidates(text, rest)) {
    const loose = looseEnds(linePrefix + text + lineRest.slice(replacedChars));
    const addsMoreThanBrackets = !isOnlyBrackets(rest.slice(best, replacedChars));
    const isBetter = loose < bestLoose || (loose === bestLoose && addsMoreThanBrackets);
    if (isBetter) {
      best = replacedChars;
      bestLoose = loose;
    }
  }
  return best;
}

/** Lengths of the rest's head that the text ends with, or, for brackets, holds in order; shortest first. */
function candidates(text: string, rest: string): readonly number[] {
  const lengths: number[] = [];
  for (let length = 1; length <= Math.min(rest.length, text.length); length++) {
    if (text.endsWith(rest.slice(0, length))) lengths.push(length);
  }
  let at = 0;
  for (let length = 1; length <= rest.length; length++) {
    const character = rest.charAt(length - 1);
    const found = isOnlyBrackets(character) ? text.indexOf(character, at) : -1;
    if (found === -1) break;
    at = found + 1;
    if (!lengths.includes(length)) lengths.push(length);
  }
  return lengths.toSorted((left, right) => left - right);
}

function isOnlyBrackets(text: string): boolean {
  return /^[\s)\]}>"'`]*$/.test(text);
}

function looseEnds(line: string): number {
  const { openers, closers, openQuote } = bracketBalance(line);
  return openers.length + closers.length + openQuote.length;
}
