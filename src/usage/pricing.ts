import type { Usage } from "../provider/events";
import { cacheHitTokensOf } from "./cacheHits";
import { dollars, yuan } from "./money";
import { isPeakTime } from "./peakHours";
import { modelFacts, peakFactorOf, type Rates } from "./priceList";
import type { PriceOverrides } from "./priceOverrides";

/** Who is asked, for which model, and when (ms since 1970). */
export interface PriceQuery {
  readonly providerId: string;
  /** As the answer names it, else as it was asked for. */
  readonly model: string;
  readonly atMs: number;
}

/** What one answer is asked about: its `atMs` is when the request was sent. */
export interface CostQuery extends PriceQuery {
  readonly usage: Usage;
}

/** What one answer cost. */
export interface Cost {
  readonly amountUsd: number;
  /** The same for an account in yuan, which is then what is billed. */
  readonly amountCny?: number;
  /** Reckoned from prices; otherwise the provider told it. */
  readonly isEstimate: boolean;
}

/** What 1,000,000 tokens cost at one moment, peak hours reckoned in. */
export interface PricesNow {
  readonly usd: Rates;
  /** Only where the account is in yuan. */
  readonly cny?: Rates;
}

/** Providers on the user's own machine ask no money. */
const localProviders = new Set(["llamacpp", "ollama"]);

/** Instead of an amount, where there is none to tell. */
export const noPriceLabel = "no price known";

/** The prices that came with the extension, and what the user says about them. */
export class Pricing {
  readonly #overrides: () => PriceOverrides;
  readonly #isInYuan: (providerId: string) => boolean;

  constructor(options: {
    readonly overrides: () => PriceOverrides;
    /** Whether the account at this provider is known to be in yuan. */
    readonly isInYuan: (providerId: string) => boolean;
  }) {
    this.#overrides = options.overrides;
    this.#isInYuan = options.isInYuan;
  }

  /** The prices of a model at this moment, or undefined where none are known. */
  pricesAt({ providerId, model, atMs }: PriceQuery): PricesNow | undefined {
    const listed = modelFacts(providerId, model)?.prices;
    // A clock that stands before the first price has the first price.
    const dated = listed?.findLast(({ sinceMs }) => sinceMs <= atMs) ?? listed?.[0];
    const own = this.#overrides().get(providerId)?.get(model.toLowerCase());
    const miss = own?.miss ?? dated?.usd.miss;
    const output = own?.output ?? dated?.usd.output;
    if (miss === undefined || output === undefined) return undefined;
    const hit = own?.hit ?? dated?.usd.hit ?? miss;
    const factor = isPeakTime(atMs) ? (own?.peakFactor ?? peakFactorOf(providerId)) : 1;
    // The user's own prices are in dollars; what they come to in yuan is unknown.
    const cny = own === undefined && this.#isInYuan(providerId) ? dated?.cny : undefined;
    return {
      usd: times({ hit, miss, output }, factor),
      ...(cny !== undefined && { cny: times(cny, factor) }),
    };
  }

  /** What an answer cost, or undefined where no price is known. */
  costOf(query: CostQuery): Cost | undefined {
    const { usage } = query;
    // DeepInfra reckons discounts in that we do not know (DeepInfra API reference, `usage.estimated_cost`).
    if (usage.estimatedCostUsd !== undefined) return { amountUsd: usage.estimatedCostUsd, isEstimate: false };
    const prices = this.pricesAt(query);
    if (prices === undefined) return undefined;
    return {
      amountUsd: amountOf(usage, prices.usd),
      ...(prices.cny !== undefined && { amountCny: amountOf(usage, prices.cny) }),
      isEstimate: true,
    };
  }

  /** The cost for people: `$0.0012`, `≈ ¥0.0085`, `no price known`; undefined where nobody asks money. */
  costLabel(query: CostQuery): string | undefined {
    const cost = this.costOf(query);
    if (cost === undefined) return asksMoney(query.providerId) ? noPriceLabel : undefined;
    const { amountUsd, amountCny, isEstimate } = cost;
    const label = amountCny === undefined ? dollars(amountUsd) : yuan(amountCny);
    return isEstimate && !label.startsWith("<") ? `≈ ${label}` : label;
  }
}

/** Whether the provider bills at all; of some that do, no price is known. */
export function asksMoney(providerId: string): boolean {
  return !localProviders.has(providerId);
}

function amountOf(usage: Usage, { hit, miss, output }: Rates): number {
  const hitTokens = cacheHitTokensOf(usage);
  const missTokens = usage.cacheMissTokens ?? usage.promptTokens - hitTokens;
  const amount = (hitTokens * hit + missTokens * miss + usage.completionTokens * output) / 1_000_000;
  return Math.max(0, amount);
}

function times({ hit, miss, output }: Rates, factor: number): Rates {
  return { hit: hit * factor, miss: miss * factor, output: output * factor };
}
