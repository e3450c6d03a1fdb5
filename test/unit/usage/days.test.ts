import assert from "node:assert/strict";
import * as fc from "fast-check";
import { dayBefore, dayOf, monthStart, nextDayMs, nextMonthMs } from "../../../src/usage/days";

describe("days", () => {
  it("are the user's own calendar days", () => {
    assert.equal(dayOf(new Date(2026, 0, 5, 0, 0, 0).getTime()), "2026-01-05");
    assert.equal(dayOf(new Date(2026, 0, 5, 23, 59, 59, 999).getTime()), "2026-01-05");
  });

  it("are counted back over months and years", () => {
    const atMs = new Date(2026, 0, 2, 0, 30).getTime();
    assert.equal(dayBefore(atMs, 0), "2026-01-02");
    assert.equal(dayBefore(atMs, 3), "2025-12-30");
  });

  it("follow one another, also where the clocks change", () => {
    const somewhen = fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true });
    fc.assert(
      fc.property(somewhen, (date) => {
        const atMs = date.getTime();
        const nextMs = nextDayMs(atMs);
        assert.ok(nextMs > atMs);
        assert.ok(dayOf(nextMs) > dayOf(atMs));
        assert.equal(dayOf(nextMs - 1), dayOf(atMs));
        assert.equal(dayBefore(nextMs, 1), dayOf(atMs));
      }),
    );
  });
});

describe("months", () => {
  it("begin with their first day and end where the next one begins", () => {
    const somewhen = fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true });
    fc.assert(
      fc.property(somewhen, (date) => {
        const atMs = date.getTime();
        const nextMs = nextMonthMs(atMs);
        assert.ok(nextMs > atMs);
        assert.equal(dayOf(nextMs), monthStart(nextMs));
        assert.equal(monthStart(nextMs - 1), monthStart(atMs));
        assert.equal(monthStart(atMs), `${dayOf(atMs).slice(0, 7)}-01`);
      }),
    );
  });
});
