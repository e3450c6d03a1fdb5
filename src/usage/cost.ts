import type { Usage } from "../provider/events";
import { cacheHitTokensOf } from "./cacheHits";
import { isPeakTime } from "./peakHours";
import prices from "./prices.json";

/** What one answer is asked about: who served it, what it used, and when the request was sent (ms since 1970). */
export interface CostQuery {
  readonly providerId: string;
  /** As the answer names it, else as it was asked for. */
  readonly model: string;
  readonly usage: Usage;
  readonly atMs: number;
}

/** Money in US dollars. */
export interface Cost {
  readonly amountUsd: number;
  /** Reckoned from our price list; otherwise the provider told it. */
  readonly isEstimate: boolean;
}

interface Price {
  /** Missing: the provider has no lower price for what was in its cache. */
  readonly cacheHit?: number;
  readonly cacheMiss: number;
  readonly output: number;
}

interface PriceList {
  readonly peakFactor: number;
  readonly aliases: ReadonlyMap<string, string>;
  readonly models: ReadonlyMap<string, Price>;
}

const priceLists = new Map<string, PriceList>([
  ["deepseek", priceList(prices.deepseek)],
  ["deepinfra", priceList(prices.deepinfra)],
]);

/** Providers on the user's own machine ask no money. */
const localProviders = new Set(["llamacpp", "ollama"]);

/** What an answer cost, or undefined where no price is known. */
export function costOf(query: CostQuery): Cost | undefined {
  const { usage } = query;
  // DeepInfra reckons discounts in that we do not know (DeepInfra API reference, `usage.estimated_cost`).
  if (usage.estimatedCostUsd !== undefined) return { amountUsd: usage.estimatedCostUsd, isEstimate: false };
  const list = priceLists.get(query.providerId);
  const price = list && priceOf(list, query.model);
  if (list === undefined || price === undefined) return undefined;
  const hitTokens = cacheHitTokensOf(usage);
  const missTokens = usage.cacheMissTokens ?? usage.promptTokens - hitTokens;
  const offPeakUsd =
    (hitTokens * (price.cacheHit ?? price.cacheMiss) +
      missTokens * price.cacheMiss +
      usage.completionTokens * price.output) /
    1_000_000;
  const factor = isPeakTime(query.atMs) ? list.peakFactor : 1;
  return { amountUsd: Math.max(0, offPeakUsd * factor), isEstimate: true };
}

/** Whether the provider bills at all; of some that do, no price is known. */
export function asksMoney(providerId: string): boolean {
  return !localProviders.has(providerId);
}

/** The cost for people: `$0.0012`, `≈ $0.0012`, `no price known`; undefined where nobody asks money. */
export function costLabel(query: CostQuery): string | undefined {
  const cost = costOf(query);
  if (cost === undefined) return asksMoney(query.providerId) ? "no price known" : undefined;
  const { amountUsd, isEstimate } = cost;
  if (amountUsd > 0 && amountUsd < 0.0001) return dollars(amountUsd);
  return `${isEstimate ? "≈ " : ""}${dollars(amountUsd)}`;
}

/** An amount for people: `$1.20`, `$0.0012`, `< $0.0001`. */
export function dollars(amountUsd: number): string {
  if (amountUsd > 0 && amountUsd < 0.0001) return "< $0.0001";
  return `$${amountUsd.toFixed(amountUsd >= 1 ? 2 : 4)}`;
}

function priceList(data: {
  readonly peakFactor: number;
  readonly aliases: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, Price>>;
}): PriceList {
  return {
    peakFactor: data.peakFactor,
    aliases: new Map(Object.entries(data.aliases)),
    models: new Map(Object.entries(data.models)),
  };
}

function priceOf(list: PriceList, model: string): Price | undefined {
  // DeepInfra's names may carry a version behind a colon (DeepInfra API reference); it does not change the price.
  const name = model.toLowerCase().replace(/:.*$/, "");
  return list.models.get(list.aliases.get(name) ?? name);
}
