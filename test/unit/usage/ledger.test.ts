import assert from "node:assert/strict";
import { dayBefore, dayOf } from "../../../src/usage/days";
import { Ledger, sumOf, type RequestUse } from "../../../src/usage/ledger";
import { ManualClock } from "./support/manualClock";
import { SharedStore } from "./support/sharedStore";

// A Saturday: no peak hours anywhere.
const saturday = new Date(2026, 10, 21, 12);

describe("Ledger", () => {
  let clock: ManualClock;
  let shared: SharedStore;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new ManualClock(saturday);
    shared = new SharedStore();
    ledger = open();
  });

  const open = () =>
    new Ledger({ store: shared.window(), clock, onFailure: (error) => assert.fail(String(error)) });
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
    assert.equal(ledger.spentUsd(clock.wallMs()), completions.costUsd + chat.costUsd);
  });

  it("counts a request on the day it was sent", () => {
    ledger.record(use({ atMs: clock.wallMs() - 24 * 3_600_000 }));
    assert.equal(ledger.spentUsd(clock.wallMs()), 0);
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
    assert.equal(ledger.spentUsd(clock.wallMs()), 0);
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

  it("forgets when asked to", async () => {
    ledger.record(use());
    await ledger.clear();
    assert.deepEqual(ledger.rows(today(), today()), []);
  });
});
