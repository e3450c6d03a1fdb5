import type { Usage } from "../provider/events";

/** Prompt tokens that came from the provider's cache; what the provider does not call cached counts as not. */
export function cacheHitTokensOf({ promptTokens, cacheHitTokens, cacheMissTokens }: Usage): number {
  return cacheHitTokens ?? promptTokens - (cacheMissTokens ?? promptTokens);
}
