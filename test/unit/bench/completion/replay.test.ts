import assert from "node:assert/strict";
import { createMidfillEngine } from "../../../../bench/completion/engines/midfillEngine";
import { createMinimalEngine } from "../../../../bench/completion/engines/minimalEngine";
import { createNaiveEngine } from "../../../../bench/completion/engines/naiveEngine";
import { createNullEngine } from "../../../../bench/completion/engines/nullEngine";
import { acceptFigures, summarise, typingFigures } from "../../../../bench/completion/figures/summary";
import { replay } from "../../../../bench/completion/replay";
import type { Knowledge, WrongStart } from "../../../../bench/completion/world/oracle";
import { replayOptions } from "./benchTrace";

const knowledges: readonly Knowledge[] = ["perfect", "half", "hard"];
const wrongStarts: readonly WrongStart[] = ["late", "at-once"];

describe("replay", () => {
  for (const [name, factory] of [
    ["Midfill", createMidfillEngine],
    ["the minimal engine", createMinimalEngine],
    ["the naive engine", createNaiveEngine],
  ] as const) {
    it(`lets ${name} come nowhere above the physical bound`, async () => {
      for (const knowledge of knowledges) {
        for (const wrongStart of wrongStarts) {
          for (const closesPairs of [false, true]) {
            const base = replayOptions();
            const habits = { ...base.habits, closesPairs };
            const options = replayOptions({ knowledge, wrongStart, habits });
            const { rightInstants, boundInstants } = await replay(factory, options);
            assert.ok(rightInstants <= boundInstants, `${rightInstants} of ${boundInstants}`);
          }
        }
      }
    });

    it(`measures ${name} the same every time`, async () => {
      const [first, second] = [
        await replay(factory, replayOptions()),
        await replay(factory, replayOptions()),
      ];
      assert.deepEqual({ ...first, cpuMs: 0 }, { ...second, cpuMs: 0 });
    });
  }

  it("sees nothing and bills nothing without an engine", async () => {
    const result = await replay(createNullEngine, replayOptions());
    assert.equal(result.rightInstants, 0);
    assert.equal(result.requests, 0);
    assert.ok(result.keys > 300 && result.instants === result.keys && result.boundInstants > 200);
  });

  it("asks once a key for the naive engine, unless the next key comes within 50 ms", async () => {
    const { requests, keys } = await replay(createNaiveEngine, replayOptions());
    assert.ok(requests > keys * 0.95 && requests <= keys + 1, `${requests} for ${keys}`);
  });

  it("takes suggestions over instead of typing them", async () => {
    const typed = await replay(createMinimalEngine, replayOptions({ knowledge: "perfect" }));
    const taken = await replay(
      createMinimalEngine,
      replayOptions({ knowledge: "perfect", takesSuggestions: true }),
    );
    assert.ok(taken.accepts > 3 && taken.acceptedChars > taken.keys, `${taken.accepts} accepts`);
    assert.ok(taken.keys < typed.keys / 2);
  });

  it("tells every figure of a run as a number within its interval", async () => {
    const traces = [await replay(createMinimalEngine, replayOptions())];
    for (const kind of typingFigures) {
      const { value, low, high } = summarise(kind, traces);
      if (Number.isFinite(value)) assert.ok(low <= value && value <= high, kind.name);
    }
    const taken = [await replay(createMinimalEngine, replayOptions({ takesSuggestions: true }))];
    for (const kind of acceptFigures) assert.ok(Number.isFinite(summarise(kind, taken).value), kind.name);
  });
});
