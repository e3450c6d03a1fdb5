import assert from "node:assert/strict";
import * as fc from "fast-check";
import { documentLine, mergedLine, mergedView } from "../../../../src/actions/review/mergedView";
import { ReviewHunks } from "../../../../src/actions/review/reviewHunks";

const viewOf = (text: string, proposed: string) =>
  mergedView(text, new ReviewHunks(text, { start: 0, end: text.length }, proposed).pending);
const linesOf = (text: string) => text.split("\n");

describe("mergedView", () => {
  it("shows added lines below removed ones", () => {
    const view = viewOf("a\nlet b = 1;\nc\n", "a\nlet b = 2;\nnew()\nc\n");
    assert.equal(view.text, "a\nlet b = 1;\nlet b = 2;\nnew()\nc\n");
    assert.deepEqual(view.hunks, [
      {
        id: 0,
        removed: { from: 1, to: 2 },
        added: { from: 2, to: 4 },
        removedWords: [{ line: 1, start: 8, end: 9 }],
        addedWords: [{ line: 2, start: 8, end: 9 }],
      },
    ]);
  });

  it("shows whole lines where a part of one is replaced", () => {
    const line = "const a = 1;\nnext\n";
    const hunks = new ReviewHunks(line, { start: 10, end: 11 }, "22");
    assert.equal(mergedView(line, hunks.pending).text, "const a = 1;\nconst a = 22;\nnext\n");
  });

  it("ends the last line where lines are added behind it", () => {
    assert.equal(viewOf("a\nb", "a\nb\nc").text, "a\nb\nb\nc");
    assert.equal(viewOf("", "new").text, "new");
  });

  it("has line feeds only", () => assert.equal(viewOf("a\r\nb\r\n", "a\r\nB\r\n").text, "a\nb\nB\n"));

  it("holds the document without its added lines, and the proposal without the removed ones", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c c", "", "}"), { maxLength: 10 })
      .map((all) => all.join("\n"));
    fc.assert(
      fc.property(text, text, (original, proposed) => {
        const view = viewOf(original, proposed);
        const lines = linesOf(view.text);
        const without = (side: "removed" | "added") =>
          lines
            .filter((_, at) => !view.hunks.some((hunk) => at >= hunk[side].from && at < hunk[side].to))
            .join("\n")
            .trimEnd();
        assert.equal(without("added"), original.trimEnd());
        assert.equal(without("removed"), proposed.trimEnd());
        for (const at of linesOf(original).keys()) {
          const line = mergedLine(view, at);
          assert.equal(lines[line] ?? "", linesOf(original)[at]);
          assert.equal(documentLine(view, line), at);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
