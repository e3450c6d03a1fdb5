import type { Day } from "./days";
import type { LedgerRow } from "./ledger";

const columns: readonly (readonly [string, (row: LedgerRow & { readonly day: Day }) => string])[] = [
  ["day", ({ day }) => day],
  ["feature", ({ feature }) => feature],
  ["provider", ({ providerId }) => text(providerId)],
  ["model", ({ model }) => text(model)],
  ["requests", ({ requests }) => number(requests)],
  ["requests_estimated", ({ estimatedRequests }) => number(estimatedRequests)],
  ["requests_without_price", ({ unpricedRequests }) => number(unpricedRequests)],
  ["input_tokens", ({ promptTokens }) => number(promptTokens)],
  ["input_tokens_cached", ({ cacheHitTokens }) => number(cacheHitTokens)],
  [
    "input_tokens_not_cached",
    ({ promptTokens, cacheHitTokens }) => number(Math.max(0, promptTokens - cacheHitTokens)),
  ],
  ["output_tokens", ({ outputTokens }) => number(outputTokens)],
  ["thinking_tokens", ({ reasoningTokens }) => number(reasoningTokens)],
  ["cost_usd", ({ costUsd }) => number(costUsd)],
  ["billed_cny", ({ costCny }) => number(costCny)],
];

/** The ledger day by day as CSV (RFC 4180) with a header; opens as numbers in a spreadsheet. */
export function ledgerCsv(rows: readonly (LedgerRow & { readonly day: Day })[]): string {
  const lines = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

/** Without binary traces such as 0.30000000000000004; 12 digits are finer than any price. */
function number(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** A name from outside. A spreadsheet would run one that begins like a formula; the apostrophe keeps it a text. */
function text(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
