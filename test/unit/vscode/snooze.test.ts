import assert from "node:assert/strict";
import { remainingLabel, Snooze } from "../../../src/vscode/snooze";
import { ManualClock } from "../chat/fakeChat";

const minuteMs = 60_000;

function setUp(kept?: unknown) {
  const clock = new ManualClock();
  const memory = { kept: typeof kept === "number" ? clock.wallMs() + kept : kept };
  let changes = 0;
  const start = () =>
    new Snooze(
      clock,
      {
        read: () => memory.kept,
        write: (endsAtMs) => {
          memory.kept = endsAtMs;
        },
      },
      () => (changes += 1),
    );
  return { clock, memory, start, snooze: start(), changes: () => changes };
}

describe("Snooze", () => {
  it("lasts as long as was said", () => {
    const { clock, snooze, changes } = setUp();
    assert.equal(snooze.remainingMs, 0);
    snooze.start(5 * minuteMs);
    clock.advance(2 * minuteMs);
    assert.equal(snooze.remainingMs, 3 * minuteMs);
    assert.equal(changes(), 1);
    clock.advance(3 * minuteMs);
    assert.equal(snooze.remainingMs, 0);
    assert.equal(changes(), 2);
  });

  it("ends early when told to, and leaves no timer", () => {
    const { clock, snooze, changes } = setUp();
    snooze.start(minuteMs);
    snooze.end();
    assert.equal(snooze.remainingMs, 0);
    assert.equal(clock.timerCount, 0);
    assert.equal(changes(), 2);
  });

  it("takes a second length in place of the first", () => {
    const { clock, snooze } = setUp();
    snooze.start(60 * minuteMs);
    snooze.start(minuteMs);
    clock.advance(minuteMs);
    assert.equal(snooze.remainingMs, 0);
    assert.equal(clock.timerCount, 0);
  });

  it("goes on after a reload of the window", () => {
    const { clock, start, snooze } = setUp();
    snooze.start(15 * minuteMs);
    snooze.dispose();
    clock.advance(5 * minuteMs);
    assert.equal(start().remainingMs, 10 * minuteMs);
    clock.advance(10 * minuteMs);
    assert.equal(start().remainingMs, 0);
  });

  it("until restart ends with the window, whatever was kept before", () => {
    const { clock, start, snooze } = setUp();
    snooze.start(15 * minuteMs);
    snooze.start("restart");
    clock.advance(1000 * minuteMs);
    assert.equal(snooze.remainingMs, Infinity);
    assert.equal(start().remainingMs, 0);
  });

  for (const kept of ["soon", -1, null, undefined]) {
    it(`does not begin because ${String(kept)} was kept`, () =>
      assert.equal(setUp(kept).snooze.remainingMs, 0));
  }
});

describe("remainingLabel", () => {
  for (const [remainingMs, label] of [
    [1, "1 min"],
    [minuteMs, "1 min"],
    [minuteMs + 1, "2 min"],
    [60 * minuteMs, "1 h"],
    [65 * minuteMs, "1 h 5 min"],
    [Infinity, "until restart"],
  ] as const) {
    it(`says ${label} for ${remainingMs} ms`, () => assert.equal(remainingLabel(remainingMs), label));
  }
});
