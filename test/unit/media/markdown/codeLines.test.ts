import assert from "node:assert/strict";
import * as fc from "fast-check";
import { splitDiff } from "../../../../media/chat/markdown/diffLines";
import { highlight, type HighlightNode } from "../../../../media/chat/markdown/highlight";
import { splitHighlight } from "../../../../media/chat/markdown/splitHighlight";

function textOf(nodes: readonly HighlightNode[]): string {
  return nodes.map((node) => (typeof node === "string" ? node : textOf(node.children))).join("");
}

describe("splitHighlight", () => {
  it("cuts coloured code at line ends only, tokens over several lines included", () => {
    const line = fc.constantFrom("const a = 1;", "/* one", "two */", "`x", "y`", "", "  // note", "f(a);");
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (lines, stretchLines) => {
          const code = lines.join("\n");
          const stretches = splitHighlight(highlight(code, "ts") ?? [], stretchLines).map(textOf);
          assert.equal(stretches.join("\n"), code);
          assert.ok(stretches.every((text) => text.split("\n").length <= stretchLines));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("splitDiff", () => {
  it("tells lines apart by their signs", () => {
    const diff =
      "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n\\ No newline at end of file";
    assert.deepEqual(
      splitDiff(diff).map(({ kind }) => kind),
      ["header", "header", "header", "header", "context", "removed", "added", "header"],
    );
  });
});
