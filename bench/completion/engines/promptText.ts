import type { CompletionRequest } from "../../../src/completion/completionRequest";

/** Characters of code a token has on average, by the emulator's tokeniser. */
export const charsPerToken = 3.3;

/** Prefix and suffix around the cursor, cut by characters; the prefix starts at `startOffset`. */
export function promptText(
  request: CompletionRequest,
  startOffset: number,
  suffixChars: number,
): { readonly prefix: string; readonly suffix: string } {
  return {
    prefix: request.text.slice(startOffset, request.offset),
    suffix: request.text.slice(request.offset, request.offset + suffixChars),
  };
}
