import type { BudgetState } from "../../usage/budget";
import { resetText, spentText } from "../../usage/budgetSentence";
import { dollars } from "../../usage/money";

/** What the panel tells about a budget that is nearly or wholly spent. */
export interface BudgetNotice {
  /** `stopped`: something waits for the user's word. */
  readonly look: "warning" | "stopped";
  readonly message: string;
  readonly nextStep: string;
  /** Which limit it is about, for the link to its setting. */
  readonly period: "day" | "month";
  /** What waits is the message in the composer. */
  readonly holdsMessage: boolean;
}

/**
 * The notice for the budget as it stands, or undefined where there is nothing to say.
 *
 * @param held what waits for the user's word: the message in the composer, or something else that was asked for
 */
export function budgetNotice(
  state: BudgetState,
  held: "message" | "other" | undefined,
): BudgetNotice | undefined {
  const { chat, tighter: period } = state;
  if (period === undefined || chat === "send") return undefined;
  const message = `${spentText(state, period)}.`;
  if (chat === "ask") {
    // Without something that waits this is no news: it is told when it is in the way.
    if (held === undefined) return undefined;
    const kept = held === "message" ? "Nothing was sent; your message is still here." : "Nothing was sent.";
    return {
      look: "stopped",
      message,
      nextStep: `${kept} The budget begins anew ${period === "day" ? "at" : "on"} ${resetText(state, period)}.`,
      period,
      holdsMessage: held === "message",
    };
  }
  const { spentUsd, limitUsd } = state[period];
  const nextStep =
    spentUsd >= limitUsd
      ? "Completions pause; messages are sent all the same."
      : `Completions wait longer now, and pause from ${dollars(limitUsd)} on.`;
  return { look: "warning", message, nextStep, period, holdsMessage: false };
}

/** Two notices of the same name say the same: one that was closed stays closed until the name changes. */
export function budgetNoticeName(state: BudgetState, period: "day" | "month"): string {
  const { spentUsd, limitUsd, resetAtMs } = state[period];
  return `${period} ${resetAtMs} ${limitUsd} ${spentUsd >= limitUsd ? "spent" : "nearly spent"}`;
}
