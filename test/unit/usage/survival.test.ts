import assert from "node:assert/strict";
import * as fc from "fast-check";
import { SurvivalTracker } from "../../../src/usage/survival";
import { movedSpan, type Span } from "../../../src/usage/trackedSpan";
import { ManualClock } from "./support/manualClock";

/** A document and who follows what was accepted in it. */
class Scene {
  readonly clock = new ManualClock();
  readonly results: string[] = [];
  text: string;
  isOpen = true;
  readonly tracker = new SurvivalTracker({
    clock: this.clock,
    textOf: (_documentId, { start, end }) => (this.isOpen ? this.text.slice(start, end) : undefined),
    onChecked: (id, check, hasSurvived) =>
      this.results.push(`${id} ${check} ${hasSurvived ? "survived" : "gone"}`),
  });

  /** @param marked the accepted text stands between ├ and ┤ */
  constructor(marked: string, suggestionId = 1) {
    const offset = marked.indexOf("├");
    const text = marked.slice(offset + 1, marked.indexOf("┤"));
    this.text = marked.replace("├", "").replace("┤", "");
    this.tracker.accepted({ suggestionId, documentId: "a", offset, text });
  }

  edit(removed: string, inserted: string): void {
    const offset = this.text.indexOf(removed);
    assert.ok(offset >= 0, `"${removed}" is not there`);
    this.change(offset, removed.length, inserted);
  }

  change(offset: number, removedChars: number, inserted: string): void {
    this.text = this.text.slice(0, offset) + inserted + this.text.slice(offset + removedChars);
    this.tracker.changed("a", [{ offset, removedChars, insertedChars: inserted.length }]);
  }
}

describe("SurvivalTracker", () => {
  it("looks after 30 s and after 5 min, and then no more", () => {
    const scene = new Scene("let a = ├sum(items);┤\n");
    scene.clock.tick(29_999);
    assert.deepEqual(scene.results, []);
    scene.clock.tick(1);
    assert.deepEqual(scene.results, ["1 soon survived"]);
    scene.edit("sum(items);", "");
    scene.clock.tick(270_000);
    assert.deepEqual(scene.results, ["1 soon survived", "1 late gone"]);
    assert.equal(scene.clock.timerCount, 0);
    assert.equal(scene.tracker.isIdle, true);
  });

  const edits: readonly [name: string, edit: (scene: Scene) => void, outcome: "survived" | "gone"][] = [
    ["typing above it", (scene) => scene.change(0, 0, "import x;\n"), "survived"],
    ["typing behind it", (scene) => scene.edit("// end", "more\n// end"), "survived"],
    ["typing into it", (scene) => scene.edit("items", "items, more"), "survived"],
    ["renaming inside it", (scene) => scene.edit("items", "item"), "survived"],
    ["formatting all of it", (scene) => scene.edit("sum(items, 0)", "sum( items,\n  0 )"), "survived"],
    [
      "formatting the whole document",
      (scene) => scene.change(0, scene.text.length, `\n\n${scene.text}`),
      "survived",
    ],
    ["deleting it with what stands before", (scene) => scene.edit("let a = sum(items, 0)", ""), "gone"],
    ["deleting most of it", (scene) => scene.edit("sum(items", ""), "gone"],
    ["replacing it", (scene) => scene.edit("sum(items, 0)", "other.reduce(add)"), "gone"],
    [
      "deleting it, then typing it elsewhere",
      (scene) => {
        scene.edit("sum(items, 0)", "");
        scene.change(0, 0, "sum(items, 0)");
      },
      "gone",
    ],
  ];
  for (const [name, edit, outcome] of edits) {
    it(`finds it ${outcome} after ${name}`, () => {
      const scene = new Scene("// top\nlet a = ├sum(items, 0)┤;\n// end\n");
      edit(scene);
      scene.clock.tick(30_000);
      assert.deepEqual(scene.results, [`1 soon ${outcome}`]);
    });
  }

  it("does not judge what it cannot see", () => {
    const closed = new Scene("├sum(items)┤");
    closed.tracker.closed("a");
    assert.equal(closed.clock.timerCount, 0);
    const gone = new Scene("├sum(items)┤");
    gone.isOpen = false;
    gone.clock.tick(300_000);
    assert.deepEqual([...closed.results, ...gone.results], []);
  });

  it("does not follow white space, nor other documents", () => {
    const scene = new Scene("├  \n┤x");
    assert.equal(scene.tracker.isIdle, true);
    scene.tracker.accepted({ suggestionId: 2, documentId: "b", offset: 3, text: "x" });
    assert.equal(scene.tracker.isIdle, false);
    scene.tracker.changed("a", [{ offset: 0, removedChars: 4, insertedChars: 0 }]);
    scene.clock.tick(30_000);
    assert.deepEqual(scene.results, ["2 soon survived"]);
    scene.tracker.dispose();
    assert.equal(scene.clock.timerCount, 0);
  });

  it("follows 50 texts and lets the oldest go", () => {
    const scene = new Scene("├sum(items)┤");
    for (let id = 2; id <= 51; id++) {
      scene.tracker.accepted({ suggestionId: id, documentId: "a", offset: 0, text: "sum" });
    }
    scene.clock.tick(30_000);
    assert.equal(scene.results.length, 50);
    assert.ok(!scene.results.includes("1 soon survived"));
  });
});

