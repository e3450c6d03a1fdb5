import assert from "node:assert/strict";
import * as fc from "fast-check";
import { problemsIn } from "../../../../src/actions/fix/problemsIn";

const [error, warning, information, hint] = [0, 1, 2, 3] as const;

const at = (startLine: number, startCharacter: number, endLine: number, endCharacter: number) => ({
  start: { line: startLine, character: startCharacter },
  end: { line: endLine, character: endCharacter },
});
const problem = (name: string, severity: number, ...place: Parameters<typeof at>) => ({
  name,
  severity,
  range: at(...place),
});
const names = (problems: readonly { readonly name: string }[]) => problems.map(({ name }) => name);

describe("problemsIn", () => {
  const all = [
    problem("late", warning, 9, 0, 9, 4),
    problem("word", error, 2, 8, 2, 12),
    problem("line", information, 2, 0, 3, 0),
    problem("style", hint, 2, 8, 2, 12),
    problem("early", error, 1, 0, 1, 2),
  ];

  it("takes what touches the part, worst first, without hints", () => {
    assert.deepEqual(names(problemsIn(all, at(2, 0, 2, 20))), ["word", "line"]);
    assert.deepEqual(names(problemsIn(all, at(0, 0, 99, 0))), ["early", "word", "late", "line"]);
  });

  it("takes the line's where nothing is at the cursor", () => {
    const only = [problem("word", error, 2, 8, 2, 12), problem("other", error, 4, 0, 4, 1)];
    assert.deepEqual(names(problemsIn(only, at(2, 1, 2, 1))), ["word"]);
    assert.deepEqual(names(problemsIn(only, at(2, 0, 2, 3))), ["word"]);
    assert.deepEqual(names(problemsIn(only, at(3, 0, 3, 0))), []);
  });

  it("takes what a cursor stands behind", () => {
    assert.deepEqual(names(problemsIn(all, at(2, 12, 2, 12))), ["word", "line"]);
  });

  it("takes an empty mark at the part's border", () => {
    assert.deepEqual(names(problemsIn([problem("end", error, 3, 5, 3, 5)], at(3, 0, 3, 5))), ["end"]);
  });

  it("leaves out the line behind a selection of whole lines", () => {
    const next = [problem("next", error, 3, 0, 3, 4)];
    assert.deepEqual(names(problemsIn(next, at(2, 0, 3, 0))), []);
  });

  it("takes hints where nothing else is reported", () => {
    assert.deepEqual(names(problemsIn([problem("style", hint, 2, 8, 2, 12)], at(2, 0, 2, 20))), ["style"]);
  });

  it("gives only problems that share a line with the part, and no hint beside anything else", () => {
    const place = fc.record({ line: fc.nat(6), character: fc.nat(6) });
    const range = fc.tuple(place, place).map(([one, other]) => {
      const isOrdered =
        one.line < other.line || (one.line === other.line && one.character <= other.character);
      return isOrdered ? { start: one, end: other } : { start: other, end: one };
    });
    fc.assert(
      fc.property(fc.array(fc.record({ severity: fc.nat(3), range })), range, (problems, part) => {
        const found = problemsIn(problems, part);
        for (const each of found) {
          assert.ok(each.range.start.line <= part.end.line && each.range.end.line >= part.start.line);
        }
        const worst = found[0]?.severity ?? hint;
        assert.ok(worst === hint || found.every(({ severity }) => severity !== hint));
      }),
    );
  });
});
