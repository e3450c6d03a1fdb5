import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  cacheLoss,
  cacheLossSentence,
  isTrifle,
  type CacheLossQuery,
} from "../../../../src/chat/cost/cacheLoss";
import { Pricing } from "../../../../src/usage/pricing";
import { listPrices } from "../../usage/support/listPrices";

const peakMs = Date.parse("2026-11-16T02:00:00Z");
const offPeakMs = Date.parse("2026-11-16T12:00:00Z");
const inYuan = new Pricing({ overrides: () => new Map(), isInYuan: () => true });
const flash = { providerId: "deepseek", model: "deepseek-flash" };
const pro = { providerId: "deepseek", model: "deepseek-v4-pro" };
const own = { providerId: "ollama", model: "qwen3" };

const lossOf = (more: Partial<CacheLossQuery>) =>
  cacheLoss({ ...flash, messageTokens: [], changedFrom: 0, pricing: listPrices, atMs: offPeakMs, ...more });
const sentence = (tokens: string, amounts?: string) =>
  `This sends about ${tokens} tokens anew${amounts === undefined ? "" : `: about ${amounts}`}.`;

describe("cacheLoss", () => {
  const request = [1_000, 40_000, 2_000, 5_000];
  const cases: readonly [action: string, query: Partial<CacheLossQuery>, tokens: number, told?: string][] = [
    ["another effort, from the first token on", {}, 48_000, sentence("48,000", "$0.0072 instead of $0.0001")],
    ["in peak hours", { atMs: peakMs }, 48_000, sentence("48,000", "$0.0144 instead of $0.0003")],
    ["another system prompt", { changedFrom: 1 }, 47_000, sentence("47,000", "$0.0070 instead of $0.0001")],
    [
      "an edit of the first question",
      { messageTokens: [1_000, 40_000], changedFrom: 1 },
      40_000,
      sentence("40,000", "$0.0060 instead of $0.0001"),
    ],
    ["an edit of a later question", { changedFrom: 3 }, 5_000],
    ["the same question again", { changedFrom: 4 }, 0],
    ["a dearer model", { ...pro, before: flash }, 48_000, sentence("48,000", "$0.0317 instead of $0.0001")],
    ["a cheaper model", { ...flash, before: pro }, 48_000, sentence("48,000", "$0.0072 instead of $0.0011")],
    [
      "a dearer model and few tokens",
      { ...pro, before: flash, messageTokens: [8_000] },
      8_000,
      sentence("8,000", "$0.0053 instead of < $0.0001"),
    ],
    ["few tokens", { messageTokens: [8_000] }, 8_000],
    ["a server of one's own", { ...own, before: own }, 48_000, sentence("48,000")],
    [
      "another provider, of which no price is known",
      { providerId: "compatible", model: "x", before: flash },
      48_000,
      sentence("48,000"),
    ],
    ["an account in yuan", { pricing: inYuan }, 48_000, sentence("48,000", "¥0.0480 instead of ¥0.0010")],
    ["a conversation that is empty", { messageTokens: [] }, 0],
  ];
  for (const [action, query, tokens, told] of cases) {
    it(`${told === undefined ? "is a trifle" : "is told"}: ${action}`, () => {
      const loss = lossOf({ messageTokens: request, ...query });
      assert.equal(loss.tokens, tokens);
      assert.equal(isTrifle(loss) ? undefined : cacheLossSentence(loss), told);
    });
  }

  const borders: readonly [tokens: number, who: typeof flash, isTold: boolean][] = [
    [19_999, flash, false],
    [20_000, flash, true],
    [7_836, pro, false],
    [7_837, pro, true],
  ];
  for (const [tokens, who, isTold] of borders) {
    it(`${isTold ? "tells" : "does not tell"} ${tokens} tokens of ${who.model}`, () =>
      assert.equal(!isTrifle(lossOf({ ...who, messageTokens: [tokens] })), isTold));
  }

  it("rounds what is a guess", () =>
    assert.match(cacheLossSentence(lossOf({ messageTokens: [123_456] })), /about 120,000 tokens/));

  it("sums what stands from the change on, never less for a change further up", () => {
    const tokens = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(tokens, fc.nat(45), fc.boolean(), (messageTokens, changedFrom, isPeak) => {
        const atMs = isPeak ? peakMs : offPeakMs;
        const loss = lossOf({ messageTokens, changedFrom, atMs });
        const sum = messageTokens.reduce((all, each, index) => all + (index < changedFrom ? 0 : each), 0);
        assert.equal(loss.tokens, sum);
        assert.ok(Math.abs((loss.usd ?? NaN) - (sum * (isPeak ? 0.3 : 0.15)) / 1e6) < 1e-12);
        assert.ok((loss.cachedUsd ?? NaN) <= (loss.usd ?? NaN));
        assert.ok(lossOf({ messageTokens, changedFrom: changedFrom - 1, atMs }).tokens >= loss.tokens);
      }),
    );
  });
});
