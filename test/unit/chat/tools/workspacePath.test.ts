import assert from "node:assert/strict";
import * as fc from "fast-check";
import { isInside, placesInWorkspace } from "../../../../src/chat/tools/workspacePath";

const one = [{ name: "app", path: "/home/me/app" }];
const two = [...one, { name: "lib", path: "C:\\Code\\lib" }];
const places = (path: string, roots = one, isWindows = false) => {
  const found = placesInWorkspace(path, roots, isWindows);
  return "problem" in found
    ? undefined
    : found.found.map(({ root, segments }) => [root.name, ...segments].join("/"));
};

describe("a path that a model names", () => {
  it("is below the workspace", () => {
    assert.deepEqual(places("src/a.ts"), ["app/src/a.ts"]);
    assert.deepEqual(places("./src//b/../a.ts"), ["app/src/a.ts"]);
    assert.deepEqual(places("src\\a.ts"), ["app/src/a.ts"]);
    assert.deepEqual(places("app/src/a.ts"), ["app/app/src/a.ts", "app/src/a.ts"]);
    assert.deepEqual(places("/home/me/app/src/a.ts"), ["app/src/a.ts"]);
    assert.deepEqual(places("."), ["app"]);
    assert.deepEqual(places("lib/a", two), ["lib/a", "app/lib/a", "lib/lib/a"]);
    assert.deepEqual(places("c:/code/lib/a", two), ["lib/a"]);
  });

  it("is nowhere else", () => {
    for (const path of [
      "../a",
      "src/../../a",
      "/etc/passwd",
      "/home/me/app/../other",
      "/home/me/application/a",
      "\\\\server\\share\\a",
      "//server/share/a",
      "file:///etc/passwd",
      "https://example.com/a",
      "d:\\a",
      "a\0b",
      "a\nb",
    ]) {
      assert.equal(places(path, two), undefined, path);
    }
  });

  it("is no stream, device or disguised name on Windows", () => {
    for (const path of ["a.txt:secret", "src/CON", "nul.txt", "a.", "a ", "a|b", "com1"]) {
      assert.equal(places(path, one, true), undefined, path);
    }
    assert.deepEqual(places("src/console.ts", one, true), ["app/src/console.ts"]);
    assert.deepEqual(places("x/a:b", one), ["app/x/a:b"]);
  });

  it("never leads out, whatever it says", () => {
    const part = fc.constantFrom(
      "..",
      ".",
      "",
      "a",
      "app",
      "lib",
      "home",
      "me",
      "C:",
      "~",
      "%2e%2e",
      "…",
      "..\u200b",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), fc.constantFrom("/", "\\", "//"), (parts, separator) => {
        const found = placesInWorkspace(parts.join(separator), two, false);
        if ("problem" in found) return;
        for (const { segments } of found.found) {
          assert.ok(
            segments.every((segment) => segment !== ".." && segment !== "" && !/[\\/]/u.test(segment)),
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("tells a root's neighbour from what is below the root", () => {
    assert.equal(isInside("/a/b", "/a/b/c", false), true);
    assert.equal(isInside("/a/b", "/a/b", false), true);
    assert.equal(isInside("/a/b", "/a/bc", false), false);
    assert.equal(isInside("/a/b", "/a/B/c", false), false);
    assert.equal(isInside("C:\\A", "c:\\a\\x", true), true);
    assert.equal(isInside("/a/é", "/a/e\u0301/x", false), true);
  });
});
