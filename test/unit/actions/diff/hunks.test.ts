import assert from "node:assert/strict";
import * as fc from "fast-check";
import { applyHunks, changedWords, lineHunks } from "../../../../src/actions/diff/hunks";

const text = fc
  .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "x\r\n", "no end", "long line of code();\n"), {
    maxLength: 25,
  })
  .map((lines) => lines.join(""));

describe("lineHunks", () => {
  it("finds nothing in equal texts", () => assert.deepEqual(lineHunks("a\nb\n", "a\nb\n"), []));

  it("finds one changed line", () => {
    assert.deepEqual(lineHunks("a\nb\nc\n", "a\nB\nc\n"), [
      { originalStart: 2, originalEnd: 4, replacement: "B\n", removedLines: 1, addedLines: 1 },
    ]);
  });

  it("keeps an inserted function whole", () => {
    const original = "f() {\n  1\n}\n\ng() {\n  2\n}\n";
    const hunks = lineHunks(original, "f() {\n  1\n}\n\nh() {\n  3\n}\n\ng() {\n  2\n}\n");
    assert.equal(hunks.length, 1);
    assert.deepEqual([hunks[0]?.removedLines, hunks[0]?.addedLines], [0, 4]);
  });

  it("gives the proposed text when all are applied, and the original when none is", () => {
    fc.assert(
      fc.property(text, text, (original, proposed) => {
        const hunks = lineHunks(original, proposed);
        assert.equal(applyHunks(original, hunks), proposed);
        assert.equal(applyHunks(original, []), original);
      }),
      { numRuns: 3000 },
    );
  });

  it("is a shortest difference where no line is an anchor", () => {
    const letters = fc.array(fc.constantFrom("a\n", "b\n", "c\n"), { maxLength: 10 });
    fc.assert(
      fc.property(letters, letters, (inA, inB) => {
        // Ends that differ keep the equal ends from being cut off, which could make an anchor of what is left.
        const a = ["x\n", ...inA, "x\n"];
        const b = ["y\n", ...inB, "y\n"];
        fc.pre(a.every((line) => countIn(a, line) > 1 || countIn(b, line) !== 1));
        const hunks = lineHunks(a.join(""), b.join(""));
        const size = hunks.reduce((sum, hunk) => sum + hunk.removedLines + hunk.addedLines, 0);
        assert.equal(size, a.length + b.length - 2 * commonLength(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves a line that did not change between any two hunks", () => {
    fc.assert(
      fc.property(text, text, (original, proposed) => {
        let end = -1;
        for (const hunk of lineHunks(original, proposed)) {
          assert.ok(hunk.originalStart > end);
          end = hunk.originalEnd;
        }
      }),
    );
  });

  it("takes a change of every one of 20,000 lines", () => {
    const original = Array.from({ length: 20_000 }, (_, at) => `line ${at % 50}\n`).join("");
    const proposed = Array.from({ length: 20_000 }, (_, at) => `other ${at % 50}\n`).join("");
    assert.equal(applyHunks(original, lineHunks(original, proposed)), proposed);
  });
});

describe("changedWords", () => {
  it("points at the words", () => {
    assert.deepEqual(changedWords("const a = 1;", "const b = 1;"), { removed: [[6, 7]], added: [[6, 7]] });
  });
});

function countIn(lines: readonly string[], line: string): number {
  return lines.filter((other) => other === line).length;
}

/** Longest common subsequence, the slow and plain way. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let x = 1; x <= a.length; x++) {
    for (let y = 1; y <= b.length; y++) {
      const row = table[x] as number[];
      const above = table[x - 1] as number[];
      row[y] = a[x - 1] === b[y - 1] ? (above[y - 1] ?? 0) + 1 : Math.max(above[y] ?? 0, row[y - 1] ?? 0);
    }
  }
  return table[a.length]?.[b.length] ?? 0;
}
