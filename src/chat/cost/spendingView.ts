import type { Usage } from "../../provider/events";
import { cacheHitTokensOf } from "../../usage/cacheHits";
import type { LedgerSums } from "../../usage/ledger";
import { moneyText } from "../../usage/money";
import { noPriceLabel } from "../../usage/pricing";

/** What some requests took. Counts are tokens where nothing else is said. */
export interface SpendingFigures {
  /** Requests that reached a provider. */
  readonly requests: number;
  readonly input: number;
  /** Of the input, what came from the provider's cache. */
  readonly cached: number;
  readonly output: number;
  /** Of the output. */
  readonly thinking: number;
  /** What is known of the cost, as it is billed: `$0.0123`. */
  readonly cost: string;
  /** Requests of which no price is known; their tokens are in, their cost is not. */
  readonly unpriced: number;
  /** Requests that were broken off, so that their provider did not tell what they used. */
  readonly brokenOff: number;
}

/** The provider's balance, once the user has asked for it. */
export type BalanceView =
  | { readonly state: "asking" }
  /** `askedMs` since 1970. */
  | { readonly state: "known"; readonly text: string; readonly askedMs: number }
  | { readonly state: "failed"; readonly text: string };

/** What the panel tells about money. */
export interface SpendingView {
  /** All branches of the conversation that is shown. */
  readonly conversation: SpendingFigures;
  /** Completions, chat and actions together; calendar day and month on the user's clock. */
  readonly day: SpendingFigures;
  readonly month: SpendingFigures;
  /** How the budget stands; missing where none is set. */
  readonly budget?: string;
  /** Missing until the user asks. */
  readonly balance?: BalanceView;
  /** Whose balance can be asked for; missing where the provider has none to ask for. */
  readonly balanceOf?: string;
}

/** A part of the ledger for the panel. */
export function ledgerFigures(sums: LedgerSums): SpendingFigures {
  const { requests, unpricedRequests, estimatedRequests } = sums;
  return {
    requests,
    input: sums.promptTokens,
    cached: sums.cacheHitTokens,
    output: sums.outputTokens,
    thinking: sums.reasoningTokens,
    cost: requests > 0 && requests === unpricedRequests ? noPriceLabel : moneyText(sums),
    unpriced: unpricedRequests,
    brokenOff: estimatedRequests,
  };
}

/** An answer as far as its cost is concerned. */
export interface PaidAnswer {
  readonly role: "user" | "assistant";
  readonly usage?: Usage;
  readonly costLabel?: string;
  readonly costUsd?: number;
  readonly costCny?: number;
  /** The answer's text so far. */
  readonly text: string;
  readonly reasoning: string;
}

/** What all answers of a conversation took, those of its other branches too. */
export function conversationFigures(messages: readonly PaidAnswer[]): SpendingFigures {
  const sums = { requests: 0, input: 0, cached: 0, output: 0, thinking: 0, unpriced: 0, brokenOff: 0 };
  const money = { costUsd: 0, costCny: 0, costCnyInUsd: 0 };
  for (const { role, usage, costLabel, costUsd, costCny, text, reasoning } of messages) {
    if (role !== "assistant") continue;
    if (usage === undefined) {
      // Of an answer without a word nothing is billed.
      if (text === "" && reasoning === "") continue;
      sums.requests++;
      sums.brokenOff++;
      continue;
    }
    sums.requests++;
    sums.input += usage.promptTokens;
    sums.cached += cacheHitTokensOf(usage);
    sums.output += usage.completionTokens;
    sums.thinking += usage.reasoningTokens ?? 0;
    if (costUsd === undefined) sums.unpriced += costLabel === noPriceLabel ? 1 : 0;
    else {
      money.costUsd += costUsd;
      if (costCny !== undefined) {
        money.costCny += costCny;
        money.costCnyInUsd += costUsd;
      }
    }
  }
  return {
    ...sums,
    cost: sums.unpriced > 0 && money.costUsd === 0 ? noPriceLabel : moneyText(money),
  };
}
