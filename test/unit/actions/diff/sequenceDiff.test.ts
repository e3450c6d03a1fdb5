import assert from "node:assert/strict";
import * as fc from "fast-check";
import { diffSequence, type SequenceChange } from "../../../../src/actions/diff/sequenceDiff";

/** `a` with the changes made. */
function applied(a: readonly string[], b: readonly string[], changes: readonly SequenceChange[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const { aStart, aEnd, bStart, bEnd } of changes) {
    assert.ok(aStart > at || (aStart === at && at === 0), "an unchanged item stands between two changes");
    result.push(...a.slice(at, aStart), ...b.slice(bStart, bEnd));
    at = aEnd;
  }
  return [...result, ...a.slice(at)];
}

function sizeOf(changes: readonly SequenceChange[]): number {
  return changes.reduce((sum, { aStart, aEnd, bStart, bEnd }) => sum + aEnd - aStart + bEnd - bStart, 0);
}

/** Items from few kinds, the same in every run. */
function repeated(count: number, kinds: number, seed: number): readonly string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return `item ${(state >>> 8) % kinds}`;
  });
}

describe("diffSequence", () => {
  it("is a shortest difference where no line is an anchor", () => {
    const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 10 });
    fc.assert(
      fc.property(letters, letters, (inA, inB) => {
        // Ends that differ keep the equal ends from being cut off, which could make an anchor of what is left.
        const a = ["x", ...inA, "x"];
        const b = ["y", ...inB, "y"];
        fc.pre(a.every((line) => countIn(a, line) > 1 || countIn(b, line) !== 1));
        const changes = diffSequence(a, b);
        const size = sizeOf(changes);
        assert.equal(size, a.length + b.length - 2 * commonLength(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives `b` when all changes are applied to `a`", () => {
    const items = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), { maxLength: 40 });
    fc.assert(
      fc.property(items, items, (a, b) => assert.deepEqual(applied(a, b, diffSequence(a, b)), b)),
      { numRuns: 5000 },
    );
  });

  it("finds a small change among many repeated items", () => {
    const a = repeated(5_000, 5, 1);
    const b = [...a.slice(0, 100), "new", ...a.slice(100, 4_000), "other", ...a.slice(4_001), "item 1"];
    const changes = diffSequence(a, b);
    assert.deepEqual(applied(a, b, changes), b);
    assert.equal(sizeOf(changes), 4);
  });

  it("goes on piece by piece where a shortest difference would take too long", () => {
    const a = repeated(5_000, 50, 1);
    const b = repeated(5_000, 50, 2);
    const changes = diffSequence(a, b);
    assert.deepEqual(applied(a, b, changes), b);
    assert.ok(sizeOf(changes) < 8_500, "common items are found in the pieces, too");
  });

  it("finds the block that moved", () => {
    const a = Array.from({ length: 1_000 }, (_, at) => `line ${at}`);
    const b = [...a.slice(400), ...a.slice(0, 400)];
    assert.deepEqual(diffSequence(a, b), [
      { aStart: 0, aEnd: 400, bStart: 0, bEnd: 0 },
      { aStart: 1_000, aEnd: 1_000, bStart: 600, bEnd: 1_000 },
    ]);
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
