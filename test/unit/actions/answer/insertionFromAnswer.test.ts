import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { RefusalReason } from "../../../../src/actions/answer/answerRefusal";
import {
  insertionFromAnswer,
  type InsertionTarget,
} from "../../../../src/actions/answer/insertionFromAnswer";
import { fenced } from "./corpus/notation";

interface Case {
  readonly name: string;
  /** The document with the selection in «». */
  readonly document: string;
  readonly answer: string;
  readonly target: Pick<InsertionTarget, "side"> & Partial<InsertionTarget>;
  /** The whole document then, or how the reading ends otherwise. */
  readonly expected: string | { readonly outcome: RefusalReason | "no-change" };
}

const before = { side: "before" } as const;
const after = { side: "after" } as const;
const outcome = (reason: RefusalReason | "no-change") => ({ outcome: reason });

const method = "class A {\n«  run() {\n    return 1;\n  }\n»}\n";
const python = { languageId: "python", indentUnit: 4 } as const;

const cases: readonly Case[] = [
  // Place and line ends
  {
    name: "a line above",
    document: "a();\n«b();\n»c();\n",
    answer: fenced("ts", "x();"),
    target: before,
    expected: "a();\nx();\nb();\nc();\n",
  },
  {
    name: "a line below",
    document: "a();\n«b();\n»c();\n",
    answer: fenced("ts", "x();"),
    target: after,
    expected: "a();\nb();\nx();\nc();\n",
  },
  {
    name: "a line above a part of a line",
    document: "a();\n  b(«c»);\n",
    answer: "x();",
    target: before,
    expected: "a();\n  x();\n  b(c);\n",
  },
  {
    name: "a line below a part of a line",
    document: "  b(«c»);\nd();\n",
    answer: "x();",
    target: after,
    expected: "  b(c);\n  x();\nd();\n",
  },
  {
    name: "a line above at the start",
    document: "«a();\n»",
    answer: "x();",
    target: before,
    expected: "x();\na();\n",
  },
  {
    name: "a line below at the end",
    document: "«a();\n»",
    answer: "x();",
    target: after,
    expected: "a();\nx();\n",
  },
  {
    name: "a line below a last line without a line end",
    document: "«a();»",
    answer: "x();",
    target: after,
    expected: "a();\nx();",
  },
  {
    name: "a line below a part of such a line",
    document: "b(«c»)",
    answer: "x();",
    target: after,
    expected: "b(c)\nx();",
  },
  {
    name: "a line above such a line",
    document: "«a();»",
    answer: "x();",
    target: before,
    expected: "x();\na();",
  },
  {
    name: "nothing selected",
    document: "a();\n«»b();\n",
    answer: "x();",
    target: after,
    expected: "a();\nb();\nx();\n",
  },
  { name: "an empty file", document: "«»", answer: "x();", target: before, expected: "x();\n" },
  {
    name: "Windows line ends",
    document: "a();\r\n«b();\r\n»c();\r\n",
    answer: fenced("ts", "x();\ny();"),
    target: { ...before, lineEnd: "\r\n" },
    expected: "a();\r\nx();\r\ny();\r\nb();\r\nc();\r\n",
  },
  {
    name: "Windows line ends below a part of a line",
    document: "b(«c»);\r\nd();\r\n",
    answer: "x();\r\n",
    target: { ...after, lineEnd: "\r\n" },
    expected: "b(c);\r\nx();\r\nd();\r\n",
  },
  {
    name: "Windows line ends below the last line",
    document: "«a();»",
    answer: "x();",
    target: { ...after, lineEnd: "\r\n" },
    expected: "a();\r\nx();",
  },
  // Blank lines
  {
    name: "a blank line above",
    document: "a();\n«b();\n»",
    answer: fenced("ts", "\nx();"),
    target: before,
    expected: "a();\n\nx();\nb();\n",
  },
  {
    name: "a blank line below",
    document: "a();\n«b();\n»",
    answer: fenced("ts", "x();\n"),
    target: before,
    expected: "a();\nx();\n\nb();\n",
  },
  {
    name: "many blank lines",
    document: "a();\n«b();\n»c();\n",
    answer: fenced("ts", "\n\n\nx();\n\n\n"),
    target: after,
    expected: "a();\nb();\n\nx();\n\nc();\n",
  },
  {
    name: "a blank line where the document has one",
    document: "a();\n\n«b();\n»\nc();\n",
    answer: fenced("ts", "\nx();\n"),
    target: before,
    expected: "a();\n\nx();\n\nb();\n\nc();\n",
  },
  {
    name: "a blank line at the start of the document",
    document: "«b();\n»",
    answer: fenced("ts", "\nx();\n"),
    target: before,
    expected: "x();\n\nb();\n",
  },
  {
    name: "a blank line at the end of the document",
    document: "«b();\n»",
    answer: fenced("ts", "\nx();\n"),
    target: after,
    expected: "b();\n\nx();\n",
  },
  {
    name: "blank lines within",
    document: "«b();\n»",
    answer: fenced("ts", "x();\n\n\ny();"),
    target: after,
    expected: "b();\nx();\n\n\ny();\n",
  },
  {
    name: "no blank lines of bare code",
    document: "a();\n«b();\n»c();\n",
    answer: "\n\nx();\n\n",
    target: after,
    expected: "a();\nb();\nx();\nc();\n",
  },
  // Indentation
  {
    name: "a comment at the left edge",
    document: method,
    answer: fenced("ts", "/**\n * Runs.\n */"),
    target: before,
    expected: "class A {\n  /**\n   * Runs.\n   */\n  run() {\n    return 1;\n  }\n}\n",
  },
  {
    name: "a comment in its place",
    document: method,
    answer: fenced("ts", "  /**\n   * Runs.\n   */"),
    target: before,
    expected: "class A {\n  /**\n   * Runs.\n   */\n  run() {\n    return 1;\n  }\n}\n",
  },
  {
    name: "a method below, of four blanks",
    document: method,
    answer: fenced("ts", "\nstop() {\n    if (a) {\n        b();\n    }\n}"),
    target: after,
    expected:
      "class A {\n  run() {\n    return 1;\n  }\n\n  stop() {\n    if (a) {\n      b();\n    }\n  }\n}\n",
  },
  {
    name: "an indentation that is given",
    document: "«def f():\n»    pass\n",
    answer: fenced("python", '"""Does nothing.\n\nReally.\n"""'),
    target: { ...after, ...python, lineIndent: "    " },
    expected: 'def f():\n    """Does nothing.\n\n    Really.\n    """\n    pass\n',
  },
  {
    name: "tabs",
    document: "func f() {\n«\ta()\n»}\n",
    answer: fenced("go", "if x {\n    b()\n}"),
    target: { ...after, languageId: "go", indentUnit: "tab" },
    expected: "func f() {\n\ta()\n\tif x {\n\t\tb()\n\t}\n}\n",
  },
  {
    name: "tabs that the editor does not know of",
    document: "func f() {\n«\ta()\n»}\n",
    answer: fenced("go", "if x {\n    b()\n}"),
    target: { ...before, languageId: "go" },
    expected: "func f() {\n\tif x {\n\t\tb()\n\t}\n\ta()\n}\n",
  },
  // The selection repeated
  {
    name: "the selection below a comment",
    document: method,
    answer: fenced("ts", "/** Runs. */\nrun() {\n  return 1;\n}"),
    target: before,
    expected: "class A {\n  /** Runs. */\n  run() {\n    return 1;\n  }\n}\n",
  },
  {
    name: "the selection's first line below a comment",
    document: method,
    answer: fenced("ts", "/** Runs. */\nrun() {"),
    target: before,
    expected: "class A {\n  /** Runs. */\n  run() {\n    return 1;\n  }\n}\n",
  },
  {
    name: "the selection above new lines",
    document: method,
    answer: fenced("ts", "run() {\n  return 1;\n}\n\nstop() {}"),
    target: after,
    expected: "class A {\n  run() {\n    return 1;\n  }\n  stop() {}\n}\n",
  },
  {
    name: "the whole file with new lines",
    document: "import a;\nimport b;\n\n«const x = 1;\n»\nexport { x };\nexport { a };\n",
    answer: fenced(
      "ts",
      "import a;\nimport b;\n\nconst x = 1;\nconst y = 2;\n\nexport { x };\nexport { a };",
    ),
    target: after,
    expected: "import a;\nimport b;\n\nconst x = 1;\nconst y = 2;\n\nexport { x };\nexport { a };\n",
  },
  {
    name: "a diff that adds above",
    document: "«run();\nstop();\n»",
    answer: "```diff\n+start();\n run();\n stop();\n```",
    target: before,
    expected: "start();\nrun();\nstop();\n",
  },
  {
    name: "a diff that adds below",
    document: "«run();\nstop();\n»",
    answer: "```diff\n run();\n stop();\n+end();\n```",
    target: after,
    expected: "run();\nstop();\nend();\n",
  },
  {
    name: "a diff that adds within",
    document: "«run();\nstop();\n»",
    answer: "```diff\n run();\n+wait();\n stop();\n```",
    target: after,
    expected: outcome("repeats-selection"),
  },
  {
    name: "the selection at the other edge",
    document: "«run();\nstop();\n»",
    answer: fenced("ts", "run();\nstop();\nend();"),
    target: before,
    expected: outcome("repeats-selection"),
  },
  {
    name: "the selection changed",
    document: "«function f() {\n  one();\n  two();\n}\n»",
    answer: fenced("ts", "function f() {\n  // First.\n  one();\n  two();\n}"),
    target: before,
    expected: outcome("repeats-selection"),
  },
  {
    name: "only the selection",
    document: "«run();\nstop();\n»",
    answer: fenced("ts", "run();\nstop();"),
    target: before,
    expected: outcome("no-change"),
  },
  {
    name: "an empty block",
    document: "«run();\n»",
    answer: fenced("ts", ""),
    target: before,
    expected: outcome("no-change"),
  },
  // As everywhere
  {
    name: "words around",
    document: "«run();\n»",
    answer: "Here it is:\n\n```ts\n// Runs.\n```\n\nDone.",
    target: before,
    expected: "// Runs.\nrun();\n",
  },
  { name: "nothing", document: "«run();\n»", answer: " ", target: before, expected: outcome("empty") },
  {
    name: "an excuse",
    document: "«run();\n»",
    answer: "I'm sorry, I can't do that.",
    target: before,
    expected: outcome("no-code"),
  },
  {
    name: "code left out",
    document: "«run();\n»",
    answer: fenced("ts", "a();\n// ... rest of the code ..."),
    target: after,
    expected: outcome("placeholder"),
  },
  {
    name: "an answer cut short",
    document: "«run();\n»",
    answer: "```ts\nfunction f() {\n  a(",
    target: after,
    expected: outcome("cut-short"),
  },
  {
    name: "two blocks",
    document: "«run();\n»",
    answer: "```ts\na();\n```\n\n```ts\nb();\n```",
    target: after,
    expected: outcome("several-blocks"),
  },
];

