import type { Clock } from "../provider/clock";
import { dayOf, nextDayMs, nextMonthMs } from "./days";
import type { TotalsStore } from "./totalsStore";

/** How freely completions may ask: `lowered` asks later, for one line, and fetches nothing ahead; `paused` asks nothing. */
type Pace = "full" | "lowered" | "paused";

/** What becomes of a chat message or an action: it goes, goes with a warning, or waits for the user's word. */
type ChatVerdict = "send" | "warn" | "ask";

/** What the user may spend, in US dollars; 0: anything. */
export interface BudgetLimits {
  readonly dailyUsd: number;
  readonly monthlyUsd: number;
  /** What a spent budget does to chat and actions; completions it always pauses. */
  readonly chat: "warn" | "stop";
}

/** A day's or a month's part of the budget. */
interface BudgetPeriod {
  readonly spentUsd: number;
  /** 0: no budget. */
  readonly limitUsd: number;
  /** When it begins anew, ms since 1970. */
  readonly resetAtMs: number;
}

/** The budget at this moment. */
export interface BudgetState {
  readonly pace: Pace;
  readonly chat: ChatVerdict;
  /** The user has lifted it for today. */
  readonly isLifted: boolean;
  readonly day: BudgetPeriod;
  readonly month: BudgetPeriod;
  /** The period of which the greater part is spent; missing where no budget is set. */
  readonly tighter?: "day" | "month";
}

/** A limit to what a day and a calendar month may cost. All features count. */
export interface Budget {
  pace(): Pace;
  state(): BudgetState;
  /** Goes on at full pace for the rest of the day, in all windows. */
  lift(): Promise<void>;
}

/** From this part of the budget on there are warnings, and completions are asked for less eagerly. */
const WARNED_FROM = 0.8;

/** What a part of the budget that is spent means, `spent` being 1 when all of it is. */
export function judgeBudget(
  spent: number,
  chat: BudgetLimits["chat"],
  isLifted: boolean,
): { readonly pace: Pace; readonly chat: ChatVerdict } {
  if (isLifted || spent < WARNED_FROM) return { pace: "full", chat: "send" };
  if (spent < 1) return { pace: "lowered", chat: "warn" };
  return { pace: "paused", chat: chat === "stop" ? "ask" : "warn" };
}

const liftedKey = "midfill.usage.budgetLiftedOn";

export function createBudget(options: {
  readonly ledger: { spentUsd(atMs: number, period: "day" | "month"): number };
  readonly limits: () => BudgetLimits;
  readonly clock: Clock;
  /** Remembers that the user lifted the budget for a day. */
  readonly store: TotalsStore;
}): Budget {
  const { ledger, clock, store } = options;
  const isLiftedAt = (atMs: number) => store.get(liftedKey) === dayOf(atMs);
  return {
    pace: () => {
      const { dailyUsd, monthlyUsd, chat } = options.limits();
      if (dailyUsd <= 0 && monthlyUsd <= 0) return "full";
      const atMs = clock.wallMs();
      const daily = dailyUsd > 0 ? ledger.spentUsd(atMs, "day") / dailyUsd : 0;
      const monthly = monthlyUsd > 0 ? ledger.spentUsd(atMs, "month") / monthlyUsd : 0;
      return judgeBudget(Math.max(daily, monthly), chat, isLiftedAt(atMs)).pace;
    },
    state: () => {
      const { dailyUsd, monthlyUsd, chat } = options.limits();
      const atMs = clock.wallMs();
      const day = {
        spentUsd: ledger.spentUsd(atMs, "day"),
        limitUsd: dailyUsd,
        resetAtMs: nextDayMs(atMs),
      };
      const month = {
        spentUsd: ledger.spentUsd(atMs, "month"),
        limitUsd: monthlyUsd,
        resetAtMs: nextMonthMs(atMs),
      };
      const isLifted = isLiftedAt(atMs);
      const shares = { day: shareOf(day), month: shareOf(month) };
      const tighter =
        dailyUsd <= 0 && monthlyUsd <= 0
          ? undefined
          : shares.month > shares.day || dailyUsd <= 0
            ? "month"
            : "day";
      return {
        ...judgeBudget(Math.max(shares.day, shares.month), chat, isLifted),
        isLifted,
        day,
        month,
        ...(tighter !== undefined && { tighter }),
      };
    },
    lift: async () => store.update(liftedKey, dayOf(clock.wallMs())),
  };
}

function shareOf({ spentUsd, limitUsd }: BudgetPeriod): number {
  return limitUsd > 0 ? spentUsd / limitUsd : 0;
}
