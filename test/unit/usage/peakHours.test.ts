import assert from "node:assert/strict";
import { isPeakTime } from "../../../src/usage/peakHours";

describe("isPeakTime", () => {
  const cases: readonly [date: string, expected: boolean, why: string][] = [
    ["2026-11-16T00:59:59.999Z", false, "Monday, before the first window"],
    ["2026-11-16T01:00:00.000Z", true, "its first millisecond"],
    ["2026-11-16T03:59:59.999Z", true, "its last millisecond"],
    ["2026-11-16T04:00:00.000Z", false, "behind it"],
    ["2026-11-16T05:59:59.999Z", false, "before the second window"],
    ["2026-11-16T06:00:00.000Z", true, "its first millisecond"],
    ["2026-11-16T09:59:59.999Z", true, "its last millisecond"],
    ["2026-11-16T10:00:00.000Z", false, "behind it"],
    ["2026-11-16T22:00:00.000Z", false, "Tuesday morning in Beijing, before work"],
    ["2026-11-20T07:00:00.000Z", true, "Friday"],
    ["2026-11-21T07:00:00.000Z", false, "Saturday"],
    ["2026-11-22T07:00:00.000Z", false, "Sunday"],
    ["2026-10-01T07:00:00.000Z", false, "National Day, a Thursday"],
    ["2026-10-07T07:00:00.000Z", false, "the last day of that holiday, a Wednesday"],
    ["2026-10-08T07:00:00.000Z", true, "the day behind it"],
    ["2026-09-30T07:00:00.000Z", true, "the day before it"],
    ["2026-10-10T07:00:00.000Z", false, "a working Saturday is still a weekend"],
    ["2026-02-16T02:00:00.000Z", false, "Spring Festival"],
    ["2026-02-24T02:00:00.000Z", true, "the day behind Spring Festival"],
    ["2027-10-01T07:00:00.000Z", true, "a holiday not known yet counts as a working day"],
  ];
  for (const [date, expected, why] of cases) {
    it(`${expected ? "is" : "is not"} ${date}: ${why}`, () =>
      assert.equal(isPeakTime(Date.parse(date)), expected));
  }
});
