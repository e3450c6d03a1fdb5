import { sumOfAcceptance, type AcceptanceSums } from "../usage/acceptance";
import type { BudgetState } from "../usage/budget";
import { budgetSentence, budgetSetting } from "../usage/budgetSentence";
import { sumOf, type LedgerRow } from "../usage/ledger";
import { moneyText } from "../usage/money";
import { noPriceLabel } from "../usage/pricing";
import { inline, settingMark, share, table, whole } from "./reportText";

/** What was counted over some days. */
export interface PeriodStatistics {
  /** Such as "Today". */
  readonly title: string;
  readonly ledger: readonly LedgerRow[];
  readonly acceptance: readonly (AcceptanceSums & { readonly languageId: string })[];
}

/** "Midfill: Show Completion Statistics" as Markdown that reads well as plain text. */
export function statisticsReport(periods: readonly PeriodStatistics[], budget: BudgetState): string {
  const longest = periods.at(-1);
  const parts = [
    "# Completion statistics",
    "Counted on this machine and never sent. *Midfill: Clear Statistics* forgets them.",
    `${budgetSentence(budget)} ${settingMark(budgetSetting(budget.tighter ?? "day"))}`,
    "## Suggestions",
    table(
      ["", ...periods.map(({ title }) => title)],
      suggestionFigures.map(([label, figure]) => [
        label,
        ...periods.map(({ acceptance }) => figure(sumOfAcceptance(acceptance))),
      ]),
    ),
    "## Requests for completions",
    table(
      ["", ...periods.map(({ title }) => title)],
      requestFigures.map(([label, figure]) => [
        label,
        ...periods.map(({ ledger }) => figure(ledger.filter(({ feature }) => feature === "completion"))),
      ]),
    ),
    ...(longest === undefined || longest.acceptance.length === 0 ? [] : byLanguage(longest)),
    ...(longest === undefined || longest.ledger.length === 0 ? [] : byModel(longest)),
    "A suggestion counts as shown when it was handed to the editor. It survived when at least four fifths of the accepted characters, white space aside, still stood in their place. Where an answer was broken off, its provider does not tell what it used; those tokens are an estimate from the characters. Costs are reckoned from the providers' published prices; their own account is what counts.",
  ];
  return `${parts.join("\n\n")}\n`;
}

const suggestionFigures: readonly (readonly [string, (sums: AcceptanceSums) => string])[] = [
  ["shown", ({ shown }) => whole(shown)],
  ["accepted", ({ accepted }) => whole(accepted)],
  ["accepted share", ({ accepted, shown }) => share(accepted, shown)],
  ["accepted in part", ({ partlyAccepted }) => whole(partlyAccepted)],
  ["accepted characters", ({ acceptedChars }) => whole(acceptedChars)],
  ["still there after 30 s", ({ survivedSoon, checkedSoon }) => share(survivedSoon, checkedSoon)],
  ["still there after 5 min", ({ survivedLate, checkedLate }) => share(survivedLate, checkedLate)],
];

const requestFigures: readonly (readonly [string, (rows: readonly LedgerRow[]) => string])[] = [
  ["requests", (rows) => whole(sumOf(rows).requests)],
  ["of them broken off (estimated)", (rows) => whole(sumOf(rows).estimatedRequests)],
  ["tokens in", (rows) => whole(sumOf(rows).promptTokens)],
  ["from the provider's cache", (rows) => share(sumOf(rows).cacheHitTokens, sumOf(rows).promptTokens)],
  ["tokens out", (rows) => whole(sumOf(rows).outputTokens)],
  ["cost", costOfRows],
];

function byLanguage({ title, acceptance }: PeriodStatistics): string[] {
  return [
    `## By language, ${title.toLowerCase()}`,
    table(
      ["language", "shown", "accepted", "share", "in part", "characters", "30 s", "5 min"],
      acceptance.map((sums) => [
        inline(sums.languageId),
        whole(sums.shown),
        whole(sums.accepted),
        share(sums.accepted, sums.shown),
        whole(sums.partlyAccepted),
        whole(sums.acceptedChars),
        share(sums.survivedSoon, sums.checkedSoon),
        share(sums.survivedLate, sums.checkedLate),
      ]),
    ),
  ];
}

function byModel({ title, ledger }: PeriodStatistics): string[] {
  return [
    `## By feature and model, ${title.toLowerCase()}`,
    table(
      ["feature and model", "requests", "in", "cached", "out", "cost"],
      ledger.map((row) => [
        inline([row.feature, row.providerId, row.model].filter((part) => part !== "").join(" · ")),
        whole(row.requests),
        whole(row.promptTokens),
        share(row.cacheHitTokens, row.promptTokens),
        whole(row.outputTokens),
        costOfRows([row]),
      ]),
    ),
  ];
}

function costOfRows(rows: readonly LedgerRow[]): string {
  const sums = sumOf(rows);
  const { requests, unpricedRequests } = sums;
  if (requests > 0 && unpricedRequests === requests) return noPriceLabel;
  return `${moneyText(sums)}${unpricedRequests > 0 ? ` + ${whole(unpricedRequests)} unpriced` : ""}`;
}
