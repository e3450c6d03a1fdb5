import type { Clock } from "../provider/clock";
import type { Usage } from "../provider/events";
import { cacheHitTokensOf } from "./cacheHits";
import { dayOf, monthStart, type Day } from "./days";
import { DayTotals, type Counts } from "./dayTotals";
import { UsageEstimates } from "./estimateUsage";
import { asksMoney, type Pricing } from "./pricing";
import type { TotalsStore } from "./totalsStore";

/** Who asked. */
type Feature = "completion" | "chat" | "action" | "title";

/** One request that reached a provider. */
export interface RequestUse {
  readonly feature: Feature;
  readonly providerId: string;
  /** As it was asked for. */
  readonly model: string;
  /** As the answer names it. */
  readonly answeredBy?: string;
  /** When it was sent, ms since 1970. */
  readonly atMs: number;
  readonly promptChars: number;
  /** What came of the answer, thinking included. */
  readonly textChars: number;
  /** Missing where the stream did not live to tell it: then it is estimated. */
  readonly usage?: Usage;
}

const names = [
  "requests",
  /** Of them, those whose tokens are a guess. */
  "estimatedRequests",
  /** Of them, those of which no price is known; local servers ask none. */
  "unpricedRequests",
  "promptTokens",
  "cacheHitTokens",
  "outputTokens",
  /** Of the output, what was thinking, where the provider tells it. */
  "reasoningTokens",
  /** In US dollars, also where the account is in yuan. */
  "costUsd",
  /** What is billed in yuan, and the part of `costUsd` that this is. */
  "costCny",
  "costCnyInUsd",
] as const;

/** What one kind of request came to over some days. */
export type LedgerSums = Readonly<Record<(typeof names)[number], number>>;

/** The sums of one feature with one model. */
export interface LedgerRow extends LedgerSums {
  readonly feature: Feature | "other";
  readonly providerId: string;
  readonly model: string;
}

/** Every request's tokens and cost, summed by day, feature, provider and model; kept for 62 days on this machine. */
export class Ledger {
  readonly #pricing: Pricing;
  readonly #totals: DayTotals<(typeof names)[number]>;
  readonly #estimates = new UsageEstimates();
  /** What answers, by provider and the name that was asked for: an answer that was broken off does not tell. */
  readonly #answeredBy = new Map<string, string>();

  constructor(options: {
    readonly store: TotalsStore;
    readonly clock: Clock;
    readonly pricing: Pricing;
    readonly onFailure: (error: unknown) => void;
  }) {
    this.#pricing = options.pricing;
    this.#totals = new DayTotals({
      ...options,
      key: "midfill.usage.ledger",
      names,
      maxRowsPerDay: 24,
      otherRow: "other||",
    });
  }

  /** What a request is taken to have used whose stream did not live to tell it. */
  estimate(use: Pick<RequestUse, "feature" | "providerId" | "promptChars" | "textChars">): Usage {
    return this.#estimates.estimate(`${use.feature}|${use.providerId}`, use);
  }

  record(use: RequestUse): void {
    const { feature, providerId, atMs } = use;
    const asked = `${providerId}|${use.model}`;
    if (use.answeredBy !== undefined) this.#answeredBy.set(asked, use.answeredBy);
    const model = this.#answeredBy.get(asked) ?? use.model;
    if (use.usage !== undefined) this.#estimates.learn(`${feature}|${providerId}`, use, use.usage);
    const usage = use.usage ?? this.estimate(use);
    const cost = this.#pricing.costOf({ providerId, model, usage, atMs });
    this.#totals.add(atMs, `${feature}|${providerId}|${model}`, {
      requests: 1,
      estimatedRequests: use.usage === undefined ? 1 : 0,
      unpricedRequests: cost === undefined && asksMoney(providerId) ? 1 : 0,
      promptTokens: usage.promptTokens,
      cacheHitTokens: cacheHitTokensOf(usage),
      outputTokens: usage.completionTokens,
      reasoningTokens: usage.reasoningTokens ?? 0,
      costUsd: cost?.amountUsd ?? 0,
      ...(cost?.amountCny !== undefined && { costCny: cost.amountCny, costCnyInUsd: cost.amountUsd }),
    });
  }

  /** The sums of the days from `first` to `last`, both included, dearest first. */
  rows(first: Day, last: Day): readonly LedgerRow[] {
    return [...this.#totals.rows(first, last)].map(rowOf).toSorted(byCost);
  }

  /** The same day by day, oldest first, the day's dearest first. */
  days(first: Day, last: Day): readonly (LedgerRow & { readonly day: Day })[] {
    return this.#totals
      .days(first, last)
      .flatMap(({ day, rows }) => [...rows].map((row) => ({ day, ...rowOf(row) })).toSorted(byCost));
  }

  /** What the day of `atMs` has cost so far, or its calendar month, in US dollars; all features together. */
  spentUsd(atMs: number, period: "day" | "month"): number {
    const day = dayOf(atMs);
    return this.#totals.total("costUsd", period === "day" ? day : monthStart(atMs), day);
  }

  async clear(): Promise<void> {
    await this.#totals.clear();
  }

  /** Writes what is left. */
  async dispose(): Promise<void> {
    return this.#totals.dispose();
  }
}

/** Rows added up. */
export function sumOf(rows: readonly LedgerSums[]): LedgerSums {
  const total: Partial<Record<(typeof names)[number], number>> = {};
  for (const row of rows) for (const name of names) total[name] = (total[name] ?? 0) + row[name];
  return sums(total);
}

function sums(counts: Counts<(typeof names)[number]>): LedgerSums {
  const at = (name: (typeof names)[number]) => counts[name] ?? 0;
  return {
    requests: at("requests"),
    estimatedRequests: at("estimatedRequests"),
    unpricedRequests: at("unpricedRequests"),
    promptTokens: at("promptTokens"),
    cacheHitTokens: at("cacheHitTokens"),
    outputTokens: at("outputTokens"),
    reasoningTokens: at("reasoningTokens"),
    costUsd: at("costUsd"),
    costCny: at("costCny"),
    costCnyInUsd: at("costCnyInUsd"),
  };
}

function rowOf([row, counts]: readonly [string, Counts<(typeof names)[number]>]): LedgerRow {
  const [feature = "", providerId = "", ...model] = row.split("|");
  return { feature: featureOf(feature), providerId, model: model.join("|"), ...sums(counts) };
}

function byCost(left: LedgerSums, right: LedgerSums): number {
  return right.costUsd - left.costUsd || right.requests - left.requests;
}

function featureOf(text: string): LedgerRow["feature"] {
  return text === "completion" || text === "chat" || text === "action" || text === "title" ? text : "other";
}
