import assert from "node:assert/strict";
import * as fc from "fast-check";
import { echoLength, placesOfLines } from "../../../../src/actions/answer/lineEcho";

const lines = fc.array(fc.constantFrom("a", "b"), { maxLength: 12 });

describe("echoLength", () => {
  it("is the longest end of the one that begins the other", () =>
    fc.assert(
      fc.property(lines, lines, (previous, next) => {
        let longest = 0;
        for (let length = 1; length <= Math.min(previous.length, next.length); length++) {
          const end = previous.slice(previous.length - length).join();
          if (end === next.slice(0, length).join()) longest = length;
        }
        assert.equal(echoLength(previous, next), longest);
      }),
      { numRuns: 1000 },
    ));
});

describe("placesOfLines", () => {
  it("are the first two places of the run", () =>
    fc.assert(
      fc.property(lines, lines, (text, run) => {
        const places = text.flatMap((_, at) =>
          run.length > 0 && text.slice(at, at + run.length).join() === run.join() ? [at] : [],
        );
        assert.deepEqual(placesOfLines(text, run), places.slice(0, 2));
      }),
      { numRuns: 1000 },
    ));
});