const read = (document: string, answer: string, target: Case["target"]) => {
  const [start = "", selection = "", end = ""] = document.split(/[«»]/);
  const result = insertionFromAnswer(answer, {
    before: start,
    selection,
    after: end,
    languageId: "typescript",
    indentUnit: 2,
    lineEnd: "\n",
    ...target,
  });
  if (result.type !== "insertion") return result;
  const at = start.length + result.offset;
  const text = start + selection + end;
  return { ...result, document: text.slice(0, at) + result.text + text.slice(at) };
};

describe("insertionFromAnswer", () => {
  for (const { name, document, answer, target, expected } of cases) {
    it(`${name}, ${target.side}`, () => {
      const result = read(document, answer, target);
      switch (result.type) {
        case "insertion":
          assert.deepEqual(result.document, expected);
          break;
        case "refused":
          assert.deepEqual({ outcome: result.reason }, expected, result.message);
          break;
        case "no-change":
          assert.deepEqual({ outcome: result.type }, expected);
      }
    });
  }

  it("tells of characters that cannot be seen, and never of a deletion", () => {
    const long = "«" + "run();\n".repeat(30) + "»";
    const result = read(long, "// \u202e\n", before);
    assert.deepEqual(result.type === "insertion" && result.warnings, [
      { type: "hostile-characters", codePoints: ["U+202E"] },
    ]);
  });

  it("leaves every line of the document, and is on lines of its own", () => {
    const line = fc.constantFrom("a();", "  b();", "", "c {", "}", "x");
    const lines = fc.array(line, { maxLength: 4 });
    const lineEnd = fc.constantFrom("\n" as const, "\r\n" as const);
    const side = fc.constantFrom("before" as const, "after" as const);
    fc.assert(
      fc.property(lines, lines, lines, fc.boolean(), fc.nat(40), fc.nat(40), lineEnd, side, (...drawn) => {
        const [first, second, third, endsLine, cut, length, end, at] = drawn;
        const text = [...first, ...second, ...third].join(end) + (endsLine ? end : "");
        const start = Math.min(cut, text.length);
        const stop = Math.min(start + length, text.length);
        const parts = [text.slice(0, start), text.slice(start, stop), text.slice(stop)];
        // A selection does not end between the two characters of a line end.
        fc.pre(parts.every((part) => !part.endsWith("\r")));
        const result = read(parts.join("«").replace(/«([^«]*)$/, "»$1"), fenced("ts", "new1();\nnew2();"), {
          side: at,
          lineEnd: end,
        });
        assert.equal(result.type, "insertion");
        if (result.type !== "insertion") return;
        const all = result.document.split(end);
        const from = all.findIndex((each) => each.trim() === "new1();");
        assert.equal(all[from + 1]?.trim(), "new2();");
        const rest = all.toSpliced(from, 2).join(end);
        assert.ok(rest === text || (text === "" && rest === ""), JSON.stringify([text, result.document]));
      }),
      { numRuns: 1000 },
    );
  });
});
