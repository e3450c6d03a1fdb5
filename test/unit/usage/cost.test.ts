import assert from "node:assert/strict";
import type { Usage } from "../../../src/provider/events";
import { costLabel, costOf } from "../../../src/usage/cost";

const peakMs = Date.parse("2026-11-16T02:00:00Z");
const offPeakMs = Date.parse("2026-11-16T12:00:00Z");
const usage = (promptTokens: number, completionTokens: number, rest: Partial<Usage> = {}): Usage => ({
  promptTokens,
  completionTokens,
  totalTokens: promptTokens + completionTokens,
  ...rest,
});

const amount = (providerId: string, model: string, used: Usage, atMs = offPeakMs) => {
  const cost = costOf({ providerId, model, usage: used, atMs });
  return cost && Number(cost.amountUsd.toFixed(9));
};

describe("costOf", () => {
  const million = usage(1_000_000, 0, { cacheHitTokens: 0, cacheMissTokens: 1_000_000 });

  it("prices what was in the cache, what was not, and the answer", () => {
    const used = usage(1_000_000, 100_000, { cacheHitTokens: 900_000, cacheMissTokens: 100_000 });
    assert.equal(amount("deepseek", "deepseek-flash", used), 0.0777);
  });

  it("doubles DeepSeek's prices in peak hours", () => {
    assert.equal(amount("deepseek", "deepseek-flash", million, peakMs), 0.3);
    assert.equal(amount("deepseek", "deepseek-v4-pro", million, peakMs), 1.32);
    assert.equal(amount("deepseek", "deepseek-v4-pro", million), 0.66);
  });

  it("changes price at the very border of the hour", () => {
    const border = Date.parse("2026-11-16T04:00:00Z");
    assert.equal(amount("deepseek", "deepseek-flash", million, border - 1), 0.3);
    assert.equal(amount("deepseek", "deepseek-flash", million, border), 0.15);
  });

  it("knows aliases and retired names, in any case", () => {
    for (const name of [
      "deepseek-v4-flash",
      "deepseek-v4-flash-vision-exp",
      "deepseek-chat",
      "DeepSeek-Reasoner",
    ]) {
      assert.equal(amount("deepseek", name, million), 0.15, name);
    }
  });

  it("takes a prompt for uncached where the provider says nothing, and half an account for what it is", () => {
    assert.equal(amount("deepseek", "deepseek-flash", usage(1_000_000, 0)), 0.15);
    assert.equal(
      amount("deepseek", "deepseek-flash", usage(1_000_000, 0, { cacheHitTokens: 1_000_000 })),
      0.003,
    );
    assert.equal(amount("deepseek", "deepseek-flash", usage(1_000_000, 0, { cacheMissTokens: 0 })), 0.003);
  });

  it("passes DeepInfra's own figure on as it is", () => {
    const used = usage(15, 16, { estimatedCostUsd: 0.0000268 });
    assert.deepEqual(costOf({ providerId: "deepinfra", model: "any/model", usage: used, atMs: 0 }), {
      amountUsd: 0.0000268,
      isEstimate: false,
    });
  });

  it("has DeepInfra's list where the answer has no figure, without peak hours", () => {
    const used = usage(1_000_000, 1_000_000);
    assert.equal(amount("deepinfra", "deepseek-ai/DeepSeek-V3.2", used, peakMs), 0.64);
    assert.equal(amount("deepinfra", "deepseek-ai/DeepSeek-V3.2:abc123", used), 0.64);
    const cached = usage(1_000_000, 0, { cacheHitTokens: 1_000_000, cacheMissTokens: 0 });
    assert.equal(amount("deepinfra", "deepseek-ai/DeepSeek-V3", cached), 0.32);
  });

  it("knows no price for other models, providers and names from nowhere", () => {
    for (const [provider, model] of [
      ["deepseek", "deepseek-v9"],
      ["deepseek", ""],
      ["deepseek", "constructor"],
      ["compatible", "deepseek-flash"],
      ["__proto__", "models"],
    ] as const) {
      assert.equal(amount(provider, model, million), undefined);
    }
  });

  it("is never negative, whatever a server counts", () => {
    assert.equal(amount("deepseek", "deepseek-flash", usage(10, 0, { cacheHitTokens: 50_000_000 })), 0);
  });
});

const label = (providerId: string, used: Usage) =>
  costLabel({ providerId, model: "deepseek-flash", usage: used, atMs: offPeakMs });

describe("costLabel", () => {
  it("marks what we reckoned", () => assert.equal(label("deepseek", usage(0, 2_000)), "≈ $0.0012"));
  it("does not mark what the provider told", () =>
    assert.equal(label("deepinfra", usage(1, 1, { estimatedCostUsd: 0.00123 })), "$0.0012"));
  it("has two digits from a dollar on", () =>
    assert.equal(label("deepinfra", usage(1, 1, { estimatedCostUsd: 12.345 })), "$12.35"));
  it("says that it is less than it can show", () =>
    assert.equal(label("deepseek", usage(10, 10)), "< $0.0001"));
  it("says zero when it is", () =>
    assert.equal(label("deepinfra", usage(1, 1, { estimatedCostUsd: 0 })), "$0.0000"));
  it("says that it knows no price", () => assert.equal(label("compatible", usage(1, 1)), "no price known"));
  it("says nothing for one's own machine", () => {
    assert.equal(label("llamacpp", usage(1, 1)), undefined);
    assert.equal(label("ollama", usage(1, 1)), undefined);
  });
});
