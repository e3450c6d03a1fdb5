import assert from "node:assert/strict";
import * as fc from "fast-check";
import { compileGlob } from "../../../src/privacy/glob";

const matches = (pattern: string, path: string) => compileGlob(pattern)(path.split("/"));

describe("compileGlob", () => {
  const cases: readonly [pattern: string, path: string, expected: boolean][] = [
    ["secret", "secret", true],
    ["secret", "a/secret", true],
    ["secret", "a/secret/b", true],
    ["secret", "a/secrets", false],
    ["*.pem", "a/x.pem", true],
    ["*.pem", "a/x.pem.ts", false],
    ["a/b", "x/a/b", true],
    ["a/b", "x/a/y/b", false],
    ["/a/b", "x/a/b/c", true],
    ["./a/", "a/b", true],
    ["a/*/c", "a/b/c", true],
    ["a/*/c", "a/c", false],
    ["a/**/c", "a/c", true],
    ["a/**/c", "a/x/y/c", true],
    ["a/**", "a/x/y", true],
    ["?.ts", "a.ts", true],
    ["?.ts", "ab.ts", false],
    ["?", "😀", true],
    ["{a,b}.{c,d}", "b.d", true],
    ["{a,b}.{c,d}", "b.e", false],
    ["x{,y}", "x", true],
    ["a{b,c{d,e}}", "ace", true],
    ["a{b,c{d,e}}", "ac", false],
    ["a{b", "a{b", true],
    ["a}b{c,d}", "a}bd", true],
    ["[a-c]x", "bx", true],
    ["[a-c]x", "dx", false],
    ["[!a-c]x", "dx", true],
    ["[]]x", "]x", true],
    ["[ab", "[ab", true],
    ["", "a", false],
    ["/", "a", false],
    ["**", "a", false],
  ];
  for (const [pattern, path, expected] of cases) {
    it(`${JSON.stringify(pattern)} ${expected ? "takes" : "leaves"} ${path}`, () =>
      assert.equal(matches(pattern, path), expected));
  }

  it("agrees with a regular expression for stars and question marks", () => {
    const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { minLength: 1, maxLength: 8 });
    const name = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pattern, name, (parts, letters) => {
        const glob = parts.join("");
        fc.pre(!/^\*\*$/.test(glob));
        const source = parts.map((part) => (part === "*" ? ".*" : part === "?" ? "." : part)).join("");
        assert.equal(matches(glob, letters.join("")), new RegExp(`^${source}$`).test(letters.join("")));
      }),
      { numRuns: 2000 },
    );
  });

  it("refuses everything when a pattern has too many alternatives", () => {
    assert.equal(matches("{a,b}".repeat(20), "harmless"), true);
  });

  it("takes no time on patterns made to explode", () => {
    // With backtracking this would take longer than the universe; the test's own time limit is the judge.
    assert.equal(matches(`${"*a".repeat(60)}b`, "a".repeat(3000)), false);
    assert.equal(matches(`${"**/a/".repeat(40)}b`, "a/".repeat(300)), false);
  });
});
