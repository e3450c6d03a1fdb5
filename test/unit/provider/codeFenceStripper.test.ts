import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createCodeFenceStripper } from "../../../src/provider/codeFenceStripper";

function strip(pieces: readonly string[]): string {
  const stripper = createCodeFenceStripper();
  return pieces.map((piece) => stripper.push(piece)).join("") + stripper.end();
}

describe("the code fence stripper", () => {
  const cases: readonly [string, string, string][] = [
    ["plain code", "return a;\n", "return a;\n"],
    ["indented code", "  x = 1\n  y = 2", "  x = 1\n  y = 2"],
    ["a fence", "```ts\nreturn a;\n```", "return a;"],
    ["a fence and chatter behind it", "```ts\nreturn a;\n```\nThis returns a.", "return a;"],
    ["a tilde fence", "~~~\nx\n~~~\n", "x"],
    ["chatter before a fence", "Here is the code:\n\n```go\nx := 1\n```", "x := 1"],
    ["chatter without a fence", "Here we go\nsecond line", "Here we go\nsecond line"],
    ["the rest of a fence opened before", "return a;\n```", "return a;"],
    ["an empty fence", "```\n```", ""],
    ["a closing fence alone", "\n```", ""],
    ["CRLF", "```ts\r\nlet a;\r\nlet b;\r\n```", "let a;\r\nlet b;"],
    ["back quotes in a line", "const t = `a`;\nb ``` c", "const t = `a`;\nb ``` c"],
    ["a template literal at the start", "`${a}`", "`${a}`"],
    ["nothing", "", ""],
  ];
  for (const [name, text, expected] of cases) {
    it(`handles ${name} at every cut`, () => {
      for (let at = 0; at <= text.length; at += 1) {
        assert.equal(strip([text.slice(0, at), text.slice(at)]), expected, `cut at ${at}`);
      }
      assert.equal(strip(text.split("")), expected, "letter by letter");
    });
  }

  it("gives the same however the text is cut", () => {
    const piece = fc.constantFrom("```", "`", "ts", "\n", "\r\n", " ", "x", "Here", ":", "~~~", "the", "(");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        assert.equal(strip(pieces.flatMap((each) => each.split(""))), strip([pieces.join("")]));
      }),
      { numRuns: 1000 },
    );
  });
});
