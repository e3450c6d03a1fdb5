import { dollars, yuan } from "../../usage/money";
import type { Pricing } from "../../usage/pricing";

/** An action that changes what requests begin with, so that the provider's cache does not serve it. */
export interface CacheLossQuery {
  /** Who is asked after the action. */
  readonly providerId: string;
  readonly model: string;
  /** Who has read the conversation before it; missing: the same. */
  readonly before?: { readonly providerId: string; readonly model: string };
  /** Of the request that the action leads to, message by message. */
  readonly messageTokens: readonly number[];
  /** The first message that is another one than before; 0: all of them, for instance because the model is another. */
  readonly changedFrom: number;
  readonly pricing: Pick<Pricing, "pricesAt">;
  /** ms since 1970; peak hours count. */
  readonly atMs: number;
}

/** What an action sends anew. Amounts are missing where no price is known. */
export interface CacheLoss {
  readonly tokens: number;
  /** What these tokens cost now, in US dollars, and what they would cost from the cache. */
  readonly usd?: number;
  readonly cachedUsd?: number;
  /** The same where the account is in yuan. */
  readonly cny?: number;
  readonly cachedCny?: number;
}

/**
 * From here on an action is worth a word; a hint at every small change would soon be overlooked. 20,000 tokens are
 * about 1,500 lines of code (at 0.42 token a character). Half a cent is what eight answers of 1,000 tokens cost with
 * deepseek-flash (0.6 US dollars for 1,000,000; price list of 2026-11).
 */
const worthTokens = 20_000;
const worthUsd = 0.005;

/**
 * What an action costs by taking the provider's prefix cache away. The cache serves a request from its beginning up
 * to the first difference (DeepSeek API docs, "Context Caching", read 2026-11), so all messages from `changedFrom` on
 * are read anew, at the price of a miss.
 */
export function cacheLoss(query: CacheLossQuery): CacheLoss {
  const { providerId, model, before, messageTokens, changedFrom, pricing, atMs } = query;
  const tokens = messageTokens.slice(Math.max(0, changedFrom)).reduce((sum, each) => sum + each, 0);
  const now = pricing.pricesAt({ providerId, model, atMs });
  const then = before === undefined ? now : pricing.pricesAt({ ...before, atMs });
  const amount = (perMillion: number) => (tokens * perMillion) / 1_000_000;
  if (now === undefined || then === undefined) return { tokens };
  return {
    tokens,
    usd: amount(now.usd.miss),
    cachedUsd: amount(then.usd.hit),
    ...(now.cny !== undefined &&
      then.cny !== undefined && { cny: amount(now.cny.miss), cachedCny: amount(then.cny.hit) }),
  };
}

/** Whether a loss is too small to be told. */
export function isTrifle({ tokens, usd = 0, cachedUsd = 0 }: CacheLoss): boolean {
  return tokens < worthTokens && usd - cachedUsd < worthUsd;
}

/** `This sends about 48,000 tokens anew: about $0.0072 instead of $0.0001.` */
export function cacheLossSentence(loss: CacheLoss): string {
  const { cachedUsd, cachedCny } = loss;
  const anew = anewText(loss);
  const start = `This sends about ${roundTokens(loss.tokens)} tokens anew`;
  if (anew === undefined || cachedUsd === undefined) return `${start}.`;
  return `${start}: about ${anew} instead of ${cachedCny === undefined ? dollars(cachedUsd) : yuan(cachedCny)}.`;
}

/** What is sent anew costs this: `$0.0072`; undefined where no price is known. */
export function anewText({ usd, cny }: CacheLoss): string | undefined {
  if (cny !== undefined) return yuan(cny);
  return usd === undefined ? undefined : dollars(usd);
}

/** A guess, so two digits of it: `48,000`. */
export function roundTokens(tokens: number): string {
  return Number(tokens.toPrecision(2)).toLocaleString("en-US");
}
