import assert from "node:assert/strict";
import { createBudget, judgeBudget, type BudgetLimits } from "../../../src/usage/budget";
import { dayOf, monthStart, nextDayMs, nextMonthMs } from "../../../src/usage/days";
import { ManualClock } from "./support/manualClock";
import { SharedStore } from "./support/sharedStore";

describe("judgeBudget", () => {
  const cases: readonly [
    spent: number,
    chat: BudgetLimits["chat"],
    isLifted: boolean,
    pace: string,
    verdict: string,
  ][] = [
    [0, "warn", false, "full", "send"],
    [0.79, "warn", false, "full", "send"],
    [0.79, "stop", false, "full", "send"],
    [0.8, "warn", false, "lowered", "warn"],
    [0.8, "stop", false, "lowered", "warn"],
    [0.99, "warn", false, "lowered", "warn"],
    [1, "warn", false, "paused", "warn"],
    [1, "stop", false, "paused", "ask"],
    [5, "warn", false, "paused", "warn"],
    [5, "stop", false, "paused", "ask"],
    [0.9, "stop", true, "full", "send"],
    [5, "stop", true, "full", "send"],
    [5, "warn", true, "full", "send"],
  ];
  for (const [spent, chat, isLifted, pace, verdict] of cases) {
    it(`at ${spent * 100} %, ${chat}${isLifted ? ", lifted" : ""}: completions ${pace}, chat ${verdict}`, () =>
      assert.deepEqual(judgeBudget(spent, chat, isLifted), { pace, chat: verdict }));
  }
});

describe("createBudget", () => {
  let clock: ManualClock;
  let spent: Map<string, number>;
  let limits: BudgetLimits;
  let shared: SharedStore;

  beforeEach(() => {
    clock = new ManualClock();
    spent = new Map();
    limits = { dailyUsd: 1, monthlyUsd: 0, chat: "stop" };
    shared = new SharedStore();
  });

  const open = () =>
    createBudget({
      ledger: {
        spentUsd: (atMs, period) =>
          [...spent]
            .filter(([day]) =>
              period === "day" ? day === dayOf(atMs) : day.startsWith(dayOf(atMs).slice(0, 7)),
            )
            .reduce((sum, [, amountUsd]) => sum + amountUsd, 0),
      },
      limits: () => limits,
      clock,
      store: shared.window(),
    });
  const spend = (amountUsd: number) => spent.set(dayOf(clock.wallMs()), amountUsd);

  const cases: readonly [
    dailyUsd: number,
    monthlyUsd: number,
    dayUsd: number,
    earlierUsd: number,
    pace: string,
    chat: string,
    tighter: string | undefined,
  ][] = [
    [0, 0, 1000, 1000, "full", "send", undefined],
    [1, 0, 0.79, 1000, "full", "send", "day"],
    [1, 0, 0.8, 1000, "lowered", "warn", "day"],
    [1, 0, 1, 0, "paused", "ask", "day"],
    [0, 10, 1, 6.9, "full", "send", "month"],
    [0, 10, 1, 7, "lowered", "warn", "month"],
    [0, 10, 1, 9, "paused", "ask", "month"],
    [1, 10, 0.5, 9.5, "paused", "ask", "month"],
    [1, 10, 1, 0, "paused", "ask", "day"],
    [1, 10, 0.9, 0, "lowered", "warn", "day"],
    [2, 10, 1, 4, "full", "send", "day"],
  ];
  for (const [dailyUsd, monthlyUsd, dayUsd, earlierUsd, pace, chat, tighter] of cases) {
    it(`with $${dailyUsd} a day and $${monthlyUsd} a month, $${dayUsd} today and $${earlierUsd} before: ${pace}, ${chat}`, () => {
      limits = { dailyUsd, monthlyUsd, chat: "stop" };
      spend(dayUsd);
      spent.set(monthStart(clock.wallMs()), earlierUsd);
      const budget = open();
      assert.equal(budget.pace(), pace);
      assert.deepEqual(budget.state(), {
        pace,
        chat,
        isLifted: false,
        day: { spentUsd: dayUsd, limitUsd: dailyUsd, resetAtMs: nextDayMs(clock.wallMs()) },
        month: {
          spentUsd: dayUsd + earlierUsd,
          limitUsd: monthlyUsd,
          resetAtMs: nextMonthMs(clock.wallMs()),
        },
        ...(tighter !== undefined && { tighter }),
      });
    });
  }

  it("follows the setting at once", () => {
    const budget = open();
    spend(2);
    assert.equal(budget.pace(), "paused");
    limits = { ...limits, dailyUsd: 10 };
    assert.equal(budget.pace(), "full");
  });

  it("begins anew the next day", () => {
    const budget = open();
    spend(2);
    clock.tick(budget.state().day.resetAtMs - clock.wallMs() - 1);
    assert.equal(budget.pace(), "paused");
    clock.tick(1);
    assert.equal(budget.pace(), "full");
  });

  it("begins anew with the next month", () => {
    limits = { dailyUsd: 0, monthlyUsd: 1, chat: "stop" };
    const budget = open();
    spend(2);
    clock.tick(budget.state().month.resetAtMs - clock.wallMs() - 1);
    assert.equal(budget.state().chat, "ask");
    clock.tick(1);
    assert.equal(budget.state().chat, "send");
  });

  it("can be lifted for the day, in every window", async () => {
    const [here, there] = [open(), open()];
    spend(2);
    await here.lift();
    shared.tell();
    assert.equal(here.pace(), "full");
    assert.equal(there.pace(), "full");
    assert.equal(there.state().chat, "send");
    clock.tick(24 * 3_600_000);
    spend(2);
    assert.equal(here.pace(), "paused");
    assert.equal(there.state().pace, "paused");
  });
});
