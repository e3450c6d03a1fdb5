import assert from "node:assert/strict";
import * as fc from "fast-check";
import { conversationFigures, ledgerFigures } from "../../../../src/chat/cost/spendingView";

const usage = (promptTokens: number, completionTokens: number, cacheHitTokens = 0, reasoningTokens = 0) => ({
  promptTokens,
  completionTokens,
  totalTokens: promptTokens + completionTokens,
  cacheHitTokens,
  reasoningTokens,
});
const answer = { role: "assistant" as const, text: "Yes.", reasoning: "" };

describe("conversationFigures", () => {
  it("sums the answers and leaves the questions out", () => {
    const figures = conversationFigures([
      { role: "user", text: "?", reasoning: "" },
      { ...answer, usage: usage(1000, 50, 900, 20), costUsd: 0.01, costLabel: "≈ $0.0100" },
      { role: "user", text: "?", reasoning: "" },
      { ...answer, usage: usage(2000, 60, 1900), costUsd: 0.02, costLabel: "≈ $0.0200" },
    ]);
    assert.deepEqual(figures, {
      requests: 2,
      input: 3000,
      cached: 2800,
      output: 110,
      thinking: 20,
      cost: "$0.0300",
      unpriced: 0,
      brokenOff: 0,
    });
  });

  it("counts apart what has no price and what was broken off; of an answer without a word nothing is billed", () => {
    const figures = conversationFigures([
      { ...answer, usage: usage(10, 10), costLabel: "no price known" },
      { ...answer, usage: usage(10, 10), costUsd: 0.01, costLabel: "$0.0100" },
      answer,
      { ...answer, text: "", reasoning: "Hm" },
      { ...answer, text: "" },
    ]);
    assert.deepEqual(
      [figures.requests, figures.unpriced, figures.brokenOff, figures.cost],
      [4, 1, 2, "$0.0100"],
    );
  });

  it("says that no price is known where none is, and nothing of it for one's own machine", () => {
    const unpriced = { ...answer, usage: usage(10, 10), costLabel: "no price known" };
    assert.equal(conversationFigures([unpriced]).cost, "no price known");
    const own = { ...answer, usage: usage(10, 10) };
    assert.deepEqual([conversationFigures([own]).cost, conversationFigures([own]).unpriced], ["$0.0000", 0]);
  });

  it("keeps currencies apart", () => {
    const inYuan = { ...answer, usage: usage(10, 10), costUsd: 0.3, costCny: 2, costLabel: "≈ ¥2.00" };
    const inDollars = { ...answer, usage: usage(10, 10), costUsd: 0.5, costLabel: "$0.5000" };
    assert.equal(conversationFigures([inYuan]).cost, "¥2.00");
    assert.equal(conversationFigures([inYuan, inDollars]).cost, "$0.5000 + ¥2.00");
  });

  it("has the same sums whatever the order", () => {
    const paid = fc.record({
      promptTokens: fc.nat(1_000_000),
      completionTokens: fc.nat(100_000),
      hits: fc.nat(1_000_000),
      costUsd: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(paid, { maxLength: 30 }), (rows) => {
        const answers = rows.map(({ promptTokens, completionTokens, hits, costUsd }) => ({
          ...answer,
          usage: usage(promptTokens, completionTokens, Math.min(hits, promptTokens)),
          ...(costUsd === undefined ? { costLabel: "no price known" } : { costUsd }),
        }));
        const { cost: _, ...there } = conversationFigures(answers);
        const { cost: _back, ...back } = conversationFigures(answers.toReversed());
        assert.deepEqual(there, back);
        assert.equal(there.requests, rows.length);
        assert.equal(there.unpriced, rows.filter(({ costUsd }) => costUsd === undefined).length);
        assert.ok(there.cached <= there.input);
      }),
    );
  });
});

describe("ledgerFigures", () => {
  const sums = {
    requests: 5,
    estimatedRequests: 1,
    unpricedRequests: 2,
    promptTokens: 100,
    cacheHitTokens: 90,
    outputTokens: 10,
    reasoningTokens: 4,
    costUsd: 0.5,
    costCny: 0,
    costCnyInUsd: 0,
  };
  it("is the ledger's row for people", () => {
    assert.deepEqual(ledgerFigures(sums), {
      requests: 5,
      input: 100,
      cached: 90,
      output: 10,
      thinking: 4,
      cost: "$0.5000",
      unpriced: 2,
      brokenOff: 1,
    });
  });
  it("does not call nothing a price", () =>
    assert.equal(ledgerFigures({ ...sums, unpricedRequests: 5, costUsd: 0 }).cost, "no price known"));
});
