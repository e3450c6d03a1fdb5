import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readFileReference } from "../../../src/chat/fileReference";

describe("readFileReference", () => {
  it("reads paths, lines and ranges of lines in their usual forms", () => {
    const cases: readonly [string, ReturnType<typeof readFileReference>][] = [
      ["a.ts", { path: "a.ts" }],
      ["src/a.ts", { path: "src/a.ts" }],
      ["./src/a.ts", { path: "src/a.ts" }],
      ["src\\a.ts", { path: "src/a.ts" }],
      ["a.ts:12", { path: "a.ts", startLine: 12 }],
      ["a.ts:12:5", { path: "a.ts", startLine: 12 }],
      ["src/a.ts:12-20", { path: "src/a.ts", startLine: 12, endLine: 20 }],
      ["a.ts#L12", { path: "a.ts", startLine: 12 }],
      ["a.ts#L12-L20", { path: "a.ts", startLine: 12, endLine: 20 }],
      ["a.ts:20-12", { path: "a.ts", startLine: 20 }],
      ["a.test.tsx", { path: "a.test.tsx" }],
      [".gitignore", { path: ".gitignore" }],
      [".github/workflows/ci.yml", { path: ".github/workflows/ci.yml" }],
      ["docker/Dockerfile", { path: "docker/Dockerfile" }],
    ];
    for (const [text, expected] of cases) assert.deepEqual(readFileReference(text), expected, text);
  });

  it("refuses what leads out of the workspace, addresses and words", () => {
    for (const text of [
      "../a.ts",
      "src/../../a.ts",
      "/etc/passwd.txt",
      "C:\\a.ts",
      "C:/a.ts",
      "file:///a.ts",
      "https://a.example/a.ts",
      "~/..//a.ts",
      "a..ts/..",
      "word",
      "1.5",
      "e.g.",
      "Node.js",
      "foo()",
      "a b.ts",
      "a.ts;rm",
      "",
      ".",
      "..",
      `${"a".repeat(300)}.ts`,
      "command:x.y",
    ]) {
      assert.equal(readFileReference(text), undefined, text);
    }
  });

  it("gives relative paths without `.` and `..` only, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", ".", "/", "\\", ":", "1", "-", "#", "L", "~") }),
        (text) => {
          const path = readFileReference(text)?.path;
          if (path !== undefined)
            assert.ok(
              path.split("/").every((part) => /[^.]/.test(part)),
              path,
            );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
