import assert from "node:assert/strict";
import type { LedgerRow } from "../../../src/usage/ledger";
import { ledgerCsv } from "../../../src/usage/ledgerCsv";

const row: LedgerRow & { readonly day: string } = {
  day: "2026-11-21",
  feature: "chat",
  providerId: "deepseek",
  model: "deepseek-flash",
  requests: 3,
  estimatedRequests: 1,
  unpricedRequests: 0,
  promptTokens: 1000,
  cacheHitTokens: 900,
  outputTokens: 50,
  reasoningTokens: 20,
  costUsd: 0.1 + 0.2,
  costCny: 2.1,
  costCnyInUsd: 0.3,
};
const lines = (rows: readonly (typeof row)[]) => ledgerCsv(rows).split("\r\n");

describe("ledgerCsv", () => {
  it("has a header and a line for each row, ended as RFC 4180 says", () => {
    assert.deepEqual(lines([row]), [
      "day,feature,provider,model,requests,requests_estimated,requests_without_price,input_tokens,input_tokens_cached,input_tokens_not_cached,output_tokens,thinking_tokens,cost_usd,billed_cny",
      "2026-11-21,chat,deepseek,deepseek-flash,3,1,0,1000,900,100,50,20,0.3,2.1",
      "",
    ]);
    assert.equal(lines([]).length, 2);
  });

  const names: readonly [model: string, cell: string][] = [
    ["a,b", '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ["two\nlines", '"two\nlines"'],
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@x", "'@x"],
    ["=1,2", `"'=1,2"`],
  ];
  for (const [model, cell] of names) {
    it(`keeps the model ${JSON.stringify(model)} a text of one cell`, () =>
      assert.ok(ledgerCsv([{ ...row, model }]).includes(`,deepseek,${cell},3,`)));
  }
});
