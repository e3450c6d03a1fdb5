import assert from "node:assert/strict";
import type { Usage } from "../../../src/provider/events";
import { Pricing } from "../../../src/usage/pricing";
import { readPriceOverrides } from "../../../src/usage/priceOverrides";
import { listPrices } from "./support/listPrices";

const peakMs = Date.parse("2026-11-16T02:00:00Z");
const offPeakMs = Date.parse("2026-11-16T12:00:00Z");
const usage = (promptTokens: number, completionTokens: number, rest: Partial<Usage> = {}): Usage => ({
  promptTokens,
  completionTokens,
  totalTokens: promptTokens + completionTokens,
  ...rest,
});

const amount = (providerId: string, model: string, used: Usage, atMs = offPeakMs) => {
  const cost = listPrices.costOf({ providerId, model, usage: used, atMs });
  return cost && Number(cost.amountUsd.toFixed(9));
};

describe("Pricing.costOf", () => {
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
    assert.deepEqual(
      listPrices.costOf({ providerId: "deepinfra", model: "any/model", usage: used, atMs: 0 }),
      {
        amountUsd: 0.0000268,
        isEstimate: false,
      },
    );
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
  listPrices.costLabel({ providerId, model: "deepseek-flash", usage: used, atMs: offPeakMs });

describe("Pricing.costLabel", () => {
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

describe("Pricing for an account in yuan", () => {
  const inYuan = new Pricing({ overrides: () => new Map(), isInYuan: (id) => id === "deepseek" });
  const used = usage(1_000_000, 1_000_000, { cacheHitTokens: 500_000, cacheMissTokens: 500_000 });

  it("tells what is billed in yuan, and the dollars that budgets count", () => {
    const cost = inYuan.costOf({
      providerId: "deepseek",
      model: "deepseek-flash",
      usage: used,
      atMs: offPeakMs,
    });
    assert.equal(cost?.amountCny?.toFixed(6), "4.510000");
    assert.equal(cost.amountUsd.toFixed(6), "0.676500");
  });

  it("doubles in peak hours too", () => {
    const cost = inYuan.costOf({
      providerId: "deepseek",
      model: "deepseek-v4-pro",
      usage: used,
      atMs: peakMs,
    });
    assert.equal(cost?.amountCny?.toFixed(6), (2 * (0.075 + 2.25 + 13.5)).toFixed(6));
  });

  it("shows yuan where the list has them, else dollars", () => {
    const label = (providerId: string, model: string) =>
      inYuan.costLabel({ providerId, model, usage: used, atMs: offPeakMs });
    assert.equal(label("deepseek", "deepseek-flash"), "≈ ¥4.51");
    assert.equal(label("deepinfra", "deepseek-ai/DeepSeek-V3"), "≈ $1.21");
  });
});

describe("Pricing with the user's prices", () => {
  const withPrices = (value: unknown, isInYuan = false) =>
    new Pricing({ overrides: () => readPriceOverrides(value).overrides, isInYuan: () => isInYuan });
  const million = usage(1_000_000, 1_000_000, { cacheHitTokens: 0, cacheMissTokens: 1_000_000 });
  const cases: readonly [
    what: string,
    prices: unknown,
    providerId: string,
    model: string,
    atMs: number,
    usd?: number,
  ][] = [
    [
      "a model of one's own",
      { compatible: { mine: { miss: 1, output: 2 } } },
      "compatible",
      "mine",
      peakMs,
      3,
    ],
    ["any case", { compatible: { MiNe: { miss: 1, output: 2 } } }, "compatible", "mINE", peakMs, 3],
    [
      "a part of a known price",
      { deepseek: { "deepseek-flash": { output: 2 } } },
      "deepseek",
      "deepseek-flash",
      offPeakMs,
      2.15,
    ],
    [
      "peak hours as the provider has them",
      { deepseek: { "deepseek-flash": { output: 2 } } },
      "deepseek",
      "deepseek-flash",
      peakMs,
      4.3,
    ],
    [
      "peak hours switched off",
      { deepseek: { "deepseek-flash": { peakFactor: 1 } } },
      "deepseek",
      "deepseek-flash",
      peakMs,
      0.75,
    ],
    [
      "peak hours at a gateway",
      { compatible: { mine: { miss: 1, output: 2, peakFactor: 3 } } },
      "compatible",
      "mine",
      peakMs,
      9,
    ],
    [
      "a server of one's own",
      { ollama: { "qwen:7b": { miss: 0.1, output: 0.1 } } },
      "ollama",
      "qwen:7b",
      peakMs,
      0.2,
    ],
    [
      "another model",
      { compatible: { mine: { miss: 1, output: 2 } } },
      "compatible",
      "other",
      peakMs,
      undefined,
    ],
    ["nothing", {}, "compatible", "mine", peakMs, undefined],
  ];
  for (const [what, prices, providerId, model, atMs, usd] of cases) {
    it(`heeds ${what}`, () => {
      const cost = withPrices(prices).costOf({ providerId, model, usage: million, atMs });
      assert.equal(cost && Number(cost.amountUsd.toFixed(9)), usd);
    });
  }

  it("leaves what a provider says a request cost as it is", () => {
    const pricing = withPrices({ deepinfra: { "a/b": { miss: 1, output: 2 } } });
    const used = usage(1, 1, { estimatedCostUsd: 0.5 });
    assert.equal(
      pricing.costOf({ providerId: "deepinfra", model: "a/b", usage: used, atMs: 0 })?.amountUsd,
      0.5,
    );
  });

  it("does not guess what they come to in yuan", () => {
    const pricing = withPrices({ deepseek: { "deepseek-flash": { output: 2 } } }, true);
    const label = pricing.costLabel({
      providerId: "deepseek",
      model: "deepseek-flash",
      usage: million,
      atMs: offPeakMs,
    });
    assert.equal(label, "≈ $2.15");
  });
});

describe("readPriceOverrides", () => {
  const cases: readonly [value: unknown, problem: RegExp][] = [
    [{ openai: {} }, /knows the providers deepseek, deepinfra, .* \(openai\)/],
    [{ deepseek: 3 }, /needs prices by model \(deepseek\)/],
    [
      { deepseek: { "deepseek-flash": 3 } },
      /needs hit, miss and output for a model \(deepseek, deepseek-flash\)/,
    ],
    [
      { deepseek: { "deepseek-flash": { miss: "1" } } },
      /needs a number from 0 to 10000 \(deepseek, deepseek-flash, miss\)/,
    ],
    [{ deepseek: { "deepseek-flash": { miss: -1 } } }, /needs a number/],
    [{ deepseek: { "deepseek-flash": { miss: 1e9 } } }, /needs a number/],
    [{ deepseek: { "deepseek-flash": { input: 1 } } }, /knows hit, miss, output, peakFactor \(.*, input\)/],
    [
      { compatible: { mine: { output: 1 } } },
      /needs miss and output for a model whose price is not known \(compatible, mine\)/,
    ],
  ];
  for (const [value, problem] of cases) {
    it(`says what is wrong with ${JSON.stringify(value)}`, () => {
      const { problems } = readPriceOverrides(value);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", problem);
    });
  }

  it("uses the rest", () => {
    const { overrides, problems } = readPriceOverrides({
      openai: {},
      deepseek: { "deepseek-flash": { miss: 1, output: "x" }, "deepseek-v4-pro": { output: 3 } },
    });
    assert.equal(problems.length, 2);
    assert.deepEqual(
      [...(overrides.get("deepseek") ?? [])],
      [
        ["deepseek-flash", { miss: 1 }],
        ["deepseek-v4-pro", { output: 3 }],
      ],
    );
  });

  it("takes no price from where prices are not", () => {
    for (const value of [undefined, null, 3, "x", []]) {
      assert.deepEqual(readPriceOverrides(value), { overrides: new Map(), problems: [] });
    }
    assert.equal(
      readPriceOverrides(JSON.parse('{"__proto__": {"x": {"miss": 1, "output": 1}}}')).overrides.size,
      0,
    );
  });
});
