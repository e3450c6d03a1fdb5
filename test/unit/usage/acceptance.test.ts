import assert from "node:assert/strict";
import { AcceptanceStatistics, sumOfAcceptance } from "../../../src/usage/acceptance";
import { dayOf } from "../../../src/usage/days";
import { ManualClock } from "./support/manualClock";
import { SharedStore } from "./support/sharedStore";

describe("AcceptanceStatistics", () => {
  let clock: ManualClock;
  let statistics: AcceptanceStatistics;

  beforeEach(() => {
    clock = new ManualClock();
    statistics = new AcceptanceStatistics({
      store: new SharedStore().window(),
      clock,
      onFailure: (error) => assert.fail(String(error)),
    });
  });

  const nothing = {
    shown: 0,
    accepted: 0,
    partlyAccepted: 0,
    acceptedChars: 0,
    checkedSoon: 0,
    survivedSoon: 0,
    checkedLate: 0,
    survivedLate: 0,
  };
  const today = () => statistics.rows(dayOf(clock.wallMs()), dayOf(clock.wallMs()));
  const show = (id: number, languageId = "go") => statistics.shown(id, languageId, clock.wallMs());

  it("counts a suggestion once, however often it is shown", () => {
    show(1);
    show(1);
    show(2, "rust");
    assert.deepEqual(today(), [
      { languageId: "go", ...nothing, shown: 1 },
      { languageId: "rust", ...nothing, shown: 1 },
    ]);
  });

  it("tells a whole from a partial acceptance", () => {
    show(1);
    statistics.accepted(1, 20, true);
    show(2);
    statistics.accepted(2, 4, false);
    statistics.accepted(2, 5, false);
    assert.deepEqual(today(), [
      { languageId: "go", ...nothing, shown: 2, accepted: 1, partlyAccepted: 1, acceptedChars: 29 },
    ]);
  });

  it("counts one taken piece by piece as accepted in the end, and only once", () => {
    show(1);
    statistics.accepted(1, 4, false);
    statistics.accepted(1, 6, true);
    statistics.accepted(1, 6, true);
    assert.deepEqual(today(), [{ languageId: "go", ...nothing, shown: 1, accepted: 1, acceptedChars: 10 }]);
  });

  it("counts everything about a suggestion on the day it was shown", () => {
    show(1);
    const firstDay = dayOf(clock.wallMs());
    clock.tick(12 * 3_600_000);
    statistics.accepted(1, 10, true);
    statistics.checked(1, "soon", true);
    statistics.checked(1, "late", false);
    assert.deepEqual(today(), []);
    assert.deepEqual(statistics.rows(firstDay, firstDay), [
      {
        languageId: "go",
        ...nothing,
        shown: 1,
        accepted: 1,
        acceptedChars: 10,
        checkedSoon: 1,
        survivedSoon: 1,
        checkedLate: 1,
      },
    ]);
  });

  it("counts nothing of a suggestion that it has not seen, or has forgotten", async () => {
    statistics.accepted(9, 10, true);
    statistics.checked(9, "soon", true);
    assert.deepEqual(today(), []);
    show(1);
    await statistics.clear();
    statistics.accepted(1, 10, true);
    assert.deepEqual(today(), []);
  });

  it("follows the last 200 suggestions only", () => {
    for (let id = 0; id <= 200; id++) show(id);
    statistics.accepted(0, 5, true);
    assert.equal(sumOfAcceptance(today()).accepted, 0);
    statistics.accepted(1, 5, true);
    const sum = sumOfAcceptance(today());
    assert.equal(sum.shown, 201);
    assert.equal(sum.accepted, 1);
  });
});
