import assert from "node:assert/strict";
import * as fc from "fast-check";
import { answerSoFar } from "../../../../src/actions/answer/answerSoFar";
import { answerToReplacement, type EditTarget } from "../../../../src/actions/answer/answerToReplacement";
import { corpus } from "./corpus/corpus";
import type { Row } from "./corpus/notation";

const all = Object.values(corpus).flat();

const base: EditTarget = {
  selection: "const a = 1;\n",
  before: "",
  after: "",
  languageId: "typescript",
  indentUnit: 2,
  lineEnd: "\n",
};

const soFar = (partial: string, target: Partial<EditTarget> = {}) =>
  answerSoFar(partial, { ...base, ...target });

/** What is read of every cut of an answer, each reading once. */
const readings = ({ answer, target }: Row) => {
  const found: (string | undefined)[] = [];
  for (let end = 0; end <= answer.length; end++) {
    const reading = answerSoFar(answer.slice(0, end), target);
    if (reading !== found.at(-1) || found.length === 0) found.push(reading);
  }
  return found;
};

/** The first lines of a text, each with its line end. */
const lineStarts = (text: string, lineEnd: string) => {
  const lines = (text.endsWith(lineEnd) ? text : text + lineEnd).split(lineEnd).slice(0, -1);
  return lines.map((_, at) => lines.slice(0, at + 1).join(lineEnd) + lineEnd);
};

/** Code whose blocks are indented by two blanks a level. */
const nested = (steps: readonly string[]) => {
  const lines = ["f();"];
  let depth = 0;
  for (const [at, step] of steps.entries()) {
    const indent = "  ".repeat(depth);
    if (step === "blank") lines.push("");
    else if (step === "comment") lines.push(`${indent}// e${at}`);
    else if (step === "open") lines.push(`${indent}if (a${at}) {`, `${"  ".repeat(++depth)}b${at}();`);
    else if (step === "close" && depth > 0) lines.push(`${"  ".repeat(--depth)}}`);
    else lines.push(`${indent}c${at}();`);
  }
  while (depth > 0) lines.push(`${"  ".repeat(--depth)}}`);
  return lines.join("\n");
};

describe("answerSoFar", () => {
  for (const row of all.filter(({ isPlain }) => isPlain)) {
    it(`grows line by line: ${row.name}`, () => {
      assert.equal(typeof row.expected, "string");
      const text = typeof row.expected === "string" ? row.expected : "";
      const starts = lineStarts(text, row.target.lineEnd);
      const found = readings(row);
      assert.equal(found[0], undefined);
      let count = 0;
      for (const reading of found.slice(1)) {
        const lines = starts.indexOf(reading ?? "") + 1;
        assert.ok(lines > count, `${JSON.stringify(reading)} after ${count} lines`);
        count = lines;
      }
      // The end of the whole may be held back, but for an answer whose last line of code has its line end.
      assert.equal(found.at(-1), starts.at(-1));
    });
  }

  it("never throws, and gives whole lines, for every cut of every answer", () => {
    for (const row of all) {
      for (const reading of readings(row)) {
        if (reading === undefined) continue;
        assert.ok(reading.endsWith(row.target.lineEnd), row.name);
        assert.ok(reading.trim() !== "", row.name);
      }
    }
  });

  it("gives nothing of a line that is not complete", () =>
    assert.equal(soFar("```ts\nconst a = 2;"), undefined));
  it("gives nothing of words", () => assert.equal(soFar("Here is the code:\n\nSome words.\n"), undefined));
  it("gives nothing of thinking", () => assert.equal(soFar("<think>\nconst a = 2;\n"), undefined));
  it("gives nothing of diffs", () => {
    assert.equal(soFar("```diff\n-const a = 1;\n+const a = 2;\n"), undefined);
    assert.equal(soFar("<<<<<<< SEARCH\nconst a = 1;\n"), undefined);
    assert.equal(soFar("@@ -1 +1 @@\n-const a = 1;\n"), undefined);
  });
  it("holds blank lines back until another line follows", () => {
    assert.equal(soFar("```ts\na();\n\n"), "a();\n");
    assert.equal(soFar("```ts\na();\n\nb();\n"), "a();\n\nb();\n");
  });
  it("holds lines back that may be those behind the selection", () => {
    const target = { after: "export { a };\n" };
    assert.equal(soFar("```ts\na();\nexport { a };\n", target), "a();\n");
    assert.equal(soFar("```ts\na();\nexport { a };\nb();\n", target), "a();\nexport { a };\nb();\n");
  });
  it("holds lines back that may be those before the selection", () => {
    const target = { before: "import a;\nimport b;\n" };
    assert.equal(soFar("```ts\nimport a;\n", target), undefined);
    assert.equal(soFar("```ts\nimport a;\nimport b;\n", target), undefined);
    assert.equal(soFar("```ts\nimport a;\nimport b;\nx();\n", target), "x();\n");
    assert.equal(soFar("```ts\nimport a;\nx();\n", target), "import a;\nx();\n");
  });
  it("ends before a placeholder", () => {
    assert.equal(soFar("```ts\na();\n// ... existing code ...\nb();\n"), "a();\n");
    assert.equal(soFar("```ts\n// ... existing code ...\n"), undefined);
  });
  it("goes on from a quote of the selection to the block behind it", () => {
    const quote = "Before:\n```ts\nconst a = 1;\n```\nAfter:\n```ts\n";
    assert.equal(soFar(quote), undefined);
    assert.equal(soFar(`${quote}const a = 2;\n`), "const a = 2;\n");
  });
  it("does not take a command for code", () =>
    assert.equal(soFar("```sh\nnpm i x\n```\n\n```ts\nconst a = 2;\n"), "const a = 2;\n"));
  it("gives bare code", () => assert.equal(soFar("Sure!\n\nconst a = 2;\nb"), "const a = 2;\n"));
  it("has the blank lines of the selection's start, and the document's line ends", () =>
    assert.equal(
      soFar("a();\nb();\n", { selection: "\r\nx();\r\n", lineEnd: "\r\n" }),
      "\r\na();\r\nb();\r\n",
    ));

  it("is the beginning of the whole for any code in a fence", () => {
    const step = fc.constantFrom("open", "close", "line", "blank", "comment");
    const code = fc.array(step, { minLength: 1, maxLength: 12 }).map(nested);
    fc.assert(
      fc.property(code, code, fc.nat(), (selection, wanted, cut) => {
        const answer = `\`\`\`ts\n${wanted}\n\`\`\``;
        const whole = answerToReplacement(answer, { ...base, selection });
        if (whole.type !== "replacement") return;
        const reading = soFar(answer.slice(0, cut % answer.length), { selection });
        if (reading !== undefined)
          assert.ok(`${whole.text}\n`.startsWith(reading), JSON.stringify([whole.text, reading]));
      }),
      { numRuns: 1000 },
    );
  });
});
