import { codeTokens, wordsOfName } from "./codeTokens";

/**
 * What differs between a sibling's code and the code being typed: whole names, and the words inside them
 * (`findUserById` typed as `findOrderById` renames the word user to order in all its spellings).
 */
export interface Renames {
  readonly names: ReadonlyMap<string, string>;
  readonly words: ReadonlyMap<string, string>;
}

/** Nothing renamed. */
export const noRenames: Renames = { names: new Map(), words: new Map() };

/** `renames` with one more pair; undefined when the pair contradicts what is known. */
export function withRename(renames: Renames, from: string, to: string): Renames | undefined {
  const known = renames.names.get(from);
  if (known !== undefined && known !== to) return undefined;
  const names = new Map(renames.names).set(from, to);
  const words = new Map(renames.words);
  const [fromWords, toWords] = differingWords(wordsOfName(from), wordsOfName(to));
  if (
    fromWords.length === 1 &&
    toWords.length === 1 &&
    fromWords[0] !== undefined &&
    toWords[0] !== undefined
  ) {
    const isPartOfName = wordsOfName(from).length > 1 || wordsOfName(to).length > 1;
    if (isPartOfName && fromWords[0].length > 1 && !words.has(fromWords[0]))
      words.set(fromWords[0], toWords[0]);
  }
  return { names, words };
}

/** How many words two names share: each makes one likelier to be a sibling of the other. */
export function sharedWordCount(one: string, other: string): number {
  const words = new Set(wordsOfName(one));
  return wordsOfName(other).filter((word) => words.has(word)).length;
}

/** The text with every known name and word replaced, each in its own spelling. */
export function applyRenames(text: string, renames: Renames): string {
  if (renames.names.size === 0) return text;
  let result = "";
  let end = 0;
  for (const token of codeTokens(text)) {
    if (!token.isName) continue;
    result += text.slice(end, token.start) + renameName(token.text, renames);
    end = token.start + token.text.length;
  }
  return result + text.slice(end);
}

function renameName(name: string, renames: Renames): string {
  const whole = renames.names.get(name);
  if (whole !== undefined) return whole;
  let renamed = name;
  for (const [from, to] of renames.words) {
    renamed = renamed
      .replace(new RegExp(`${capitalised(from)}(?=s?(?![a-z]))`, "g"), capitalised(to))
      .replace(new RegExp(`(?<![A-Za-z])${from}(?=s?(?![a-z]))`, "g"), to)
      .replace(new RegExp(`(?<![A-Z])${from.toUpperCase()}(?=S?(?![A-Z]))`, "g"), to.toUpperCase());
  }
  return renamed;
}

function differingWords(
  one: readonly string[],
  other: readonly string[],
): [readonly string[], readonly string[]] {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (
    tail < one.length - head &&
    tail < other.length - head &&
    one[one.length - 1 - tail] === other[other.length - 1 - tail]
  ) {
    tail += 1;
  }
  return [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
