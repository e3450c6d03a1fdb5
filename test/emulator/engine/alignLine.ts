import { codeTokens, isKeyword, type CodeToken } from "./codeTokens";
import { applyRenames, noRenames, sharedWordCount, withRename, type Renames } from "./renames";

/** How a typed beginning fits a line of the material. */
export interface Alignment {
  /** What the line goes on with, names already replaced. */
  readonly rest: string;
  /** Characters of signs and names that were the same. */
  readonly equalChars: number;
  readonly equalTokens: number;
  readonly renames: Renames;
  /** Renamed names that share no word with what they stand for: a weak sign of kinship. */
  readonly strangerCount: number;
  /** Words that renamed names share with what they stand for. */
  readonly sharedWords: number;
}

/**
 * Fits `typed` (without its indentation) to the beginning of `line` (likewise), token by token. Names may differ as
 * long as they differ consistently; the last typed name may be unfinished. Undefined when it does not fit.
 */
export function alignLine(typed: string, line: string, lineTokens = codeTokens(line)): Alignment | undefined {
  const typedTokens = codeTokens(typed);
  if (typedTokens.length === 0 || typedTokens.length > lineTokens.length) return undefined;
  let renames = noRenames;
  let equalChars = 0;
  let equalTokens = 0;
  let strangerCount = 0;
  let sharedWords = 0;
  let end = 0;
  let unfinished = "";
  for (const [index, own] of typedTokens.entries()) {
    const theirs = lineTokens[index];
    if (theirs === undefined) return undefined;
    const expected = theirs.isName ? applyRenames(theirs.text, renames) : theirs.text;
    const isLast = index === typedTokens.length - 1 && !/\s$/.test(typed);
    end = theirs.start + theirs.text.length;
    if (own.text === expected) {
      equalChars += own.text.length;
      equalTokens += 1;
      continue;
    }
    if (isLast && own.text.length > 0 && expected.startsWith(own.text) && isWordLike(own)) {
      equalChars += own.text.length;
      equalTokens += 1;
      unfinished = expected.slice(own.text.length);
      continue;
    }
    if (isLast || !mayRename(own, theirs)) return undefined;
    const shared = sharedWordCount(own.text, theirs.text);
    sharedWords += shared;
    if (shared === 0) strangerCount += 1;
    const next = withRename(renames, theirs.text, own.text);
    if (next === undefined) return undefined;
    renames = next;
  }
  const after = applyRenames(line.slice(end), renames);
  const rest = unfinished + (/\s$/.test(typed) ? after.trimStart() : after);
  return { rest, equalChars, equalTokens, renames, strangerCount, sharedWords };
}

function isWordLike(token: CodeToken): boolean {
  return token.isName || /^\d/.test(token.text);
}

function mayRename(own: CodeToken, theirs: CodeToken): boolean {
  return own.isName && theirs.isName && !isKeyword(own.text) && !isKeyword(theirs.text);
}
