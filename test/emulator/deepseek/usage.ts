import type { Generation } from "../generation";
import type { CacheOutcome } from "../promptCache";

/** The usage object with prompt_tokens = hit + miss; completion details only while thinking (captures, 2025-12). */
export function deepseekUsage(cache: CacheOutcome, generation: Generation, isThinking: boolean): object {
  return {
    prompt_tokens: cache.promptTokens,
    completion_tokens: generation.completionTokens,
    total_tokens: cache.promptTokens + generation.completionTokens,
    prompt_tokens_details: { cached_tokens: cache.hitTokens },
    ...(isThinking ? { completion_tokens_details: { reasoning_tokens: generation.reasoningTokens } } : {}),
    prompt_cache_hit_tokens: cache.hitTokens,
    prompt_cache_miss_tokens: cache.missTokens,
  };
}
