import assert from "node:assert/strict";
import { createLineMatcher } from "../../../../src/vscode/tools/lineMatcher";

function match(
  text: string,
  texts: readonly string[],
  more: { isRegex?: boolean; isCaseSensitive?: boolean } = {},
) {
  const matcher = createLineMatcher({ text, isRegex: false, isCaseSensitive: false, maxLines: 9, ...more });
  assert.ok("found" in matcher, JSON.stringify(matcher));
  return matcher.found(texts, 3);
}

const linesOf = (...args: Parameters<typeof match>) => {
  const matches = match(...args);
  assert.ok("found" in matches);
  return matches.found.map((lines) => lines.map(({ line }) => line));
};

describe("the search for lines", () => {
  it("finds text, with or without regard to case, up to the limit", () => {
    assert.deepEqual(linesOf("foo", ["a\r\nFoo\nbar foo", "none", "foo\nfoo\nfoo\nfoo"]), [
      [2, 3],
      [],
      [1, 2, 3],
    ]);
    assert.deepEqual(linesOf("Foo", ["a\nFoo\nfoo"], { isCaseSensitive: true }), [[2]]);
    assert.deepEqual(linesOf("a.c", ["abc\na.c"]), [[2]]);
  });

  it("finds regular expressions line by line", () => {
    assert.deepEqual(linesOf("^b\\w+$", ["abc\nBcd\nb c"], { isRegex: true }), [[2]]);
    assert.deepEqual(linesOf("^b\\w+$", ["abc\nBcd"], { isRegex: true, isCaseSensitive: true }), [[]]);
  });

  it("says what is wrong with an expression", () => {
    const matcher = createLineMatcher({ text: "(", isRegex: true, isCaseSensitive: false, maxLines: 9 });
    assert.match("problem" in matcher ? matcher.problem : "", /not valid/u);
  });

  it("stops expressions that would take for ever, and works on", () => {
    const evil = `${"a".repeat(60)}b`;
    for (const text of ["(a+)+$", "(a|a)*$", "(.*)*x"]) {
      const matches = match(text, [evil], { isRegex: true });
      assert.match("problem" in matches ? matches.problem : "", /takes too long/u, text);
    }
    assert.deepEqual(linesOf("a+b$", [evil], { isRegex: true }), [[1]]);
  });
});
