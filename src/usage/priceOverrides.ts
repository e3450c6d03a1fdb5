import { isProviderId, providerProfiles } from "../provider/profiles";
import { modelFacts } from "./priceList";

/** What the user says about a model's price, in US dollars for 1,000,000 tokens; what is missing is as it was known. */
interface PriceOverride {
  readonly hit?: number;
  readonly miss?: number;
  readonly output?: number;
  /** What DeepSeek's peak hours do to these prices; 1: nothing. */
  readonly peakFactor?: number;
}

/** By provider, then by the model's name in lower case. */
export type PriceOverrides = ReadonlyMap<string, ReadonlyMap<string, PriceOverride>>;

const names = ["hit", "miss", "output", "peakFactor"] as const;

/** A price above this is a slip: the dearest model in the list asks 3 dollars. */
const maxPrice = 10_000;

/**
 * Reads the setting `midfill.prices`. What cannot be used is left out, each with a sentence for the person that names
 * its place; the rest is used.
 */
export function readPriceOverrides(value: unknown): {
  readonly overrides: PriceOverrides;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const overrides = new Map<string, ReadonlyMap<string, PriceOverride>>();
  const refuse = (place: string, rule: string) =>
    problems.push(`The setting midfill.prices ${rule} (${place}); this part of it is not used.`);
  for (const [providerId, models] of membersOf(value)) {
    if (!isProviderId(providerId)) {
      refuse(providerId, `knows the providers ${providerProfiles.map(({ id }) => id).join(", ")}`);
      continue;
    }
    if (!isObject(models)) {
      refuse(providerId, "needs prices by model");
      continue;
    }
    const prices = new Map<string, PriceOverride>();
    for (const [model, price] of membersOf(models)) {
      const place = `${providerId}, ${model}`;
      if (!isObject(price)) {
        refuse(place, "needs hit, miss and output for a model");
        continue;
      }
      const read = readPrice(price, (name, rule) => refuse(`${place}, ${name}`, rule));
      const isComplete = read.miss !== undefined && read.output !== undefined;
      if (isComplete || modelFacts(providerId, model) !== undefined) prices.set(model.toLowerCase(), read);
      else refuse(place, "needs miss and output for a model whose price is not known");
    }
    overrides.set(providerId, prices);
  }
  return { overrides, problems };
}

function readPrice(price: object, refuse: (name: string, rule: string) => void): PriceOverride {
  const read: { -readonly [Name in keyof PriceOverride]: number } = {};
  for (const [key, value] of membersOf(price)) {
    const name = names.find((each) => each === key);
    if (name === undefined) refuse(key, `knows ${names.join(", ")}`);
    else if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > maxPrice)
      refuse(key, `needs a number from 0 to ${maxPrice}`);
    else read[name] = value;
  }
  return read;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}
