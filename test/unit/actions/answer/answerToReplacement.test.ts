import assert from "node:assert/strict";
import * as fc from "fast-check";
import { answerToReplacement, type EditTarget } from "../../../../src/actions/answer/answerToReplacement";

const base: EditTarget = {
  selection: "const a = 1;\n",
  before: "",
  after: "",
  languageId: "typescript",
  indentUnit: 2,
  lineEnd: "\n",
};

const read = (answer: string, target: Partial<EditTarget> = {}) =>
  answerToReplacement(answer, { ...base, ...target });

const calls = (count: number) => Array.from({ length: count }, (_, at) => `call(${at});`).join("\n");

const warningsOf = (from: number, to: number) => {
  const result = read(`\`\`\`\n${calls(to)}\n\`\`\``, { selection: calls(from) });
  return result.type === "replacement" ? result.warnings : undefined;
};

describe("answerToReplacement", () => {
  it("tells of characters that cannot be seen", () => {
    const result = read("```ts\nconst a = '\u202e';\n```");
    assert.deepEqual(result.type === "replacement" && result.warnings, [
      { type: "hostile-characters", codePoints: ["U+202E"] },
    ]);
  });

  describe("large deletions", () => {
    it("are pointed out above half of more than 20 lines", () =>
      assert.deepEqual(warningsOf(30, 14), [{ type: "large-deletion", removedLines: 16, ofLines: 30 }]));
    it("are none at half", () => assert.deepEqual(warningsOf(30, 15), []));
    it("are none in 20 lines", () => assert.deepEqual(warningsOf(20, 1), []));
  });

  it("gives back any code that an obedient model fences as it was asked to", () => {
    const line = fc.tuple(
      fc.constantFrom("", "  "),
      fc.constantFrom("a();", "b {", "}", "return x;", "y = [", "]"),
    );
    const code = fc
      .array(line, { minLength: 1, maxLength: 10 })
      .map((lines) => lines.map((each) => each.join("")).join("\n"));
    fc.assert(
      fc.property(code, code, fc.constantFrom("\n", "\r\n"), (selection, wanted, lineEnd) => {
        // Where the indentation as a whole is the same, nothing may be moved.
        fc.pre(
          !/^ /m.test(selection.split("\n")[0] ?? "") && !wanted.startsWith(" ") && selection !== wanted,
        );
        fc.pre(/^\S/m.test(selection) && /^\S/m.test(wanted));
        const result = read(`\`\`\`ts\n${wanted}\n\`\`\``, {
          selection: selection.replaceAll("\n", lineEnd),
          lineEnd,
        });
        assert.deepEqual(result.type === "replacement" && result.text, wanted.replaceAll("\n", lineEnd));
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws, whatever the answer", () => {
    const piece = fc.constantFrom(
      "```",
      "````ts",
      "~~~",
      "\n",
      "\r\n",
      "  ",
      "\t",
      "a();",
      "// ...",
      "@@ -1 @@",
      "-x",
      "+y",
      "\u0000",
    );
    const any = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        any,
        any,
        any,
        any,
        (answer, selection, before, after) => void read(answer, { selection, before, after }),
      ),
    );
  });
});
