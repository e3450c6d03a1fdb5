import type { TokenLogprob } from "./events";
import { fieldOf, itemsOf, numberOf, textOf } from "./wire";

/** Tokens of one chunk that are read; a chunk holds a handful. */
const maxTokens = 4096;

const noTokens: readonly TokenLogprob[] = [];

/**
 * Chat: `logprobs.content[].{token, logprob}` of a choice (fixture 08). The alternatives (`top_logprobs`), the bytes
 * and the sibling array for thinking are not read: nothing shows them.
 */
export function readChatLogprobs(choice: unknown): readonly TokenLogprob[] {
  const logprobs = fieldOf(choice, "logprobs");
  if (logprobs === undefined || logprobs === null) return noTokens;
  return itemsOf(logprobs, "content", maxTokens).flatMap(readTokenLogprob);
}

/** Completions: the parallel arrays `logprobs.tokens` and `logprobs.token_logprobs` of a choice (fixture 01b). */
export function readFimLogprobs(choice: unknown): readonly TokenLogprob[] {
  const logprobs = fieldOf(choice, "logprobs");
  if (logprobs === undefined || logprobs === null) return noTokens;
  const values = itemsOf(logprobs, "token_logprobs", maxTokens);
  return itemsOf(logprobs, "tokens", maxTokens).flatMap((token, position) => {
    const logprob = values[position];
    return typeof token === "string" && typeof logprob === "number" ? [{ token, logprob }] : [];
  });
}

/**
 * llama.cpp: `completion_probabilities[].{token, logprob}` of a chunk (tools/server/README.md, read 2026-11-21, calls
 * the same array `probs` in its sample).
 */
export function readInfillLogprobs(chunk: unknown): readonly TokenLogprob[] {
  const named = itemsOf(chunk, "completion_probabilities", maxTokens);
  return (named.length > 0 ? named : itemsOf(chunk, "probs", maxTokens)).flatMap(readTokenLogprob);
}

function readTokenLogprob(item: unknown): readonly TokenLogprob[] {
  const token = textOf(item, "token");
  const logprob = numberOf(item, "logprob");
  return token === undefined || logprob === undefined ? [] : [{ token, logprob }];
}
