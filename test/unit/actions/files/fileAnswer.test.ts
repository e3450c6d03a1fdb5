import assert from "node:assert/strict";
import { fileAnswer } from "../../../../src/actions/files/fileAnswer";
import { pathInLanguage } from "../../../../src/actions/files/pathInLanguage";

function read(answer: string, mayLeaveOut = false): string {
  const found = fileAnswer(answer, "typescript", mayLeaveOut);
  return found.type === "code" ? `${found.language}|${found.code}` : `refused|${found.message}`;
}

describe("fileAnswer", () => {
  it("takes the block with its language, as it is indented", () => {
    assert.equal(read("```ts\ntest('a', () => {\n\ta();\n});\n```"), "ts|test('a', () => {\n\ta();\n});\n");
    assert.equal(
      read("Here it is:\n\n```Go title=a.go\r\nfunc a() {\r\n\tb()\r\n}\r\n```\n"),
      "go|func a() {\n\tb()\n}\n",
    );
  });

  it("takes code without a block, and ends it with one line end", () => {
    assert.equal(read("const a = 1;\n\n\n"), "|const a = 1;\n");
  });

  it("refuses what holds no code, and what leaves code out", () => {
    assert.match(read(""), /^refused\|/);
    assert.match(read("I'm sorry, I cannot do that."), /^refused\|/);
    assert.match(read("```ts\na();\n// ... rest of the code\n```"), /^refused\|/);
  });

  it("lets code be left out of what goes into a file that is there", () => {
    assert.equal(read("```ts\n// ... existing tests\nb();\n```", true), "ts|// ... existing tests\nb();\n");
  });

  it("tells characters that cannot be seen", () => {
    const found = fileAnswer("```ts\nconst a = '\u202e';\n```", "typescript", false);
    assert.deepEqual(found.type === "code" && found.warnings, [
      { type: "hostile-characters", codePoints: ["U+202E"] },
    ]);
  });
});

describe("pathInLanguage", () => {
  for (const [source, languageId, path] of [
    ["src/parse.py", "go", "src/parse.go"],
    ["parse.d.ts", "rust", "parse.d.rs"],
    ["src/a.b/Makefile", "python", "src/a.b/Makefile.py"],
    ["src/parse.py", "python", undefined],
    ["src/parse.py", "brainfuck", undefined],
    ["src/parse.py", "constructor", undefined],
    [".profile", "python", undefined],
  ] as const) {
    it(`${source} in ${languageId}`, () => assert.equal(pathInLanguage(source, languageId), path));
  }
});
