import assert from "node:assert/strict";
import { isClosedSince, suffixAgrees } from "../../../../src/completion/memory/suffixAgrees";

describe("an answer's suffix", () => {
  const table: readonly [name: string, asked: string, now: string, typed: string, agrees: boolean][] = [
    ["is the same", ")\nb", ")\nb", "a", true],
    ["is another text", ")\nb", ")\nc", "a", false],
    ["was typed over", ")\nb", "\nb", "a)", true],
    ["was not typed over", ")\nb", "\nb", "a", false],
    ["was closed by the editor", "\nb", ")\nb", "f(", true],
    ["has a closer that nothing opened", "\nb", ")\nb", "f", false],
    ["was moved down", "}\nb", "\n}\nb", "\n  ", true],
    ["was typed over, and something else closed", ")\nb", "}\nb", "a) {", true],
    ["was typed over, and another closer moved down", ")\nb", "\n}\nb", "a) {\n  ", true],
    ["was closed before it was typed over", ")\nb", "}\nb", "a {", false],
    ["has two closers of one opener", ")\nb", "}}\nb", "a) {", false],
    ["was closed twice in a row", "\nb", "})\nb", "f({", true],
    ["holds more than closers", "x)\nb", "\nb", "x)", false],
  ];
  for (const [name, asked, now, typed, agrees] of table) {
    it(`${agrees ? "agrees" : "does not agree"} where it ${name}`, () => {
      assert.equal(suffixAgrees(asked, now, typed), agrees);
    });
  }

  it("agrees where the editor closed what stands right before the place", () => {
    assert.ok(isClosedSince("\nb", "}\nb", "if (a) {", ""));
    assert.ok(isClosedSince("\nb", "\n}\nb", "if (a) {\n  ", ""));
    assert.ok(isClosedSince("\nb", "\n}\nb", "if (a) {", "\n  c"));
    assert.ok(isClosedSince("\nb", "})\nb", "use({", "c"));
    assert.ok(!isClosedSince("\nb", "}\nb", "if (a)", ""));
    assert.ok(!isClosedSince("\nb", ")\nb", "if (a) {", ""));
    assert.ok(!isClosedSince("\nb", "}\nc", "if (a) {", ""));
  });
});
