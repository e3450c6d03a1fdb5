import type { Usage } from "./events";
import { countOf, fieldOf, numberOf } from "./wire";

/**
 * The `usage` object of DeepSeek and of OpenAI-shaped servers; undefined when there is none (`null` in the chunks
 * before the last, fixture 03) or when it counts nothing.
 *
 * DeepSeek tells cache hits as `prompt_cache_hit_tokens` / `prompt_cache_miss_tokens` beside the total (API docs,
 * 2026-09; the November 2024 capture has only these), others as `prompt_tokens_details.cached_tokens`. DeepInfra adds
 * `estimated_cost` in US dollars (model API page, fixture 31). The key order varies (fixture 32).
 */
export function readUsage(chunk: unknown): Usage | undefined {
  const usage = fieldOf(chunk, "usage");
  if (usage === undefined || usage === null) return undefined;
  const promptTokens = countOf(usage, "prompt_tokens");
  const completionTokens = countOf(usage, "completion_tokens");
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  const prompt = promptTokens ?? 0;
  const completion = completionTokens ?? 0;

  const cacheHitTokens =
    countOf(usage, "prompt_cache_hit_tokens") ??
    countOf(fieldOf(usage, "prompt_tokens_details"), "cached_tokens");
  const cacheMissTokens = countOf(usage, "prompt_cache_miss_tokens");
  const reasoningTokens = countOf(fieldOf(usage, "completion_tokens_details"), "reasoning_tokens");
  const estimatedCostUsd = numberOf(usage, "estimated_cost");
  return {
    promptTokens: prompt,
    completionTokens: completion,
    totalTokens: countOf(usage, "total_tokens") ?? prompt + completion,
    ...(cacheHitTokens !== undefined && { cacheHitTokens }),
    ...(cacheMissTokens !== undefined && { cacheMissTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
    ...(estimatedCostUsd !== undefined && estimatedCostUsd >= 0 && { estimatedCostUsd }),
  };
}
