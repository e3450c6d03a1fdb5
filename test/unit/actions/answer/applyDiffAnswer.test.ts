import assert from "node:assert/strict";
import * as fc from "fast-check";
import { applyDiffAnswer } from "../../../../src/actions/answer/applyDiffAnswer";

const contextLines = 3;

/** A unified diff of whole lines as `diff -u` writes it, of all changes in one hunk or each in its own. */
const unifiedDiff = (original: readonly string[], changes: ReadonlyMap<number, readonly string[]>) => {
  const hunks = Array.from(changes, ([at, added]) => [
    "@@ -1,1 +1,1 @@",
    ...original.slice(Math.max(0, at - contextLines), at).map((line) => ` ${line}`),
    `-${original[at]}`,
    ...added.map((line) => `+${line}`),
  ]);
  return ["--- a/a.ts", "+++ b/a.ts", ...hunks.flat()].join("\n");
};

describe("applyDiffAnswer", () => {
  it("makes of any text what its diff says", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.tuple(fc.nat(29), fc.array(fc.constantFrom("new", "", "  - x", "+ y", "@ z"))), {
          maxLength: 4,
        }),
        (count, drawn) => {
          const original = Array.from({ length: count }, (_, at) => `${" ".repeat(at % 3)}line ${at}`);
          // Apart from each other, so that no hunk's context is another's change.
          const changes = new Map<number, readonly string[]>();
          for (const [place, added] of drawn) {
            const isApart = Array.from(changes.keys()).every((at) => Math.abs(at - place) > contextLines);
            if (place < count && isApart) changes.set(place, added);
          }
          fc.pre(changes.size > 0);
          const expected = original.flatMap((line, at) => changes.get(at) ?? [line]).join("\n");
          const text = unifiedDiff(original, changes);
          const selected = { selection: original.join("\n"), before: "", after: "" };
          assert.equal(applyDiffAnswer({ type: "patch", text }, selected), expected);
        },
      ),
      { numRuns: 1000 },
    ));

  it("refuses whatever does not fit, and never throws", () => {
    const line = fc.constantFrom(
      "a",
      " a",
      "-a",
      "+a",
      "@@",
      "b",
      "-b",
      "--- a",
      "+++ b",
      "=======",
      "<<<<<<< SEARCH",
      "",
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, text, text, (diff, selection, before, after) => {
        const applied = applyDiffAnswer({ type: "patch", text: diff }, { selection, before, after });
        if (typeof applied !== "string") assert.equal(applied.type, "refused");
      }),
      { numRuns: 2000 },
    );
  });
});
