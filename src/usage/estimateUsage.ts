import type { Usage } from "../provider/events";
import { cacheHitTokensOf } from "./cacheHits";

/** Tokens a character: 0.42 for code (measured with DeepSeek's tokenizer on TypeScript). */
const TOKENS_PER_CHAR = 0.42;

/** What the last complete answer has shown, for requests that did not live to tell. */
interface Known {
  readonly promptTokensPerChar: number;
  readonly outputTokensPerChar: number;
  /** 0 … 1: part of the prompt that came from the provider's cache. */
  readonly hitShare: number;
}

/**
 * Guesses what a request used whose answer was broken off: its usage would have come with the end. Tokens a character
 * and the share of cache hits are those of the last complete answer of the same kind. What the server wrote before
 * it noticed the abort is unknown and not in the guess.
 */
export class UsageEstimates {
  readonly #known = new Map<string, Known>();

  /** A complete answer told what it used. @param kind what asks alike: the same feature at the same provider */
  learn(kind: string, request: { readonly promptChars: number; readonly textChars: number }, usage: Usage) {
    const before = this.#knownOf(kind);
    this.#known.set(kind, {
      promptTokensPerChar: ratio(usage.promptTokens, request.promptChars) ?? before.promptTokensPerChar,
      outputTokensPerChar: ratio(usage.completionTokens, request.textChars) ?? before.outputTokensPerChar,
      hitShare: Math.min(1, Math.max(0, ratio(cacheHitTokensOf(usage), usage.promptTokens) ?? 0)),
    });
  }

  /** @param textChars what came of the answer, thinking included */
  estimate(kind: string, request: { readonly promptChars: number; readonly textChars: number }): Usage {
    const known = this.#knownOf(kind);
    const promptTokens = Math.ceil(request.promptChars * known.promptTokensPerChar);
    const completionTokens = Math.ceil(request.textChars * known.outputTokensPerChar);
    const cacheHitTokens = Math.floor(promptTokens * known.hitShare);
    return {
      promptTokens,
      completionTokens,
      totalTokens: promptTokens + completionTokens,
      cacheHitTokens,
      cacheMissTokens: promptTokens - cacheHitTokens,
    };
  }

  #knownOf(kind: string): Known {
    return (
      this.#known.get(kind) ?? {
        promptTokensPerChar: TOKENS_PER_CHAR,
        outputTokensPerChar: TOKENS_PER_CHAR,
        hitShare: 0,
      }
    );
  }
}

function ratio(tokens: number, of: number): number | undefined {
  return of > 0 && tokens >= 0 ? tokens / of : undefined;
}
