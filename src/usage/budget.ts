import type { Clock } from "../provider/clock";
import { dayOf, nextDayMs } from "./days";
import type { TotalsStore } from "./totalsStore";

/** How freely completions may ask: `lowered` asks later, for one line, and fetches nothing ahead; `paused` asks nothing. */
type Pace = "full" | "lowered" | "paused";

/** The day's budget at this moment. */
export interface BudgetState {
  readonly pace: Pace;
  readonly spentUsd: number;
  /** 0: no budget. */
  readonly dailyUsd: number;
  /** When the day is over, ms since 1970. */
  readonly resetAtMs: number;
}

/** A limit to what a day may cost. Chat and actions count, but only completions are held back. */
export interface Budget {
  pace(): Pace;
  state(): BudgetState;
  /** Goes on at full pace for the rest of the day, in all windows. */
  lift(): Promise<void>;
}

/** From this part of the budget on completions are asked for less eagerly. */
const LOWERED_FROM = 0.8;

const liftedKey = "midfill.usage.budgetLiftedOn";

export function createBudget(options: {
  readonly ledger: { spentUsd(atMs: number): number };
  /** In US dollars; 0: none. */
  readonly dailyUsd: () => number;
  readonly clock: Clock;
  /** Remembers that the user lifted the budget for a day. */
  readonly store: TotalsStore;
}): Budget {
  const { ledger, clock, store } = options;
  const paceFor = (atMs: number, dailyUsd: number, spentUsd: number): Pace => {
    if (dailyUsd <= 0 || spentUsd < dailyUsd * LOWERED_FROM) return "full";
    if (store.get(liftedKey) === dayOf(atMs)) return "full";
    return spentUsd < dailyUsd ? "lowered" : "paused";
  };
  return {
    pace: () => {
      const dailyUsd = options.dailyUsd();
      if (dailyUsd <= 0) return "full";
      const atMs = clock.wallMs();
      return paceFor(atMs, dailyUsd, ledger.spentUsd(atMs));
    },
    state: () => {
      const atMs = clock.wallMs();
      const dailyUsd = options.dailyUsd();
      const spentUsd = ledger.spentUsd(atMs);
      return { pace: paceFor(atMs, dailyUsd, spentUsd), spentUsd, dailyUsd, resetAtMs: nextDayMs(atMs) };
    },
    lift: async () => store.update(liftedKey, dayOf(clock.wallMs())),
  };
}
