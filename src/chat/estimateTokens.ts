/** Model tokens a character (UTF-16 code unit) of code, where the text itself is too much to look at. */
export const tokensPerChar = 0.42;

/**
 * A guess of how many model tokens a text takes, for chips and budgets; bills use the provider's own count. Code
 * takes about 0.42 token a character (measured with DeepSeek's tokenizer on TypeScript; English prose is nearer to
 * 0.3), Chinese about 0.6 (DeepSeek API docs, "Token & Token Usage", read 2026-09).
 */
export function estimateTokens(text: string): number {
  let wideChars = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x2e7f) wideChars++;
  return Math.ceil((text.length - wideChars) * tokensPerChar + wideChars * 0.6);
}
