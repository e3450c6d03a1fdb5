import assert from "node:assert/strict";
import { TabSafety, type SuggestionAge } from "../../../src/vscode/tabSafety";
import { ManualClock } from "../chat/fakeChat";

function setUp(isWanted = true) {
  const clock = new ManualClock();
  const told: SuggestionAge[] = [];
  const safety = new TabSafety(
    clock,
    () => isWanted,
    (age) => told.push(age),
  );
  return { clock, told, safety };
}

describe("TabSafety", () => {
  it("calls a suggestion fresh for 120 ms", () => {
    const { clock, told, safety } = setUp();
    safety.answered({ id: 1 }, "automatic");
    clock.advance(119);
    assert.deepEqual(told, ["fresh"]);
    clock.advance(1);
    assert.deepEqual(told, ["fresh", "shown"]);
    safety.answered(undefined, "automatic");
    assert.deepEqual(told, ["fresh", "shown", undefined]);
  });

  it("does not call one fresh again that is typed along", () => {
    const { clock, told, safety } = setUp();
    safety.answered({ id: 1 }, "automatic");
    clock.advance(80);
    safety.answered({ id: 1 }, "automatic");
    clock.advance(40);
    safety.answered({ id: 1 }, "automatic");
    assert.deepEqual(told, ["fresh", "shown"]);
  });

  it("starts anew for another text", () => {
    const { clock, told, safety } = setUp();
    safety.answered({ id: 1 }, "automatic");
    clock.advance(80);
    safety.answered({ id: 2 }, "automatic");
    clock.advance(80);
    assert.deepEqual(told, ["fresh"]);
    clock.advance(40);
    assert.deepEqual(told, ["fresh", "shown"]);
  });

  it("lets Tab accept at once what was invoked, and what continues what was accepted", () => {
    const { clock, told, safety } = setUp();
    safety.answered({ id: 1 }, "explicit");
    safety.accepted();
    safety.answered({ id: 2 }, "automatic");
    assert.deepEqual(told, ["shown"]);
    // The continuation was the one, and what comes after it is news again.
    safety.answered({ id: 3 }, "automatic");
    clock.advance(120);
    assert.deepEqual(told, ["shown", "fresh", "shown"]);
    safety.accepted();
    safety.answered(undefined, "automatic");
    safety.answered({ id: 4 }, "automatic");
    assert.deepEqual(told, ["shown", "fresh", "shown", undefined, "fresh"]);
    safety.dispose();
    assert.equal(clock.timerCount, 0);
  });

  it("tells nothing while nobody wants it", () => {
    const { clock, told, safety } = setUp(false);
    safety.answered({ id: 1 }, "automatic");
    clock.advance(500);
    assert.deepEqual(told, []);
  });
});
