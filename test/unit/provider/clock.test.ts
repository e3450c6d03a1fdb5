import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { delay, systemClock } from "../../../src/provider/clock";

describe("delay", () => {
  let fake: FakeTimers.Clock;
  beforeEach(() => {
    fake = FakeTimers.install();
  });
  afterEach(() => fake.uninstall());

  it("resolves when the time has passed", async () => {
    const waited = delay(systemClock, 50, new AbortController().signal);
    fake.tick(50);
    await waited;
    assert.equal(fake.countTimers(), 0);
  });

  it("rejects with the signal's reason and leaves no timer", async () => {
    const controller = new AbortController();
    const waited = delay(systemClock, 50, controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await assert.rejects(waited, reason);
    assert.equal(fake.countTimers(), 0);
  });

  it("rejects at once when the signal is aborted already", async () => {
    await assert.rejects(delay(systemClock, 50, AbortSignal.abort(new Error("before"))), /before/);
    assert.equal(fake.countTimers(), 0);
  });
});
