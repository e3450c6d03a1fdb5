import assert from "node:assert/strict";
import { createBudget } from "../../../src/usage/budget";
import { dayOf, nextDayMs } from "../../../src/usage/days";
import { ManualClock } from "./support/manualClock";
import { SharedStore } from "./support/sharedStore";

describe("createBudget", () => {
  let clock: ManualClock;
  let spent: Map<string, number>;
  let dailyUsd: number;
  let shared: SharedStore;

  beforeEach(() => {
    clock = new ManualClock();
    spent = new Map();
    dailyUsd = 1;
    shared = new SharedStore();
  });

  const open = () =>
    createBudget({
      ledger: { spentUsd: (atMs) => spent.get(dayOf(atMs)) ?? 0 },
      dailyUsd: () => dailyUsd,
      clock,
      store: shared.window(),
    });
  const spend = (amountUsd: number) => spent.set(dayOf(clock.wallMs()), amountUsd);

  const cases = [
    [0, "full"],
    [0.79, "full"],
    [0.8, "lowered"],
    [0.99, "lowered"],
    [1, "paused"],
    [5, "paused"],
  ] as const;
  for (const [amountUsd, pace] of cases) {
    it(`is ${pace} when ${amountUsd * 100} % is spent`, () => {
      spend(amountUsd);
      const budget = open();
      assert.equal(budget.pace(), pace);
      assert.deepEqual(budget.state(), {
        pace,
        spentUsd: amountUsd,
        dailyUsd: 1,
        resetAtMs: nextDayMs(clock.wallMs()),
      });
    });
  }

  it("holds nothing back where no budget is set", () => {
    dailyUsd = 0;
    spend(1000);
    assert.equal(open().pace(), "full");
    assert.equal(open().state().pace, "full");
  });

  it("follows the setting at once", () => {
    const budget = open();
    spend(2);
    assert.equal(budget.pace(), "paused");
    dailyUsd = 10;
    assert.equal(budget.pace(), "full");
  });

  it("begins anew the next day", () => {
    const budget = open();
    spend(2);
    clock.tick(budget.state().resetAtMs - clock.wallMs() - 1);
    assert.equal(budget.pace(), "paused");
    clock.tick(1);
    assert.equal(budget.pace(), "full");
  });

  it("can be lifted for the day, in every window", async () => {
    const [here, there] = [open(), open()];
    spend(2);
    await here.lift();
    shared.tell();
    assert.equal(here.pace(), "full");
    assert.equal(there.pace(), "full");
    clock.tick(24 * 3_600_000);
    spend(2);
    assert.equal(here.pace(), "paused");
    assert.equal(there.state().pace, "paused");
  });
});
