import assert from "node:assert/strict";
import * as fc from "fast-check";
import { dayBefore, dayOf } from "../../../src/usage/days";
import { DayTotals } from "../../../src/usage/dayTotals";
import { ManualClock } from "./support/manualClock";
import { SharedStore } from "./support/sharedStore";

const dayMs = 24 * 3_600_000;

describe("DayTotals", () => {
  let clock: ManualClock;
  let shared: SharedStore;
  let failures: unknown[];

  beforeEach(() => {
    clock = new ManualClock();
    shared = new SharedStore();
    failures = [];
  });

  function open(maxRowsPerDay = 8) {
    return new DayTotals({
      store: shared.window(),
      key: "sums",
      names: ["apples", "pears"],
      clock,
      maxRowsPerDay,
      otherRow: "other",
      onFailure: (error) => failures.push(error),
    });
  }

  const today = () => dayOf(clock.wallMs());
  const rowsOf = (totals: ReturnType<typeof open>, first = today(), last = today()) =>
    Object.fromEntries(totals.rows(first, last));

  it("sums by day and row, written or not", async () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    totals.add(clock.wallMs() - dayMs, "red", { apples: 5 });
    await totals.save();
    totals.add(clock.wallMs(), "red", { apples: 2, pears: 1 });
    totals.add(clock.wallMs(), "green", { pears: 3 });
    assert.deepEqual(rowsOf(totals), { red: { apples: 3, pears: 1 }, green: { pears: 3 } });
    assert.deepEqual(rowsOf(totals, dayBefore(clock.wallMs(), 6)), {
      red: { apples: 8, pears: 1 },
      green: { pears: 3 },
    });
  });

  it("writes 5 s after the first addition, once", async () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    clock.tick(4_000);
    totals.add(clock.wallMs(), "red", { apples: 1 });
    assert.equal(clock.timerCount, 1);
    clock.tick(1_000);
    assert.equal(clock.timerCount, 0);
    await totals.save();
    assert.deepEqual(shared.value("sums"), { [today()]: { red: { apples: 2 } } });
  });

  it("writes what is left at the end and leaves no timer behind", async () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.dispose();
    assert.equal(clock.timerCount, 0);
    assert.deepEqual(rowsOf(open()), { red: { apples: 1 } });
  });

  it("forgets after 62 days", async () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    clock.tick(61 * dayMs);
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    assert.equal(Object.keys(shared.value("sums") ?? {}).length, 2);
    clock.tick(dayMs);
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    assert.equal(Object.keys(shared.value("sums") ?? {}).length, 2);
  });

  it("puts the rows that are too many into one", async () => {
    const totals = open(3);
    for (const row of ["a", "b", "c", "d", "a"]) {
      totals.add(clock.wallMs(), row, { apples: 1 });
      await totals.save();
    }
    assert.deepEqual(rowsOf(totals), { a: { apples: 2 }, b: { apples: 1 }, other: { apples: 2 } });
  });

  it("takes a count back", async () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    totals.add(clock.wallMs(), "red", { apples: -1, pears: 1 });
    await totals.save();
    assert.deepEqual(rowsOf(totals), { red: { pears: 1 } });
  });

  it("counts no nonsense", () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: Number.NaN, pears: Infinity });
    assert.deepEqual(rowsOf(totals), { red: {} });
  });

  it("owes nothing when what is taken back was cleared meanwhile", async () => {
    const totals = open();
    await totals.clear();
    totals.add(clock.wallMs(), "red", { apples: -1 });
    assert.deepEqual(rowsOf(totals), { red: { apples: 0 } });
    await totals.save();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    assert.deepEqual(rowsOf(totals), { red: { apples: 1 } });
  });

  for (const keepsInWindow of [true, false]) {
    it(`counts nothing twice and loses nothing when writing fails ${keepsInWindow ? "behind the window's copy" : "at once"}`, async () => {
      const totals = open();
      totals.add(clock.wallMs(), "red", { apples: 1 });
      shared.failure = { keepsInWindow };
      await totals.save();
      assert.equal(failures.length, 1);
      assert.deepEqual(rowsOf(totals), { red: { apples: 1 } });
      shared.failure = undefined;
      totals.add(clock.wallMs(), "red", { apples: 1 });
      await totals.save();
      assert.deepEqual(shared.value("sums"), { [today()]: { red: { apples: 2 } } });
    });
  }

  it("forgets everything when asked to, and goes on", async () => {
    const totals = open();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.clear();
    assert.deepEqual(rowsOf(totals), {});
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    assert.deepEqual(shared.value("sums"), { [today()]: { red: { apples: 1 } } });
  });

  it("lets the caller know that clearing failed, and writes again later", async () => {
    const totals = open();
    shared.failure = { keepsInWindow: false };
    await assert.rejects(totals.clear());
    shared.failure = undefined;
    totals.add(clock.wallMs(), "red", { apples: 1 });
    await totals.save();
    assert.deepEqual(rowsOf(totals), { red: { apples: 1 } });
  });

  it("keeps a row's name whatever it is", async () => {
    const totals = open();
    for (const row of ["__proto__", "constructor", ""]) totals.add(clock.wallMs(), row, { apples: 1 });
    await totals.save();
    shared.tell();
    assert.deepEqual([...totals.rows(today(), today()).keys()].toSorted(), ["", "__proto__", "constructor"]);
    assert.equal(Object.hasOwn(Object.prototype, "apples"), false);
  });

  it("takes whatever it finds in the store, and counts on with what makes sense", async () => {
    const damage = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom("2026-11-16", "2026-11-15", "yesterday", "__proto__"),
        fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            fc.constantFrom("red", "green"),
            fc.oneof(
              fc.jsonValue(),
              fc.dictionary(
                fc.constantFrom("apples", "pears", "plums"),
                fc.oneof(fc.integer(), fc.jsonValue()),
              ),
            ),
          ),
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (stored) => {
        shared = new SharedStore({ sums: stored });
        const totals = open();
        const before = totals.rows(today(), today()).get("red")?.apples ?? 0;
        for (const counts of totals.rows("0000-00-00", "9999-99-99").values()) {
          for (const count of Object.values(counts)) assert.ok(Number.isFinite(count) && count >= 0);
        }
        totals.add(clock.wallMs(), "red", { apples: 2 });
        assert.equal(totals.rows(today(), today()).get("red")?.apples, before + 2);
        await totals.save();
        assert.deepEqual(failures, []);
      }),
    );
  });

  it("adds up over all windows, whatever order they write in", async () => {
    const step = fc.record({
      window: fc.nat(2),
      row: fc.constantFrom("red", "green"),
      apples: fc.nat(9),
      daysBack: fc.nat(2),
      after: fc.constantFrom("nothing", "save", "restart"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        shared = new SharedStore();
        const windows = [open(), open(), open()];
        const expected = new Map<string, number>();
        for (const { window, row, apples, daysBack, after } of steps) {
          const atMs = clock.wallMs() - daysBack * dayMs;
          windows[window]?.add(atMs, row, { apples });
          const name = `${dayOf(atMs)} ${row}`;
          expected.set(name, (expected.get(name) ?? 0) + apples);
          if (after === "nothing") continue;
          // Windows see each other's writes before they write themselves; what happens else is said at the class.
          shared.tell();
          await windows[window]?.dispose();
          shared.tell();
          if (after === "restart") windows[window] = open();
        }
        for (const totals of windows) {
          await totals.save();
          shared.tell();
        }
        for (const [name, apples] of expected) {
          const [day = "", row = ""] = name.split(" ");
          assert.equal(open().rows(day, day).get(row)?.apples ?? 0, apples, name);
        }
      }),
    );
  });
});
