import assert from "node:assert/strict";
import * as fc from "fast-check";
import { dayBefore, dayOf, monthStart } from "../../../src/usage/days";
import { Ledger, sumOf, type RequestUse } from "../../../src/usage/ledger";
import { moneyText } from "../../../src/usage/money";
import { Pricing } from "../../../src/usage/pricing";
import { listPrices } from "./support/listPrices";
import { ManualClock } from "./support/manualClock";
import { SharedStore } from "./support/sharedStore";

// A Saturday: no peak hours anywhere.
const saturday = new Date(2026, 10, 21, 12);

describe("Ledger", () => {
  let clock: ManualClock;
  let shared: SharedStore;
  let ledger: Ledger;
  let pricing = listPrices;

  beforeEach(() => {
    clock = new ManualClock(saturday);
    shared = new SharedStore();
    pricing = listPrices;
    ledger = open();
  });

  const open = () =>
    new Ledger({
      store: shared.window(),
      clock,
      pricing,
      onFailure: (error) => assert.fail(String(error)),
    });
  const today = () => dayOf(clock.wallMs());

  function use(more: Partial<RequestUse> = {}): RequestUse {
    return {
      feature: "completion",
      providerId: "deepseek",
      model: "deepseek-flash",
      atMs: clock.wallMs(),
      promptChars: 4000,
      textChars: 100,
      usage: { promptTokens: 1000, completionTokens: 25, totalTokens: 1025, cacheHitTokens: 900 },
      ...more,
    };
  }

  it("sums requests, tokens and cost by feature, provider and model", () => {
    ledger.record(use());
    ledger.record(use());
    ledger.record(use({ feature: "chat" }));
    const [completions, chat] = ledger.rows(today(), today());
    assert.equal(completions?.feature, "completion");
    assert.equal(completions.model, "deepseek-flash");
    assert.equal(completions.requests, 2);
    assert.equal(completions.estimatedRequests, 0);
    assert.equal(completions.promptTokens, 2000);
    assert.equal(completions.cacheHitTokens, 1800);
    assert.equal(completions.outputTokens, 50);
    assert.equal(chat?.feature, "chat");
    assert.equal(completions.costUsd, 2 * chat.costUsd);
    assert.ok(chat.costUsd > 0);
    assert.equal(ledger.spentUsd(clock.wallMs(), "day"), completions.costUsd + chat.costUsd);
  });

  it("counts a request on the day it was sent", () => {
    ledger.record(use({ atMs: clock.wallMs() - 24 * 3_600_000 }));
    assert.equal(ledger.spentUsd(clock.wallMs(), "day"), 0);
    const yesterday = dayBefore(clock.wallMs(), 1);
    assert.equal(sumOf(ledger.rows(yesterday, today())).requests, 1);
  });

  it("estimates what was broken off as the last complete answer was", () => {
    ledger.record(use());
    ledger.record(use({ usage: undefined, promptChars: 2000, textChars: 40 }));
    const { requests, estimatedRequests, promptTokens, cacheHitTokens, outputTokens } = sumOf(
      ledger.rows(today(), today()),
    );
    assert.equal(requests, 2);
    assert.equal(estimatedRequests, 1);
    assert.equal(promptTokens, 1000 + 500);
    assert.equal(cacheHitTokens, 900 + 450);
    assert.equal(outputTokens, 25 + 10);
  });

  it("estimates without a complete answer from the characters alone, with no cache", () => {
    ledger.record(use({ usage: undefined, promptChars: 1000, textChars: 0 }));
    const { promptTokens, cacheHitTokens, outputTokens, costUsd } = sumOf(ledger.rows(today(), today()));
    assert.equal(promptTokens, 420);
    assert.equal(cacheHitTokens, 0);
    assert.equal(outputTokens, 0);
    assert.ok(costUsd > 0);
  });

  it("does not estimate one feature by another, nor one provider", () => {
    ledger.record(use());
    for (const more of [{ feature: "chat" as const }, { providerId: "deepinfra" }]) {
      const broken = use({ ...more, usage: undefined, promptChars: 1000, textChars: 0 });
      assert.equal(ledger.estimate(broken).promptTokens, 420);
    }
  });

  it("names what was broken off as the model that answers, once one has", () => {
    ledger.record(use({ model: "flash", usage: undefined }));
    ledger.record(use({ model: "flash", answeredBy: "deepseek-flash" }));
    ledger.record(use({ model: "flash", usage: undefined }));
    assert.deepEqual(
      ledger.rows(today(), today()).map(({ model, requests }) => [model, requests]),
      [
        ["deepseek-flash", 2],
        ["flash", 1],
      ],
    );
  });

  it("counts an answer without a prompt, or one that tells nonsense, without breaking", () => {
    const usage = { promptTokens: 0, completionTokens: 0, totalTokens: 0, cacheHitTokens: 5 };
    ledger.record(use({ usage, promptChars: 0, textChars: 0 }));
    ledger.record(use({ usage: undefined, promptChars: 1000, textChars: 100 }));
    const { promptTokens, outputTokens, costUsd } = sumOf(ledger.rows(today(), today()));
    assert.equal(promptTokens, 420);
    assert.equal(outputTokens, 42);
    assert.ok(Number.isFinite(costUsd));
  });

  it("says of how many requests no price is known; a local server asks none", () => {
    ledger.record(use({ providerId: "compatible", model: "llama|3" }));
    ledger.record(use({ providerId: "ollama", model: "deepseek-coder" }));
    const rows = ledger.rows(today(), today());
    assert.equal(rows.find(({ model }) => model === "llama|3")?.unpricedRequests, 1);
    assert.equal(rows.find(({ providerId }) => providerId === "ollama")?.unpricedRequests, 0);
    assert.equal(ledger.spentUsd(clock.wallMs(), "day"), 0);
  });

  it("counts for all windows together, and over restarts", async () => {
    const other = open();
    ledger.record(use());
    await ledger.dispose();
    shared.tell();
    other.record(use());
    assert.equal(sumOf(other.rows(today(), today())).requests, 2);
    await other.dispose();
    shared.tell();
    assert.equal(sumOf(ledger.rows(today(), today())).requests, 2);
    assert.equal(sumOf(open().rows(today(), today())).requests, 2);
  });

  it("sums the calendar month of a date, whatever came before", () => {
    const at = (month: number, day: number) => new Date(2026, month, day, 12).getTime();
    for (const atMs of [at(9, 31), at(10, 1), at(10, 20), at(10, 21)]) ledger.record(use({ atMs }));
    const one = ledger.spentUsd(at(9, 31), "day");
    assert.ok(one > 0);
    assert.equal(ledger.spentUsd(at(9, 31), "month"), one);
    assert.equal(ledger.spentUsd(at(10, 1), "month"), one);
    assert.equal(ledger.spentUsd(at(10, 21), "month"), 3 * one);
    assert.equal(ledger.spentUsd(at(11, 1), "month"), 0);
  });

  it("keeps this month and the last one, whole", async () => {
    clock = new ManualClock(new Date(2026, 11, 31, 12));
    ledger = open();
    ledger.record(use({ atMs: new Date(2026, 10, 1, 1).getTime() }));
    await ledger.dispose();
    shared.tell();
    assert.deepEqual(
      open()
        .days("2026-01-01", "2026-12-31")
        .map(({ day, requests }) => [day, requests]),
      [["2026-11-01", 1]],
    );
  });

  it("counts what was thinking, and what is billed in yuan beside its dollars", () => {
    pricing = new Pricing({ overrides: () => new Map(), isInYuan: () => true });
    ledger = open();
    const usage = {
      promptTokens: 0,
      completionTokens: 1_000_000,
      totalTokens: 1_000_000,
      reasoningTokens: 400_000,
    };
    ledger.record(use({ usage }));
    ledger.record(use({ usage, providerId: "deepinfra", model: "deepseek-ai/DeepSeek-V3" }));
    const sums = sumOf(ledger.rows(today(), today()));
    assert.equal(sums.reasoningTokens, 800_000);
    assert.equal(sums.costCny, 4);
    assert.equal(sums.costCnyInUsd, 0.6);
    assert.equal(moneyText(sums), "$0.8900 + ¥4.00");
  });

  it("has sums that are those of its days, for any requests", () => {
    const request = fc.record({
      day: fc.integer({ min: 0, max: 61 }),
      feature: fc.constantFrom("completion" as const, "chat" as const, "action" as const),
      model: fc.constantFrom("deepseek-flash", "deepseek-v4-pro", "unknown"),
      promptTokens: fc.integer({ min: 0, max: 1_000_000 }),
      hitShare: fc.double({ min: 0, max: 1, noNaN: true }),
      completionTokens: fc.integer({ min: 0, max: 100_000 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        shared = new SharedStore();
        ledger = open();
        const noon = clock.wallMs();
        for (const { day, feature, model, promptTokens, hitShare, completionTokens } of requests) {
          const atMs = new Date(dayBefore(noon, day) + "T12:00").getTime();
          const cacheHitTokens = Math.floor(promptTokens * hitShare);
          const usage = {
            promptTokens,
            completionTokens,
            totalTokens: promptTokens + completionTokens,
            cacheHitTokens,
          };
          ledger.record(use({ feature, model, atMs, usage }));
        }
        const first = dayBefore(noon, 61);
        const whole = sumOf(ledger.rows(first, today()));
        const byDay = sumOf(ledger.days(first, today()));
        assert.equal(whole.requests, requests.length);
        assert.equal(
          whole.promptTokens,
          requests.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
        );
        assert.equal(whole.unpricedRequests, requests.filter(({ model }) => model === "unknown").length);
        assert.ok(whole.cacheHitTokens <= whole.promptTokens);
        for (const name of [
          "requests",
          "promptTokens",
          "cacheHitTokens",
          "outputTokens",
          "unpricedRequests",
        ] as const)
          assert.equal(byDay[name], whole[name], name);
        assert.ok(Math.abs(byDay.costUsd - whole.costUsd) < 1e-9);
        const month = sumOf(ledger.rows(monthStart(noon), today())).costUsd;
        assert.ok(Math.abs(ledger.spentUsd(noon, "month") - month) < 1e-9);
        assert.ok(ledger.spentUsd(noon, "day") <= ledger.spentUsd(noon, "month") + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("forgets when asked to", async () => {
    ledger.record(use());
    await ledger.clear();
    assert.deepEqual(ledger.rows(today(), today()), []);
  });
});
