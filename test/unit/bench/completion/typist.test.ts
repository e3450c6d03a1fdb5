import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Typist, type TypingHabits } from "../../../../bench/completion/world/typist";
import { benchTrace } from "./benchTrace";

const trace = benchTrace();
const plain: TypingHabits = { closesPairs: false, mistypes: false, pauses: false, opensWidget: false };

/** The document after every edit was applied as an editor would, and the typist at the end. */
function typed(habits: TypingHabits, seed: number) {
  const typist = new Typist(trace, habits, seed);
  let before = trace.text.slice(0, trace.startOffset);
  let keys = 0;
  let durationMs = 0;
  for (let pauseMs = typist.nextPauseMs; pauseMs !== undefined; pauseMs = typist.nextPauseMs) {
    assert.ok(pauseMs > 0 && pauseMs <= 5000);
    const behind = typist.behind;
    const edit = typist.next();
    if (edit === undefined) break;
    keys++;
    durationMs += pauseMs;
    before = before.slice(0, before.length - edit.deletedChars) + edit.typed;
    if (edit.typedOverChars > 0) assert.equal(behind.slice(0, edit.typedOverChars), edit.typed);
  }
  return { before, closers: typist.closers, keys, durationMs };
}

describe("Typist", () => {
  it("types the true text whatever the habits", () => {
    fc.assert(
      fc.property(
        fc.record({
          closesPairs: fc.boolean(),
          mistypes: fc.boolean(),
          pauses: fc.boolean(),
          opensWidget: fc.boolean(),
        }),
        fc.integer({ min: 0, max: 1000 }),
        (habits, seed) => {
          const { before, closers } = typed(habits, seed);
          assert.equal(before, trace.text.slice(0, trace.endOffset));
          // What was typed over stands behind the cursor no longer.
          for (const { offset } of closers) assert.ok(offset >= trace.endOffset);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("needs about 190 ms a key, as people do", () => {
    const { keys, durationMs } = typed(plain, 1);
    assert.ok(durationMs / keys > 150 && durationMs / keys < 250, String(durationMs / keys));
  });

  it("types a line break and the indentation behind it with one key", () => {
    const { keys } = typed(plain, 1);
    const text = trace.text.slice(trace.startOffset, trace.endOffset);
    assert.equal(keys, text.replaceAll(/\n */g, "\n").length);
  });

  it("makes mistakes only when it is told to", () => {
    assert.ok(typed({ ...plain, mistypes: true }, 3).keys > typed(plain, 3).keys);
  });

  it("has the same pauses every time, and others with another seed", () => {
    assert.equal(typed(plain, 1).durationMs, typed(plain, 1).durationMs);
    assert.notEqual(typed(plain, 1).durationMs, typed(plain, 2).durationMs);
  });
});
