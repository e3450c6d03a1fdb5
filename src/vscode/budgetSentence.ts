import type { BudgetState } from "../usage/budget";
import { dollars } from "../usage/cost";

/** How the day's budget stands, in a sentence or two. Settings are named by their key. */
export function budgetSentence({ pace, spentUsd, dailyUsd, resetAtMs }: BudgetState): string {
  if (dailyUsd <= 0) return "No budget is set for the day.";
  const spent = `${dollars(spentUsd)} of today's budget of ${dollars(dailyUsd)} is spent`;
  const reset = timeOfDay(resetAtMs);
  switch (pace) {
    case "full":
      return spentUsd < dailyUsd ? `${spent}.` : `${spent}; the budget is lifted for today.`;
    case "lowered":
      return `${spent}, so completions wait longer, stay on one line and fetch nothing ahead until ${reset}.`;
    case "paused":
      return `${spent}, so completions show only what is already known until ${reset}.`;
  }
}

/** A date's hour and minute as the user writes them. */
export function timeOfDay(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
