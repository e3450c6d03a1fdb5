import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createEndTokenStripper } from "../../../src/provider/endTokenStripper";
import { createReasoningSplitter, type ReasoningMarks } from "../../../src/provider/reasoningSplitter";

function split(marks: ReasoningMarks, pieces: readonly string[], isComplete = true) {
  const splitter = createReasoningSplitter(marks);
  const parts = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end(isComplete)];
  const joined = (kind: string) =>
    parts
      .filter((part) => part.kind === kind)
      .map((part) => part.text)
      .join("");
  return { reasoning: joined("reasoning"), text: joined("text") };
}

/** Every way to cut a text in two, and the text letter by letter. */
function cuts(text: string): readonly (readonly string[])[] {
  return [
    ...Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]),
    text.split(""),
  ];
}

describe("the reasoning splitter", () => {
  const cases: readonly [string, ReasoningMarks, string, { reasoning: string; text: string }][] = [
    ["a leading tag", "leading-tag", "<think>\nA\n</think>\n\nHi", { reasoning: "\nA\n", text: "Hi" }],
    ["white space before the tag", "leading-tag", " \n<think>A</think>B", { reasoning: "A", text: "B" }],
    ["no tag", "leading-tag", "  Hi!", { reasoning: "", text: "  Hi!" }],
    ["a tag later", "leading-tag", "Use <think>x</think>.", { reasoning: "", text: "Use <think>x</think>." }],
    ["a second tag", "leading-tag", "<think>A</think>B</think>", { reasoning: "A", text: "B</think>" }],
    ["the beginning of a tag", "leading-tag", "<thin", { reasoning: "", text: "<thin" }],
    ["no closing tag", "leading-tag", "<think>A</thin", { reasoning: "A</thin", text: "" }],
    [
      "a closing tag only",
      "closing-tag-only",
      "We greet.\n</think>\n\nHi",
      { reasoning: "We greet.\n", text: "Hi" },
    ],
    ["both tags all the same", "closing-tag-only", "<think>A</think>B", { reasoning: "A", text: "B" }],
    ["a short answer without tags", "closing-tag-only", "  Hi!", { reasoning: "", text: "  Hi!" }],
  ];
  for (const [name, marks, text, expected] of cases) {
    it(`handles ${name} at every cut`, () => {
      for (const pieces of cuts(text))
        assert.deepEqual(split(marks, pieces), expected, JSON.stringify(pieces));
    });
  }

  it("streams untagged thinking once it is long, and gives it as the answer if no tag ever comes", () => {
    const long = "x".repeat(300);
    const splitter = createReasoningSplitter("closing-tag-only");
    assert.deepEqual(splitter.push(long), [{ kind: "reasoning", text: long }]);
    assert.deepEqual(splitter.end(true), [{ kind: "text", text: long }]);
    assert.deepEqual(split("closing-tag-only", [long], false), { reasoning: long, text: "" });
  });

  it("gives the same however the text is cut", () => {
    const piece = fc.constantFrom("<think>", "</think>", "<", "/", "think", ">", " ", "\n", "a", "</", "é😀");
    fc.assert(
      fc.property(
        fc.constantFrom<ReasoningMarks>("leading-tag", "closing-tag-only"),
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.nat(80), { maxLength: 6 }),
        (marks, pieces, cutsAt) => {
          const text = pieces.join("");
          const borders = [
            0,
            ...cutsAt.map((at) => Math.min(at, text.length)).toSorted((a, b) => a - b),
            text.length,
          ];
          const cut = borders.slice(1).map((end, index) => text.slice(borders[index], end));
          assert.deepEqual(split(marks, cut), split(marks, [text]));
        },
      ),
    );
  });
});

describe("the end token stripper", () => {
  const tokens = ["</s>", "<｜end▁of▁sentence｜>"];
  const strip = (pieces: readonly string[]) => {
    const stripper = createEndTokenStripper(tokens);
    return pieces.map((piece) => stripper.push(piece)).join("") + stripper.end();
  };

  it("drops exactly one token at the very end, at every cut", () => {
    for (const [text, expected] of [
      ["  Hi!</s>", "  Hi!"],
      ["a</s></s>", "a</s>"],
      ["a</s>b", "a</s>b"],
      ["a</s> ", "a</s> "],
      ["a</s", "a</s"],
      ["你好<｜end▁of▁sentence｜>", "你好"],
      ["", ""],
    ] as const) {
      for (const pieces of cuts(text)) assert.equal(strip(pieces), expected, JSON.stringify(pieces));
    }
  });

  it("keeps any other text, however it is cut", () => {
    const piece = fc.constantFrom("<", "/", "s", ">", "</s>", "<｜end", "a", "\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const token = tokens.find((each) => text.endsWith(each)) ?? "";
        assert.equal(strip(pieces), text.slice(0, text.length - token.length));
      }),
    );
  });
});
