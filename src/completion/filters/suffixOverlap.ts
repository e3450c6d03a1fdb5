import { autoClosedBy, bracketBalance, isOnlyClosers, isQuote } from "../text/brackets";
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
    // Behind the suggest widget's item the editor draws what replaces the item's range or more (`singleTextEditAugments`
    // in 1.105 and 1.139), though its documentation says "the same range": that range wherever it is enough.
    const repeated = cursor.lineRest.slice(0, replacedChars);
    return text.endsWith(repeated)
      ? { text: text.slice(0, text.length - repeated.length), replacedChars: 0 }
      : { text, replacedChars };
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
 * closing bracket of the text without a partner in the text closes the same one, unless the rest closes only an outer
 * one: of the possible ways the one counts that leaves the fewest loose ends.
 */
function closedAgain(text: string, linePrefix: string, rest: string): number {
  if (/^[;,]/.test(rest)) return text.endsWith(rest) ? rest.length : 0;
  let best = 0;
  let bestLoose = Number.POSITIVE_INFINITY;
  for (const closedFirst of possiblyClosedFirst(linePrefix, rest)) {
    const replacedChars = pairedChars(text, linePrefix, rest, closedFirst);
    const loose = looseEnds(linePrefix + text + rest.slice(replacedChars));
    if (loose < bestLoose) {
      best = replacedChars;
      bestLoose = loose;
    }
  }
  return best;
}

/** How many of the line's open brackets, from the innermost on, may have no partner in the rest; fewest first. */
function possiblyClosedFirst(linePrefix: string, rest: string): readonly number[] {
  const { openers } = bracketBalance(linePrefix);
  const closers = rest.replace(/[^)\]}]/g, "");
  const counts: number[] = [];
  for (let count = 0; count <= openers.length - closers.length; count++) {
    const partners = openers.slice(0, openers.length - count);
    const fits = closers
      .split("")
      .every((closer, index) => autoClosedBy(partners.at(-1 - index) ?? "") === closer);
    if (fits) counts.push(count);
  }
  return counts.length === 0 ? [0] : counts;
}

/** The rest's brackets and quotes are paired in order with those that the text closes; brackets of its own do not count. */
function pairedChars(text: string, linePrefix: string, rest: string, closedFirst: number): number {
  let at = 0;
  let replaced = 0;
  if (bracketBalance(linePrefix).openQuote !== "") {
    // A quote inside another one's string is closed first.
    for (; isQuote(rest.charAt(replaced)); replaced++) {
      const end = closingQuoteIn(text, at, rest.charAt(replaced));
      if (end === undefined) return replaced;
      at = end + 1;
    }
  }
  const { closers, closerOffsets } = bracketBalance(text.slice(at));
  let pair = closedFirst;
  let end = at;
  for (let index = replaced; index < rest.length; index++) {
    const character = rest.charAt(index);
    const offset = closerOffsets[pair];
    const quoteEnd = isQuote(character) && replaced > 0 ? closingQuoteIn(text, end, character) : undefined;
    if (offset !== undefined && closers[pair] === character) {
      // The editor shows only what has the blanks before the bracket as well.
      if (!text.slice(0, at + offset).endsWith(rest.slice(replaced, index))) return replaced;
      pair++;
      end = at + offset + 1;
      replaced = index + 1;
    } else if (replaced === index && replaced > 0 && text.charAt(end) === character) {
      // What stands right behind the pair in both, such as `;`.
      end++;
      replaced++;
    } else if (quoteEnd !== undefined && quoteEnd < at + (offset ?? text.length)) {
      // The template's `}` was closed, now the template itself is.
      end = quoteEnd + 1;
      replaced = index + 1;
    } else if (character !== " ") {
      return replaced;
    }
  }
  return replaced;
}

/** Offset of the quote that closes the string which the text goes on with at `start`, before the line ends. */
function closingQuoteIn(text: string, start: number, quote: string): number | undefined {
  for (let index = start; index < text.length && text.charAt(index) !== "\n"; index++) {
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
