import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ReviewHunks } from "../../../../src/actions/review/reviewHunks";
import type { HunkEdit } from "../../../../src/actions/review/reviewHunks";

const text = "a\nb\nc\nd\ne\n";
const whole = { start: 0, end: text.length };
/** `b` becomes `B`, and `new` comes before `e`. */
const review = () => new ReviewHunks(text, whole, "a\nB\nc\nd\nnew\ne\n");
const states = (hunks: ReviewHunks) => hunks.all.map(({ state }) => state);
const changesOf = (edits: readonly HunkEdit[]) =>
  edits.map(({ start, end, text }) => ({ offset: start, length: end - start, text })).toReversed();
const accept = (hunks: ReviewHunks, ids: readonly number[]) => hunks.apply(changesOf(hunks.editsFor(ids)));

describe("ReviewHunks", () => {
  it("gives the edits that make the proposal", () => {
    const hunks = review();
    assert.deepEqual(hunks.editsFor([0, 1]), [
      { start: 2, end: 4, text: "B\n" },
      { start: 8, end: 8, text: "new\n" },
    ]);
    accept(hunks, [0, 1]);
    assert.equal(hunks.text, "a\nB\nc\nd\nnew\ne\n");
    assert.deepEqual(states(hunks), ["accepted", "accepted"]);
    assert.deepEqual(hunks.editsFor([0, 1]), []);
  });

  it("takes undo and redo for what they are", () => {
    const hunks = review();
    accept(hunks, [0, 1]);
    hunks.apply([
      { offset: 8, length: 4, text: "" },
      { offset: 2, length: 2, text: "b\n" },
    ]);
    assert.equal(hunks.text, text);
    assert.deepEqual(states(hunks), ["pending", "pending"]);
    accept(hunks, [1]);
    assert.deepEqual(states(hunks), ["pending", "accepted"]);
    assert.equal(hunks.text, "a\nb\nc\nd\nnew\ne\n");
  });

  it("moves with what happens elsewhere", () => {
    const hunks = review();
    hunks.apply([{ offset: 0, length: 0, text: "first\n" }]);
    hunks.apply([{ offset: hunks.text.indexOf("c"), length: 1, text: "CC\nx" }]);
    accept(hunks, [0, 1]);
    assert.equal(hunks.text, "first\na\nB\nCC\nx\nd\nnew\ne\n");
  });

  it("drops a hunk whose line somebody types in, and keeps the others", () => {
    const hunks = review();
    hunks.apply([{ offset: 3, length: 0, text: "!" }]);
    assert.deepEqual(states(hunks), ["dropped", "pending"]);
    accept(hunks, [0, 1]);
    assert.equal(hunks.text, "a\nb!\nc\nd\nnew\ne\n");
  });

  it("drops a hunk whose line somebody types before or behind", () => {
    for (const offset of [2, 3]) {
      const hunks = review();
      hunks.apply([{ offset, length: 0, text: "x" }]);
      assert.equal(states(hunks)[0], "dropped", `at ${offset}`);
    }
  });

  it("drops a new line whose place is a line's middle now", () => {
    const typed = review();
    typed.apply([{ offset: 8, length: 0, text: "x" }]);
    assert.equal(states(typed)[1], "dropped");
    const joined = review();
    joined.apply([{ offset: 7, length: 1, text: "" }]);
    assert.equal(states(joined)[1], "dropped");
  });

  it("keeps a hunk beside which a line is put", () => {
    const hunks = review();
    hunks.apply([{ offset: 2, length: 0, text: "x\n" }]);
    hunks.apply([{ offset: hunks.text.indexOf("c"), length: 0, text: "y\n" }]);
    accept(hunks, [0, 1]);
    assert.equal(hunks.text, "a\nx\nB\ny\nc\nd\nnew\ne\n");
  });

  it("sees through a replacement of the whole text", () => {
    const long = Array.from({ length: 100 }, (_, at) => `line ${at}\n`).join("");
    const hunks = new ReviewHunks(long, { start: 0, end: long.length }, long.replace("line 50\n", "fifty\n"));
    hunks.apply([{ offset: 0, length: long.length, text: long.replace("line 3\n", "three\n") }]);
    accept(hunks, [0]);
    assert.match(hunks.text, /three\n[^]*fifty\n/);
  });

  it("drops the second of two hunks between which all text is gone", () => {
    const hunks = review();
    hunks.apply([{ offset: 4, length: 4, text: "" }]);
    assert.deepEqual(states(hunks), ["pending", "dropped"]);
    accept(hunks, [0, 1]);
    assert.equal(hunks.text, "a\nB\ne\n");
    assert.deepEqual(states(hunks), ["accepted", "dropped"]);
  });

  it("turns hunks down without touching anything", () => {
    const hunks = review();
    hunks.reject([0]);
    assert.deepEqual(states(hunks), ["rejected", "pending"]);
    assert.equal(hunks.editsFor([0]).length, 0);
    assert.equal(hunks.text, text);
  });

  it("works inside a line", () => {
    const line = "const a = 1;\n";
    const hunks = new ReviewHunks(line, { start: 10, end: 11 }, "2");
    hunks.apply([{ offset: 0, length: 0, text: "// above\n" }]);
    accept(hunks, [0]);
    assert.equal(hunks.text, "// above\nconst a = 2;\n");
  });

  it("adds lines below a selection that ends before its last line's end", () => {
    for (const lineEnd of ["\n", "\r\n"]) {
      const [f, g, rest] = ["f() {\n}", "g() {\n}", "\nrest\n"].map((each) => each.replaceAll("\n", lineEnd));
      assert.ok(f !== undefined && g !== undefined && rest !== undefined);
      const hunks = new ReviewHunks(f + rest, { start: 0, end: f.length }, f + lineEnd + lineEnd + g);
      const at = f.length + lineEnd.length;
      assert.deepEqual(hunks.editsFor([0]), [{ start: at, end: at, text: lineEnd + g + lineEnd }]);
      accept(hunks, [0]);
      assert.equal(hunks.text, f + lineEnd + lineEnd + g + rest);
    }
  });

  it("loses no character that is typed while it is open", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "}", ""), { maxLength: 8 });
    const joined = (parts: readonly string[], isClosed: boolean) => parts.join("\n") + (isClosed ? "\n" : "");
    const step = fc.record({
      kind: fc.constantFrom("type", "type", "type-line", "accept", "accept-all", "reject"),
      at: fc.nat(1000),
    });
    fc.assert(
      fc.property(lines, lines, fc.boolean(), fc.array(step, { maxLength: 12 }), (a, b, isClosed, steps) => {
        const original = joined(a, isClosed);
        const hunks = new ReviewHunks(original, { start: 0, end: original.length }, joined(b, isClosed));
        const typed: string[] = [];
        for (const [index, { kind, at }] of steps.entries()) {
          if (kind === "accept") accept(hunks, [at % Math.max(1, hunks.all.length)]);
          else if (kind === "accept-all")
            accept(
              hunks,
              hunks.pending.map(({ id }) => id),
            );
          else if (kind === "reject") hunks.reject([at % Math.max(1, hunks.all.length)]);
          else {
            const mark = String.fromCodePoint(0x4e00 + index);
            typed.push(mark);
            const offset = at % (hunks.text.length + 1);
            hunks.apply([{ offset, length: 0, text: kind === "type" ? mark : `${mark}\n` }]);
          }
          for (const mark of typed) assert.ok(hunks.text.includes(mark), "a character is lost");
        }
      }),
      { numRuns: 2000 },
    );
  });
});
