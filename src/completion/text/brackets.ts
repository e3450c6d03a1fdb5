/** Characters that close what something before them opened. `;` and `,` often follow them at a line's end. */
const CLOSERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
const QUOTES = "\"'`";

/** What a piece of code leaves open or closes too much, counted without a grammar. */
export interface BracketBalance {
  /** Opening brackets without a partner, outermost first. */
  readonly openers: string;
  /** Closing brackets without a partner, in order. */
  readonly closers: string;
  /** Where each of `closers` stands. */
  readonly closerOffsets: readonly number[];
  /** A quote that opens a string and is not closed before its line ends; empty when there is none. */
  readonly openQuote: string;
}

/**
 * Balances brackets from left to right. Brackets inside a string that closes on its own line are not counted; a
 * quote that stays open counts as `openQuote` when it stands on the last line, and as a plain character (an
 * apostrophe) elsewhere. Linear in the text.
 */
export function bracketBalance(text: string): BracketBalance {
  const stack: string[] = [];
  let closers = "";
  const closerOffsets: number[] = [];
  let openQuote = "";
  let isInTemplate = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "\\") {
      index++;
    } else if (character === "`") {
      // What stands in a template's `${}` is code again, so its brackets count.
      isInTemplate = !isInTemplate;
    } else if (isQuote(character)) {
      const end = closingQuote(text, index);
      if (end === undefined) {
        const isOnLastLine = text.indexOf("\n", index) === -1;
        const isApostrophe = index > 0 && /[\p{L}\p{N}]/u.test(text.charAt(index - 1)) && character === "'";
        if (isOnLastLine && !isApostrophe) {
          openQuote = character;
          break;
        }
      } else {
        index = end;
      }
    } else if (character === "(" || character === "[" || character === "{") {
      stack.push(character);
    } else {
      const opener = CLOSERS[character];
      if (opener === undefined) continue;
      if (stack.at(-1) === opener) {
        stack.pop();
      } else {
        closers += character;
        closerOffsets.push(index);
      }
    }
  }
  return {
    openers: stack.join(""),
    closers,
    closerOffsets,
    openQuote: openQuote === "" && isInTemplate ? "`" : openQuote,
  };
}

/** Whether the character opens and closes strings in most languages. */
export function isQuote(character: string): boolean {
  return character !== "" && QUOTES.includes(character);
}

/** The character an editor inserts by itself behind an opening one; empty for any other character. */
export function autoClosedBy(opener: string): string {
  if (isQuote(opener)) return opener;
  return opener === "(" ? ")" : opener === "[" ? "]" : opener === "{" ? "}" : opener === "<" ? ">" : "";
}

/** Whether the text holds nothing but closing brackets, quotes, `>`, `;`, `,` and blanks; true for an empty text. */
export function isOnlyClosers(text: string): boolean {
  return /^[\s)\]}>"'`;,]*$/.test(text);
}

/** Offset of the quote that closes the one at `start`, on the same line; else undefined. */
function closingQuote(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "\n") return undefined;
    if (character === "\\") index++;
    else if (character === quote) return index;
  }
  return undefined;
}
