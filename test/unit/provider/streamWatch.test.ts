import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { systemClock } from "../../../src/provider/clock";
import { chatDeadlines } from "../../../src/provider/defaultLimits";
import type { StreamStatus } from "../../../src/provider/exchange";
import { type Expiry, StreamWatch } from "../../../src/provider/streamWatch";

describe("StreamWatch", () => {
  let fake: FakeTimers.Clock;
  let statuses: StreamStatus[];
  let expiries: Expiry[];
  let watch: StreamWatch;

  beforeEach(() => {
    fake = FakeTimers.install();
    statuses = [];
    expiries = [];
    watch = new StreamWatch(systemClock, chatDeadlines, {
      status: (status) => void statuses.push(status),
      expired: (expiry) => void expiries.push(expiry),
    });
  });
  afterEach(() => {
    watch.stop();
    assert.equal(fake.countTimers(), 0);
    fake.uninstall();
  });

  /** Comments every `everyMs` for `durationMs`, each of which pauses the watch for a moment as a reader does. */
  const comments = (durationMs: number, everyMs = 10_000) => {
    for (let passedMs = 0; passedMs < durationMs; passedMs += everyMs) {
      watch.resume();
      fake.tick(everyMs);
      watch.pause();
      watch.sawBytes();
    }
  };

  it("tells each second of the queue, and ends it after ten and a half minutes, comments or not", () => {
    comments(620_000);
    assert.deepEqual(expiries, []);
    assert.equal(statuses.length, 620);
    assert.deepEqual(statuses[36], { type: "status", status: "queued", elapsedMs: 37_000 });
    watch.resume();
    fake.tick(10_000);
    assert.deepEqual(expiries, [{ phase: "queued", waitedMs: 630_000 }]);
  });

  it("has no limit on silence while queued", () => {
    watch.resume();
    fake.tick(600_000);
    assert.deepEqual(expiries, []);
  });

  it("tells a stall after 15 s and ends it after 60 s though comments flow", () => {
    watch.sawProgress("text");
    comments(50_000);
    assert.deepEqual(statuses, [{ type: "status", status: "stalled", elapsedMs: 15_000 }]);
    watch.resume();
    fake.tick(10_000);
    assert.deepEqual(expiries, [{ phase: "stalled", waitedMs: 60_000 }]);
  });

  it("ends silence after 45 s", () => {
    watch.sawProgress("text");
    watch.resume();
    fake.tick(44_999);
    assert.deepEqual(expiries, []);
    fake.tick(1);
    assert.deepEqual(expiries, [{ phase: "silent", waitedMs: 45_000 }]);
  });

  it("gives thinking twice the time", () => {
    watch.sawProgress("reasoning");
    comments(110_000);
    assert.deepEqual(expiries, []);
    watch.resume();
    fake.tick(10_000);
    assert.deepEqual(expiries, [{ phase: "stalled", waitedMs: 120_000 }]);
  });

  it("says when a stall it told is over, and only then", () => {
    assert.equal(watch.sawProgress("text"), false);
    watch.resume();
    fake.tick(16_000);
    watch.pause();
    assert.equal(watch.sawProgress("none"), false);
    assert.equal(watch.sawProgress("text"), true);
    assert.equal(watch.sawProgress("text"), false);
  });

  it("ends an answer that never ends after 30 minutes", () => {
    for (let passedMs = 0; passedMs < 30 * 60_000; passedMs += 10_000) {
      watch.sawBytes();
      watch.sawProgress("text");
      watch.resume();
      fake.tick(10_000);
      watch.pause();
    }
    assert.ok(expiries.some(({ phase }) => phase === "total"));
  });

  it("waits 5 s for the rest after the finish reason and 250 ms after [DONE]", () => {
    watch.sawProgress("text");
    watch.sawFinish();
    watch.resume();
    fake.tick(4_999);
    assert.deepEqual(expiries, []);
    watch.pause();
    watch.sawDone();
    watch.resume();
    fake.tick(250);
    assert.ok(expiries.some(({ phase }) => phase === "tail"));
  });

  it("does not count the time a slow reader takes", () => {
    watch.sawProgress("text");
    watch.resume();
    fake.tick(10_000);
    watch.pause();
    fake.tick(3_600_000);
    watch.resume();
    fake.tick(4_999);
    assert.deepEqual([statuses, expiries], [[], []]);
    fake.tick(1);
    assert.equal(statuses.length, 1);
  });

  it("is not moved by a changed date", () => {
    watch.sawProgress("text");
    watch.resume();
    fake.setSystemTime(3_600_000);
    fake.tick(20_000);
    fake.setSystemTime(-3_600_000);
    fake.tick(20_000);
    assert.deepEqual(expiries, []);
  });

  it("after a sleep of the process, lets waiting bytes be read before it ends the stream", () => {
    // A clock whose timers come only when told, as in a process that was stopped.
    let nowMs = 0;
    let due: (() => void) | undefined;
    const clock = {
      nowMs: () => nowMs,
      wallMs: () => 0,
      setTimer: (run: () => void) => {
        due = run;
        return () => {
          due = undefined;
        };
      },
    };
    const asleep = new StreamWatch(
      clock,
      { ...chatDeadlines, stallNoticeMs: Infinity },
      {
        status: () => {},
        expired: (expiry) => void expiries.push(expiry),
      },
    );
    asleep.sawProgress("text");
    asleep.resume();
    nowMs = 120_000;
    due?.();
    assert.deepEqual(expiries, []);
    nowMs = 125_000;
    due?.();
    assert.ok(expiries.some(({ phase }) => phase === "silent"));
  });
});
