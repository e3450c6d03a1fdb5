/** Takes text as it streams and gives it back without one end token at its very end. */
export interface EndTokenStripper {
  /** The text that is safe to show now. */
  push(text: string): string;
  /** The rest, once no more text comes. The stripper must not be used afterwards. */
  end(): string;
}

/**
 * Some servers send the model's end token as text: DeepInfra's samples of 2025 end with a delta `</s>` (fixtures 30,
 * 30b). Exactly one such token at the end of the whole text is dropped and nothing is trimmed; in the middle it is
 * text. Therefore a tail that may still become an end token, or is one, is held back until more text or the end comes.
 */
export function createEndTokenStripper(endTokens: readonly string[]): EndTokenStripper {
  let held = "";
  return {
    push(text) {
      const all = held + text;
      held = longestTail(all, endTokens);
      return all.slice(0, all.length - held.length);
    },
    end() {
      const rest = endTokens.includes(held) ? "" : held;
      held = "";
      return rest;
    },
  };
}

/** The longest end of `text` with which one of `tokens` begins (the whole token included). */
export function longestTail(text: string, tokens: readonly string[]): string {
  let longest = "";
  for (const token of tokens) {
    for (let length = Math.min(token.length, text.length); length > longest.length; length -= 1) {
      const tail = text.slice(text.length - length);
      if (token.startsWith(tail)) longest = tail;
    }
  }
  return longest;
}
