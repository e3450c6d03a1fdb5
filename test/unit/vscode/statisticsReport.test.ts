import assert from "node:assert/strict";
import type { AcceptanceSums } from "../../../src/usage/acceptance";
import type { BudgetState } from "../../../src/usage/budget";
import type { LedgerRow } from "../../../src/usage/ledger";
import { statisticsReport, type PeriodStatistics } from "../../../src/vscode/statisticsReport";

const noLimit = { spentUsd: 0, limitUsd: 0, resetAtMs: 0 };
const noBudget: BudgetState = { pace: "full", chat: "send", isLifted: false, day: noLimit, month: noLimit };

const go: AcceptanceSums & { languageId: string } = {
  languageId: "go",
  shown: 40,
  accepted: 12,
  partlyAccepted: 3,
  acceptedChars: 1234,
  checkedSoon: 10,
  survivedSoon: 9,
  checkedLate: 8,
  survivedLate: 4,
};
const completions: LedgerRow = {
  feature: "completion",
  providerId: "deepseek",
  model: "deepseek-flash",
  requests: 100,
  estimatedRequests: 20,
  unpricedRequests: 0,
  promptTokens: 150_000,
  cacheHitTokens: 135_000,
  outputTokens: 2_500,
  reasoningTokens: 0,
  costUsd: 0.0123,
  costCny: 0,
  costCnyInUsd: 0,
};
const chat: LedgerRow = { ...completions, feature: "chat", requests: 7, costUsd: 0.5 };

const nothing: PeriodStatistics = { title: "Today", ledger: [], acceptance: [] };
const month: PeriodStatistics = {
  title: "30 days",
  ledger: [completions, chat],
  acceptance: [go, { ...go, languageId: "python", accepted: 8 }],
};

/** The cells of the first row that begins with this. */
function row(report: string, label: string): string[] {
  const line = report.split("\n").find((each) => each.startsWith(`| ${label} `));
  return (line ?? "").split("|").slice(2, -1).map((cell) => cell.trim()); // prettier-ignore
}

describe("statisticsReport", () => {
  it("sets the periods side by side", () => {
    const report = statisticsReport([nothing, month], noBudget);
    assert.deepEqual(row(report, "shown"), ["0", "80"]);
    assert.deepEqual(row(report, "accepted share"), ["–", "25 %"]);
    assert.deepEqual(row(report, "accepted in part"), ["0", "6"]);
    assert.deepEqual(row(report, "accepted characters"), ["0", "2,468"]);
    assert.deepEqual(row(report, "still there after 30 s"), ["–", "90 %"]);
    assert.deepEqual(row(report, "still there after 5 min"), ["–", "50 %"]);
  });

  it("counts for completions only what completions asked, and lists the rest by feature", () => {
    const report = statisticsReport([nothing, month], noBudget);
    assert.deepEqual(row(report, "requests"), ["0", "100"]);
    assert.deepEqual(row(report, "of them broken off"), ["0", "20"]);
    assert.deepEqual(row(report, "from the provider's cache"), ["–", "90 %"]);
    assert.deepEqual(row(report, "cost"), ["$0.0000", "$0.0123"]);
    assert.deepEqual(row(report, "chat · deepseek · deepseek-flash"), [
      "7",
      "150,000",
      "90 %",
      "2,500",
      "$0.5000",
    ]);
  });

  it("lists the languages of the longest period", () => {
    const report = statisticsReport([nothing, month], noBudget);
    assert.match(report, /## By language, 30 days/);
    assert.deepEqual(row(report, "python"), ["40", "8", "20 %", "3", "1,234", "90 %", "50 %"]);
    assert.doesNotMatch(statisticsReport([nothing], noBudget), /By language|By feature/);
  });

  it("says where no price is known", () => {
    const unpriced = { ...completions, providerId: "compatible", unpricedRequests: 100, costUsd: 0 };
    const report = statisticsReport([{ ...month, ledger: [unpriced] }], noBudget);
    assert.deepEqual(row(report, "cost"), ["no price known"]);
    const mixed = statisticsReport([{ ...month, ledger: [unpriced, completions] }], noBudget);
    assert.deepEqual(row(mixed, "cost"), ["$0.0123 + 100 unpriced"]);
  });

  it("draws every line of a table equally wide", () => {
    const report = statisticsReport([nothing, month], noBudget);
    for (const part of report.split("\n\n").filter((each) => each.startsWith("|"))) {
      assert.equal(new Set(part.split("\n").map((line) => line.length)).size, 1, part);
    }
  });

  const ofDay = (spentUsd: number): Partial<BudgetState> => ({
    tighter: "day",
    day: { spentUsd, limitUsd: 1, resetAtMs: 0 },
  });
  const ofMonth: Partial<BudgetState> = {
    tighter: "month",
    month: { spentUsd: 12, limitUsd: 10, resetAtMs: new Date(2026, 11, 1).getTime() },
  };
  const budgets: readonly [string, Partial<BudgetState>, RegExp][] = [
    ["no budget", {}, /No budget is set\. \[midfill\.budget\.dailyUsd\]/],
    [
      "a budget",
      ofDay(0.25),
      /\$0\.2500 of today's budget of \$1\.00 is spent\. \[midfill\.budget\.dailyUsd\]/,
    ],
    ["a lowered pace", { ...ofDay(0.9), pace: "lowered" }, /wait longer.* until \d/],
    ["a pause", { ...ofDay(1.2), pace: "paused" }, /only what is already known until \d/],
    ["a lifted budget", { ...ofDay(1.2), isLifted: true }, /lifted for today/],
    [
      "a month that is spent",
      { ...ofMonth, pace: "paused" },
      /\$12\.00 of this month's budget of \$10\.00 is spent, so .* until .*1.* \[midfill\.budget\.monthlyUsd\]/,
    ],
  ];
  for (const [name, budget, expected] of budgets) {
    it(`tells ${name}`, () => {
      assert.match(statisticsReport([nothing], { ...noBudget, ...budget }), expected);
    });
  }
});
