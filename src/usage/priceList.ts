import prices from "./prices.json";

/** What 1,000,000 tokens cost outside peak hours, in one currency. */
export interface Rates {
  /** Prompt tokens that were in the provider's cache. */
  readonly hit: number;
  /** Prompt tokens that were not. */
  readonly miss: number;
  /** Tokens that the model wrote, thinking included. */
  readonly output: number;
}

/** A model's prices from a date on. */
interface DatedPrice {
  /** ms since 1970. */
  readonly sinceMs: number;
  readonly usd: Rates;
  /** What accounts in yuan pay; missing where the provider has no such price. */
  readonly cny?: Rates;
}

/** What is known about one model of one provider. */
export interface ModelFacts {
  /** Prompt and answer together. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  /** Oldest first; at least one. */
  readonly prices: readonly DatedPrice[];
}

interface ProviderFacts {
  /** What peak hours do to every price. */
  readonly peakFactor: number;
  /** Other names of the models, also retired ones. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly models: ReadonlyMap<string, ModelFacts>;
}

/** As `prices.json` has it; a missing hit price means that the cache lowers nothing. */
interface ProviderData {
  readonly peakFactor: number;
  readonly aliases: Readonly<Record<string, string>>;
  readonly models: Readonly<
    Record<
      string,
      {
        readonly contextTokens?: number;
        readonly maxOutputTokens?: number;
        readonly prices: readonly {
          readonly since: string;
          readonly usd: RatesData;
          readonly cny?: RatesData;
        }[];
      }
    >
  >;
}

interface RatesData {
  readonly hit?: number;
  readonly miss: number;
  readonly output: number;
}

const providers: ReadonlyMap<string, ProviderFacts> = new Map([
  ["deepseek", providerFacts(prices.providers.deepseek)],
  ["deepinfra", providerFacts(prices.providers.deepinfra)],
]);

/** The factor of the provider's peak hours; 1 where it has none. */
export function peakFactorOf(providerId: string): number {
  return providers.get(providerId)?.peakFactor ?? 1;
}

/** What came with the extension about a model; undefined for one that it does not know. */
export function modelFacts(providerId: string, model: string): ModelFacts | undefined {
  const facts = providers.get(providerId);
  if (facts === undefined) return undefined;
  // DeepInfra's names may carry a version behind a colon (DeepInfra API reference); it does not change the price.
  const name = model.toLowerCase().replace(/:.*$/, "");
  return facts.models.get(facts.aliases.get(name) ?? name);
}

function providerFacts(data: ProviderData): ProviderFacts {
  return {
    peakFactor: data.peakFactor,
    aliases: new Map(Object.entries(data.aliases)),
    models: new Map(
      Object.entries(data.models).map(([name, { prices, ...limits }]) => [
        name,
        {
          ...limits,
          prices: prices.map(({ since, usd, cny }) => ({
            sinceMs: Date.parse(since),
            usd: rates(usd),
            ...(cny !== undefined && { cny: rates(cny) }),
          })),
        },
      ]),
    ),
  };
}

function rates({ hit, miss, output }: RatesData): Rates {
  return { hit: hit ?? miss, miss, output };
}
