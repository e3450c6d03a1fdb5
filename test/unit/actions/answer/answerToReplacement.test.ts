import assert from "node:assert/strict";
import * as fc from "fast-check";
import { answerToReplacement, type EditTarget } from "../../../../src/actions/answer/answerToReplacement";

interface Case {
  readonly name: string;
  readonly answer: string;
  readonly target?: Partial<EditTarget>;
  /** The exact text; or how it ends otherwise. */
  readonly expected: string | { readonly type: string; readonly reason?: string };
}

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

const method = "  run() {\n    return 1;\n  }\n";
const inClass = { selection: method, before: "class A {\n", after: "}\n" };
const refused = (reason: string) => ({ type: "refused", reason });

const cases: readonly Case[] = [
  // Fences
  { name: "a fenced block", answer: "```ts\nconst a = 2;\n```", expected: "const a = 2;\n" },
  { name: "a fence without a language", answer: "```\nconst a = 2;\n```", expected: "const a = 2;\n" },
  { name: "tildes", answer: "~~~ts\nconst a = 2;\n~~~", expected: "const a = 2;\n" },
  {
    name: "a longer fence",
    answer: "````ts\nconst a = `\n```\n`;\n````",
    expected: "const a = `\n```\n`;\n",
  },
  { name: "an unclosed fence", answer: "```ts\nconst a = 2;\n", expected: "const a = 2;\n" },
  { name: "an indented fence", answer: "  ```ts\n  const a = 2;\n  ```", expected: "const a = 2;\n" },
  {
    name: "blank lines around a fence",
    answer: "\n\n```ts\nconst a = 2;\n```\n\n",
    expected: "const a = 2;\n",
  },
  {
    name: "prose before a fence",
    answer: "Here it is:\n\n```ts\nconst a = 2;\n```",
    expected: "const a = 2;\n",
  },
  {
    name: "prose on both sides",
    answer: "Sure!\n```ts\nconst a = 2;\n```\nThis changes the value to 2.",
    expected: "const a = 2;\n",
  },
  {
    name: "Markdown in a fence of the same length",
    answer: "```markdown\n# Title\n\n```js\nx\n```\n\nend\n```",
    target: { languageId: "markdown", selection: "# Titel\n" },
    expected: "# Title\n\n```js\nx\n```\n\nend\n",
  },
  {
    name: "bare Markdown that holds a block",
    answer: "# Title\n\n```js\nx\n```\n",
    target: { languageId: "markdown", selection: "# Title\n\ntext\n" },
    expected: "# Title\n\n```js\nx\n```\n",
  },
  // Bare
  { name: "bare code", answer: "const a = 2;", expected: "const a = 2;\n" },
  {
    name: "bare code with a lead",
    answer: "Here is the updated code:\n\nconst a = 2;\n",
    expected: "const a = 2;\n",
  },
  {
    name: "bare code with a tail",
    answer: "const a = 2;\n\nThis change sets a to 2.",
    expected: "const a = 2;\n",
  },
  {
    name: "bare prose for a text file",
    answer: "This is better text.\n",
    target: { languageId: "plaintext", selection: "This is text.\n" },
    expected: "This is better text.\n",
  },
  // Several blocks
  {
    name: "the original quoted first",
    answer: "Before:\n```ts\nconst a = 1;\n```\nAfter:\n```ts\nconst a = 2;\n```",
    expected: "const a = 2;\n",
  },
  {
    name: "how to run it behind",
    answer: "```ts\nconst a = 2;\n```\nRun it:\n```sh\nnode a.js\n```",
    expected: "const a = 2;\n",
  },
  {
    name: "a part, then the whole",
    answer: "```ts\nconst b = 2;\n```\nIn full:\n```ts\nconst a = 1;\nconst b = 2;\n```",
    expected: "const a = 1;\nconst b = 2;\n",
  },
  {
    name: "two that differ",
    answer: "```ts\nconst a = 2;\n```\nor\n```ts\nlet a = 3;\n```",
    expected: refused("several-blocks"),
  },
  // Indentation
  {
    name: "moved to the left edge",
    answer: "```ts\nrun() {\n  return 2;\n}\n```",
    target: inClass,
    expected: "  run() {\n    return 2;\n  }\n",
  },
  {
    name: "right already",
    answer: "```ts\n  run() {\n    return 2;\n  }\n```",
    target: inClass,
    expected: "  run() {\n    return 2;\n  }\n",
  },
  {
    name: "moved too far",
    answer: "```ts\n      run() {\n        return 2;\n      }\n```",
    target: inClass,
    expected: "  run() {\n    return 2;\n  }\n",
  },
  {
    name: "the first line moved only",
    answer: "```ts\nrun() {\n    return 2;\n  }\n```",
    target: inClass,
    expected: "  run() {\n    return 2;\n  }\n",
  },
  {
    name: "a Python method at the left edge",
    answer: "```python\ndef f(self):\n    return 2\n```",
    target: {
      languageId: "python",
      indentUnit: 4,
      selection: "    def f(self):\n        return 1\n",
      before: "class A:\n",
    },
    expected: "    def f(self):\n        return 2\n",
  },
  {
    name: "wrapped in a condition",
    answer: "```ts\n  if (x) {\n    go();\n  }\n```",
    target: { selection: "  go();\n", before: "{\n" },
    expected: "  if (x) {\n    go();\n  }\n",
  },
  {
    name: "one line wrapped, first line moved only",
    answer: "```ts\nif (x) {\n    go();\n  }\n```",
    target: { selection: "  go();\n", before: "{\n" },
    expected: "  if (x) {\n    go();\n  }\n",
  },
  {
    name: "spaces for tabs",
    answer: "```go\nfunc f() {\n    if x {\n        g()\n    }\n}\n```",
    target: { languageId: "go", indentUnit: "tab", selection: "func f() {\n\tg()\n}\n" },
    expected: "func f() {\n\tif x {\n\t\tg()\n\t}\n}\n",
  },
  {
    name: "two spaces for tabs, at the left edge",
    answer: "```go\nif x {\n  g()\n}\n```",
    target: { languageId: "go", indentUnit: "tab", selection: "\tg()\n", before: "{\n" },
    expected: "\tif x {\n\t\tg()\n\t}\n",
  },
  {
    name: "tabs for spaces",
    answer: "```ts\n\trun() {\n\t\treturn 2;\n\t}\n```",
    target: inClass,
    expected: "  run() {\n    return 2;\n  }\n",
  },
  {
    name: "a selection with both, left as the model has it",
    answer: "```c\n\tx = 2;\n        y = 3;\n```",
    target: { languageId: "c", selection: "\tx = 1;\n        y = 2;\n" },
    expected: "\tx = 2;\n        y = 3;\n",
  },
  {
    name: "a selection within a line",
    answer: "```ts\nfoo(2)\n```",
    target: { selection: "foo(1)", before: "  const a = ", after: ";\n" },
    expected: "foo(2)",
  },
  {
    name: "several lines for a selection within a line",
    answer: "```ts\n{\n  a: 1,\n}\n```",
    target: { selection: "{}", before: "    const a = ", after: ";\n" },
    expected: "{\n      a: 1,\n    }",
  },
  {
    name: "nothing selected, on an indented line",
    answer: "```ts\nif (x) {\n  y();\n}\n```",
    target: { selection: "", before: "f() {\n  ", after: "\n}\n" },
    expected: "if (x) {\n    y();\n  }",
  },
  // Line ends and edges
  {
    name: "Windows line ends in the file",
    answer: "```ts\nconst a = 2;\nconst b = 3;\n```",
    target: { selection: "const a = 1;\r\n", lineEnd: "\r\n" },
    expected: "const a = 2;\r\nconst b = 3;\r\n",
  },
  {
    name: "Windows line ends in the answer",
    answer: "```ts\r\nconst a = 2;\r\nconst b = 3;\r\n```\r\n",
    expected: "const a = 2;\nconst b = 3;\n",
  },
  { name: "no line end at the end", answer: "```ts\nx\n\n```", target: { selection: "y" }, expected: "x" },
  {
    name: "blank lines at the edges",
    answer: "x",
    target: { selection: "\n\ny\n\n" },
    expected: "\n\nx\n\n",
  },
  { name: "an empty block", answer: "```ts\n```", expected: "" },
  // The whole file or more than the selection
  {
    name: "the whole file",
    answer: "```ts\nimport a;\nimport b;\n\nconst x = 2;\n\nexport { x };\nexport { a };\n```",
    target: {
      selection: "const x = 1;\n",
      before: "import a;\nimport b;\n\n",
      after: "\nexport { x };\nexport { a };\n",
    },
    expected: "const x = 2;\n",
  },
  {
    name: "two lines from before",
    answer: "```ts\nimport a;\nimport b;\nconst x = 2;\n```",
    target: { selection: "const x = 1;\n", before: "import a;\nimport b;\n" },
    expected: "const x = 2;\n",
  },
  {
    name: "a repetition that the selection had",
    answer: "```ts\nstep(one);\nstep(two);\nstep(four);\n```",
    target: { selection: "step(one);\nstep(two);\nstep(three);\n", before: "step(one);\nstep(two);\n" },
    expected: "step(one);\nstep(two);\nstep(four);\n",
  },
  // No change
  { name: "the same text", answer: "```ts\nconst a = 1;\n```", expected: { type: "no-change" } },
  {
    name: "the same text, moved",
    answer: "```ts\nrun() {\n  return 1;\n}\n```",
    target: inClass,
    expected: { type: "no-change" },
  },
  // Placeholders
  ...[
    "// ... rest of the code unchanged ...",
    "// ...existing code...",
    "// … existing code …",
    "/* ... existing code ... */",
    "// rest of the function remains the same",
    "// Rest of your code here",
    "// ... (rest of the implementation)",
    "# ... existing code ...",
    "# rest of the file unchanged",
    "-- ... remaining columns ...",
    "<!-- rest unchanged -->",
    "<!-- ... existing content ... -->",
    "{/* ... existing code ... */}",
    "// existing code here",
    "// other methods unchanged",
    "// ... keep the same as before",
    "// keep the rest of the file as it is",
    "// unchanged",
    "// ...",
    "/* ... */",
    "# …",
    "... rest of the code ...",
    "// your existing code here",
    "// remaining code stays the same",
    "// previous code remains unchanged",
  ].map((line): Case => ({
    name: line,
    answer: `\`\`\`ts\nconst a = 2;\n${line}\n\`\`\``,
    expected: refused("placeholder"),
  })),
  ...[
    "call(...args);",
    "const { a, ...rest } = b;",
    "// ...rest is passed on to the element",
    "// Returns the rest of the list.",
    "// Existing users keep their settings.",
    "def f(): ...",
    "    ...",
    "// Unchanged values are skipped.",
    'log("loading...");',
    "// TODO: handle other cases",
    "# the rest of the arguments is optional: see above",
    "// see the previous section for details",
  ].map((line): Case => ({
    name: `no placeholder: ${line}`,
    answer: `\`\`\`ts\nconst a = 2;\n${line}\n\`\`\``,
    expected: `const a = 2;\n${line}\n`,
  })),
  {
    name: "a placeholder that stood there before",
    answer: "```ts\nconst a = 2;\n// ... existing code ...\n```",
    target: { selection: "const a = 1;\n// ... existing code ...\n" },
    expected: "const a = 2;\n// ... existing code ...\n",
  },
  // Diffs and none
  {
    name: "a unified diff",
    answer: "```diff\n@@ -1 +1 @@\n-const a = 1;\n+const a = 2;\n```",
    expected: refused("diff"),
  },
  {
    name: "a diff without a head",
    answer: "```\n-const a = 1;\n+const a = 2;\n```",
    expected: refused("diff"),
  },
  {
    name: "search and replace",
    answer: "```\n<<<<<<< SEARCH\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> REPLACE\n```",
    expected: refused("diff"),
  },
  { name: "nothing", answer: " \n ", expected: refused("empty") },
  { name: "an excuse", answer: "I'm sorry, I can't help with that.", expected: refused("no-code") },
  { name: "only a lead", answer: "Here is the code:", expected: refused("no-code") },
];

const calls = (count: number) => Array.from({ length: count }, (_, at) => `call(${at});`).join("\n");

const warningsOf = (from: number, to: number) => {
  const result = read(`\`\`\`\n${calls(to)}\n\`\`\``, { selection: calls(from) });
  return result.type === "replacement" ? result.warnings : undefined;
};

describe("answerToReplacement", () => {
  for (const { name, answer, target, expected } of cases) {
    it(name, () => {
      const result = read(answer, target);
      if (typeof expected === "string") {
        assert.deepEqual(result.type === "replacement" ? result.text : result, expected);
      } else {
        assert.deepEqual(
          { type: result.type, ...("reason" in result && { reason: result.reason }) },
          expected,
        );
      }
    });
  }

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
      fc.constantFrom("", "  ", "    "),
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
