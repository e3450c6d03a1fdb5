import assert from "node:assert/strict";
import * as fc from "fast-check";
import { fixRange } from "../../../../src/actions/fix/fixRange";

const span = (startLine: number, endLine: number) => ({ startLine, endLine });
/** So many lines, those at the given numbers blank. */
const lines = (count: number, ...blank: readonly number[]) =>
  Array.from({ length: count }, (_, line) => (blank.includes(line) ? "  " : `line ${line}`));

describe("fixRange", () => {
  it("takes the smallest symbol around the problem", () => {
    const symbols = [span(0, 90), span(10, 30), span(40, 60)];
    assert.deepEqual(fixRange(lines(100), span(12, 12), symbols), span(10, 30));
    assert.deepEqual(fixRange(lines(100), span(10, 30), symbols), span(10, 30));
  });

  it("takes a symbol of 150 lines, not one of 151", () => {
    assert.deepEqual(fixRange(lines(400), span(100, 100), [span(0, 149)]), span(0, 149));
    assert.deepEqual(fixRange(lines(400), span(100, 100), [span(0, 150)]), span(80, 120));
  });

  it("takes lines around it where no symbol is", () => {
    assert.deepEqual(fixRange(lines(100), span(50, 52), [span(60, 70)]), span(30, 72));
    assert.deepEqual(fixRange(lines(10), span(3, 3), []), span(0, 9));
  });

  it("cuts at the blank lines that are farthest away, and tears no paragraph", () => {
    assert.deepEqual(fixRange(lines(100, 35, 45, 55, 65), span(50, 50), []), span(36, 64));
    assert.deepEqual(fixRange(lines(100, 29, 45, 55, 71), span(50, 50), []), span(30, 70));
    assert.deepEqual(fixRange(lines(100, 30, 31, 69, 70), span(50, 50), []), span(32, 68));
  });

  it("leaves blank lines at a small file's ends out", () => {
    assert.deepEqual(fixRange(lines(10, 0, 1, 8, 9), span(4, 4), []), span(2, 7));
  });

  it("holds the problem, lies in the file and is never longer than it says", () => {
    const file = fc.array(fc.constantFrom("", "  ", "code"), { minLength: 1, maxLength: 300 });
    const lineSpan = fc.tuple(fc.nat(299), fc.nat(30));
    fc.assert(
      fc.property(
        file,
        lineSpan,
        fc.array(fc.tuple(fc.nat(299), fc.nat(299))),
        (text, [at, length], symbols) => {
          const problem = span(Math.min(at, text.length - 1), Math.min(at + length, text.length - 1));
          const inFile = symbols.map(([start, more]) =>
            span(Math.min(start, text.length - 1), Math.min(start + more, text.length - 1)),
          );
          const found = fixRange(text, problem, inFile);
          assert.ok(found.startLine >= 0 && found.endLine < text.length);
          assert.ok(found.startLine <= problem.startLine && found.endLine >= problem.endLine);
          assert.ok(found.endLine - found.startLine + 1 <= 150);
        },
      ),
    );
  });
});
