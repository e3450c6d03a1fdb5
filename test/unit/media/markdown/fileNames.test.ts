import assert from "node:assert/strict";
import * as fc from "fast-check";
import { splitFileNames } from "../../../../media/chat/markdown/fileNames";

function names(text: string): string[] {
  return splitFileNames(text).flatMap((part) => (part.type === "file" ? [part.text] : []));
}

describe("splitFileNames", () => {
  it("finds files with their lines, without the punctuation around them", () => {
    assert.deepEqual(names("See src/a.ts:12-20, (b.go) and lib\\c.py#L3."), [
      "src/a.ts:12-20",
      "b.go",
      "lib\\c.py#L3",
    ]);
    assert.deepEqual(names("In a.ts: the docker/Dockerfile, .gitignore; a.test.tsx:7:3"), [
      "a.ts",
      "docker/Dockerfile",
      ".gitignore",
      "a.test.tsx:7:3",
    ]);
  });

  it("leaves words, numbers and addresses alone", () => {
    assert.deepEqual(names("It took 1.5 s... https://a.example/x.ts and foo() and a/b, 12:30, end."), []);
    assert.deepEqual(names("x".repeat(5000) + ".ts"), []);
  });

  it("gives back every character of any text", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", ".", "ts", "/", ":", "1", " ", "#L", "\n", "-", "é"),
    });
    fc.assert(
      fc.property(text, (value) =>
        assert.equal(
          splitFileNames(value)
            .map((part) => part.text)
            .join(""),
          value,
        ),
      ),
      { numRuns: 1000 },
    );
  });
});
