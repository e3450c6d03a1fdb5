import type { BudgetState } from "./budget";
import { dollars } from "./money";

/** How the budget stands, in a sentence or two. */
export function budgetSentence(state: BudgetState): string {
  const { tighter, pace, isLifted } = state;
  if (tighter === undefined) return "No budget is set.";
  const spent = spentText(state, tighter);
  const reset = resetText(state, tighter);
  switch (pace) {
    case "full":
      return isLifted && state[tighter].spentUsd >= state[tighter].limitUsd
        ? `${spent}; the budget is lifted for today.`
        : `${spent}.`;
    case "lowered":
      return `${spent}, so completions wait longer, stay on one line and fetch nothing ahead until ${reset}.`;
    case "paused":
      return `${spent}, so completions show only what is already known until ${reset}.`;
  }
}

/** `$0.8300 of today's budget of $1.00 is spent`, or of this month's. */
export function spentText(state: BudgetState, period: "day" | "month"): string {
  const { spentUsd, limitUsd } = state[period];
  const name = period === "day" ? "today's" : "this month's";
  return `${dollars(spentUsd)} of ${name} budget of ${dollars(limitUsd)} is spent`;
}

/** When the period's budget begins anew: `00:00`, or `December 1`, as the user writes them. */
export function resetText(state: BudgetState, period: "day" | "month"): string {
  const date = new Date(state[period].resetAtMs);
  return period === "day"
    ? date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    : date.toLocaleDateString(undefined, { month: "long", day: "numeric" });
}

/** The setting that holds the period's limit. */
export function budgetSetting(period: "day" | "month"): string {
  return period === "day" ? "midfill.budget.dailyUsd" : "midfill.budget.monthlyUsd";
}
