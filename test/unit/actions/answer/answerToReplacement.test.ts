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

/** Code whose blocks are indented by two blanks a level; it begins at the left edge. */
const code = fc
  .array(fc.constantFrom("open", "close", "line", "blank"), { minLength: 1, maxLength: 12 })
  .map((steps) => {
    const lines = ["start();"];
    let depth = 0;
    for (const [at, step] of steps.entries()) {
      if (step === "open") lines.push(`${"  ".repeat(depth++)}if (a${at}) {`);
      else if (step === "close" && depth > 0) lines.push(`${"  ".repeat(--depth)}}`);
      else if (step === "blank") lines.push("");
      else lines.push(`${"  ".repeat(depth)}call${at}();`);
    }
    while (depth > 0) lines.push(`${"  ".repeat(--depth)}}`);
    return lines.join("\n").replace(/\n+$/, "");
  });
const moved = (text: string, indent: string) => text.replaceAll(/^(?=.)/gm, indent);

const leads = ["", "Sure!\n\n", "Here is the updated code:\n\n", "1. I changed it:\n\n", "**src/a.ts**\n"];
const tails = ["", "\n", "\n\nThis does the same.", "\n\n**Changes:**\n- Less code\n", "\n\nLet me know!"];
const fences = ["```", "```ts", "~~~", "````typescript", '```ts title="a.ts"'];
const fencedAnyhow = (text: string, lead: string, fence: string, tail: string) =>
  `${lead}${fence}\n${text}\n${/^[`~]+/.exec(fence)?.[0] ?? ""}${tail}`;

describe("answerToReplacement", () => {
  it("gives back any code out of any fence and chatter, wherever it was moved to", () =>
    fc.assert(
      fc.property(
        code,
        code,
        fc.constantFrom(...leads),
        fc.constantFrom(...fences),
        fc.constantFrom(...tails),
        fc.constantFrom("", "  ", "    "),
        fc.constantFrom("", "  ", "      "),
        fc.constantFrom<["\n", "\r\n"][number]>("\n", "\r\n"),
        (selected, wanted, lead, fence, tail, ours, theirs, lineEnd) => {
          fc.pre(selected !== wanted);
          const selection = `${moved(selected, ours)}\n`.replaceAll("\n", lineEnd);
          const answer = fencedAnyhow(moved(wanted, theirs), lead, fence, tail).replaceAll("\n", lineEnd);
          const result = read(answer, { selection, lineEnd });
          const expected = `${moved(wanted, ours)}\n`.replaceAll("\n", lineEnd);
          assert.deepEqual(result.type === "replacement" ? result.text : result, expected);
        },
      ),
      { numRuns: 1000 },
    ));

  it("gives the same again for what it gave, whatever was done to the indentation", () => {
    const step = fc.constantFrom("  ", "    ", "\t");
    const shown = fc.tuple(code, step, fc.nat(2), fc.boolean()).map(([text, level, levels, hasLostFirst]) => {
      const lines = moved(text.replaceAll("  ", level), level.repeat(levels));
      return hasLostFirst ? lines.trimStart() : lines;
    });
    fc.assert(
      fc.property(
        shown,
        shown,
        fc.constantFrom<[2, 4, "tab"][number]>(2, 4, "tab"),
        (selection, answer, indentUnit) => {
          const target = { selection, indentUnit };
          const once = read(`\`\`\`\n${answer}\n\`\`\``, target);
          if (once.type !== "replacement") return;
          const twice = read(`\`\`\`\n${once.text}\n\`\`\``, target);
          assert.deepEqual(twice.type === "replacement" ? twice.text : twice, once.text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("has the document's line ends only", () => {
    const piece = fc.constantFrom("a();", "\r\n", "\n", "\r", "  ", "b {", "}");
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, fc.boolean(), (answer, isWindows) => {
        const lineEnd = isWindows ? "\r\n" : "\n";
        const result = read(answer, { selection: `x();${lineEnd}`, lineEnd });
        if (result.type !== "replacement") return;
        const other = isWindows ? /(?<!\r)\n|\r(?!\n)/ : /\r/;
        assert.doesNotMatch(result.text, other);
      }),
    );
  });

  it("tells of characters that cannot be seen", () => {
    const result = read("```ts\nconst a = '\u202e';\n```");
    assert.deepEqual(result.type === "replacement" && result.warnings, [
      { type: "hostile-characters", codePoints: ["U+202E"] },
    ]);
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
