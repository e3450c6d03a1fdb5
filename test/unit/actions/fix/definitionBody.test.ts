import assert from "node:assert/strict";
import { definitionBody } from "../../../../src/actions/fix/definitionBody";

const line = (at: number) => ({ startLine: at, endLine: at });
const text = (source: string, startLine = 0, endLine = startLine) =>
  definitionBody(source.split("\n"), { startLine, endLine })?.text;

describe("definitionBody", () => {
  it("takes the lines that the language server gives, without their common indentation", () => {
    assert.equal(text("class A {\n  run(): void {\n    go();\n  }\n}", 1, 3), "run(): void {\n  go();\n}");
  });

  it("finds the end by the indentation where only the name's place is known", () => {
    assert.equal(
      text("def run(a):\n    if a:\n\n        go()\n    return 1\n\ndef other():"),
      ["def run(a):", "    if a:", "", "        go()", "    return 1"].join("\n"),
    );
    assert.equal(
      text("function run(\n  a: string,\n) {\n  go();\n}\nrun();"),
      "function run(\n  a: string,\n) {\n  go();\n}",
    );
    assert.equal(text("int run()\n{\n  go();\n}\nint other()\n{\n}"), "int run()\n{\n  go();\n}");
    assert.equal(text("const a = 1;\nconst b = 2;"), "const a = 1;");
    assert.equal(text("\tdef run\n\t\tgo\n\tend\n\tdef other"), "def run\n\tgo\nend");
  });

  it("cuts after forty lines and says how many are missing", () => {
    const source = ["class A {", ...Array.from({ length: 50 }, (_, index) => `  m${index}();`), "}"];
    const body = definitionBody(source, { startLine: 0, endLine: 51 });
    const lines = body?.text.split("\n") ?? [];
    assert.equal(lines.length, 40);
    assert.equal(lines.at(-2), "  m37();");
    assert.equal(lines.at(-1), "(13 more lines)");
    assert.equal(body?.endLine, 51);
  });

  it("takes forty lines whole", () => {
    const source = ["class A {", ...Array.from({ length: 38 }, () => "  m();"), "}"];
    assert.equal(definitionBody(source, { startLine: 0, endLine: 39 })?.text, source.join("\n"));
  });

  it("gives nothing for a blank or missing line: a secret stood there, or the file is another", () => {
    assert.equal(definitionBody(["", "a"], line(0)), undefined);
    assert.equal(definitionBody(["a"], line(4)), undefined);
    assert.equal(definitionBody(["a"], { startLine: 0, endLine: 7 })?.endLine, 0);
  });
});
