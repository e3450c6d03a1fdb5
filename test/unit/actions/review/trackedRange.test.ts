import assert from "node:assert/strict";
import * as fc from "fast-check";
import { TrackedRange, type TextChange } from "../../../../src/actions/review/trackedRange";

const changed = (text: string, { offset, length, text: inserted }: TextChange) =>
  text.slice(0, offset) + inserted + text.slice(offset + length);

describe("TrackedRange", () => {
  const cases: readonly [name: string, change: TextChange, expected: [number, number] | undefined][] = [
    ["typing before", { offset: 0, length: 0, text: "xy" }, [7, 12]],
    ["typing behind", { offset: 12, length: 0, text: "xy" }, [5, 10]],
    ["typing at its start", { offset: 5, length: 0, text: "xy" }, [7, 12]],
    ["typing at its end", { offset: 10, length: 0, text: "xy" }, [5, 10]],
    ["deleting up to its start", { offset: 3, length: 2, text: "" }, [3, 8]],
    ["deleting from its end", { offset: 10, length: 3, text: "" }, [5, 10]],
    ["typing inside", { offset: 6, length: 0, text: "x" }, undefined],
    ["deleting across its start", { offset: 4, length: 2, text: "" }, undefined],
    ["deleting across its end", { offset: 9, length: 2, text: "" }, undefined],
    ["replacing it", { offset: 5, length: 5, text: "hello" }, undefined],
    ["replacing everything", { offset: 0, length: 20, text: "" }, undefined],
  ];
  for (const [name, change, expected] of cases) {
    it(`${expected ? "lives through" : "ends by"} ${name}`, () => {
      const tracked = new TrackedRange({ start: 5, end: 10 });
      tracked.apply([change]);
      assert.deepEqual(tracked.range, expected && { start: expected[0], end: expected[1] });
    });
  }

  it("stays ended", () => {
    const tracked = new TrackedRange({ start: 5, end: 10 });
    tracked.apply([{ offset: 6, length: 1, text: "" }]);
    tracked.apply([{ offset: 6, length: 0, text: "x" }]);
    assert.equal(tracked.range, undefined);
  });

  /**
   * The model: capital letters are the user's, each typed once in the whole run; the pinned text is digits. Whatever is
   * typed and deleted meanwhile, accepting replaces exactly the digits and keeps every letter that was there.
   */
  it("never loses a character that the user typed, however edits and accepting are interleaved", () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(4),
      text: fc.string({ unit: fc.constantFrom("A", "B", "C", "\n"), maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("p", "q", "\n"), maxLength: 12 }),
        fc.string({ unit: fc.constantFrom("1", "2", "\n"), minLength: 0, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom("p", "q"), maxLength: 12 }),
        fc.array(edit, { maxLength: 12 }),
        (before, pinned, behind, edits) => {
          let document = before + pinned + behind;
          const tracked = new TrackedRange({ start: before.length, end: before.length + pinned.length });
          for (const { at, length, text } of edits) {
            const offset = Math.floor(at * document.length);
            const change = { offset, length: Math.min(length, document.length - offset), text };
            document = changed(document, change);
            tracked.apply([change]);
            const { range } = tracked;
            if (range === undefined) return;
            assert.equal(document.slice(range.start, range.end), pinned);
            const accepted = document.slice(0, range.start) + "<new>" + document.slice(range.end);
            const typed = /[ABC]/g;
            assert.deepEqual(accepted.match(typed), document.match(typed));
            assert.equal(accepted.replace("<new>", pinned), document);
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
