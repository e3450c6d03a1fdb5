/**
 * A stand-in for DeepSeek's tokeniser: lossless, deterministic, and close in size (documentation: about 0.3 token per
 * English and 0.6 per Chinese character; code about 0.4). A token is one to two Chinese characters; a blank with up
 * to seven letters; up to three digits; one or two signs; a run of blanks; or one special token `<｜…｜>`.
 */
const tokenPattern =
  /<｜[^｜\n]*｜>|\p{Script=Han}{1,2}| ?(?!\p{Script=Han})\p{L}(?:(?!\p{Script=Han})[\p{L}\p{M}]){0,6}|\d{1,3}| ?[^\s\p{L}\d]{1,2}|\n+[ \t]*|[^\S\n]+|[^]/gu;

/** Cuts a text into tokens; joined they are the text again. */
export function tokenise(text: string): readonly string[] {
  return text.match(tokenPattern) ?? [];
}

/** How many tokens a text has. */
export function countTokens(text: string): number {
  return tokenise(text).length;
}