describe("movedSpan", () => {
  const cases: readonly [name: string, change: [number, number, number], expected: [number, number]][] = [
    ["typing before it", [0, 0, 2], [7, 12]],
    ["typing at its start", [5, 0, 2], [7, 12]],
    ["typing at its end", [10, 0, 2], [5, 10]],
    ["typing inside", [7, 0, 2], [5, 12]],
    ["deleting inside", [6, 3, 0], [5, 7]],
    ["replacing across its start", [3, 4, 1], [4, 7]],
    ["replacing across its end", [8, 4, 1], [5, 8]],
    ["replacing exactly it", [5, 5, 9], [5, 14]],
    ["replacing more than it", [2, 12, 3], [2, 5]],
    ["deleting it", [5, 5, 0], [5, 5]],
    ["replacing what ends at its start", [3, 2, 1], [4, 9]],
  ];
  for (const [name, [offset, removedChars, insertedChars], [start, end]] of cases) {
    it(`is right after ${name}`, () => {
      const moved = movedSpan({ start: 5, end: 10 }, { offset, removedChars, insertedChars });
      assert.deepEqual(moved, { start, end });
    });
  }

  /** The model: capital letters are the accepted text, each once; whatever happens around them, the span holds them. */
  it("holds what is left of the accepted text, and nothing that was typed outside it", () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removedChars: fc.nat(6),
      inserted: fc.string({ unit: fc.constantFrom("x", "y"), maxLength: 5 }),
    });
    fc.assert(
      fc.property(
        fc.nat(12),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(12),
        fc.array(edit, { maxLength: 12 }),
        (before, length, behind, edits) => {
          const accepted = "ABCDEFGHIJKL".slice(0, length);
          let text = ".".repeat(before) + accepted + ".".repeat(behind);
          let span: Span = { start: before, end: before + length };
          for (const { at, removedChars, inserted } of edits) {
            const offset = Math.floor(at * text.length);
            const removed = Math.min(removedChars, text.length - offset);
            text = text.slice(0, offset) + inserted + text.slice(offset + removed);
            span = movedSpan(span, { offset, removedChars: removed, insertedChars: inserted.length });
            assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
          }
          const held = text.slice(span.start, span.end);
          const rest = text.slice(0, span.start) + text.slice(span.end);
          assert.doesNotMatch(rest, /[A-Z]/);
          assert.doesNotMatch(held, /\./);
        },
      ),
    );
  });
});
