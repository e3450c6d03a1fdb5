import assert from "node:assert/strict";
import * as fc from "fast-check";
import { hasSurvived } from "../../../src/usage/hasSurvived";

describe("hasSurvived", () => {
  const cases: readonly [name: string, accepted: string, found: string, expected: boolean][] = [
    ["the same text", "return a + b;", "return a + b;", true],
    ["formatted anew", "if(a){\nreturn b\n}", "  if (a) {\n    return b\n  }\n", true],
    ["text typed into its place", "foo(a, b)", "log(foo(a, b)) // why", true],
    [
      "a whole that others wrote much around",
      "x += 1",
      `if (isOn) {\n${"call();\n".repeat(20)}x += 1;\n}`,
      true,
    ],
    ["a renamed variable", "const total = sum(items);\n", "const totals = sum(items);", true],
    ["nothing but white space accepted", "  \n", "", true],
    ["deleted", "return a + b;", "", false],
    ["half deleted", "return a + b; // the sum", "return a", false],
    ["replaced", "return a + b;", "throw new Error();", false],
    [
      "a long text with the same letters",
      "abc",
      "a very big box that has anything but code in it, b and c",
      false,
    ],
  ];
  for (const [name, accepted, found, expected] of cases) {
    it(`says ${expected ? "yes" : "no"} to ${name}`, () =>
      assert.equal(hasSurvived(accepted, found), expected));
  }

  it("does not mind white space anywhere", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "{"), maxLength: 40 });
    const space = fc.string({ unit: fc.constantFrom(" ", "\t", "\n"), maxLength: 4 });
    fc.assert(
      fc.property(text, fc.array(space, { minLength: 41, maxLength: 41 }), (accepted, spaces) => {
        const spread = accepted
          .split("")
          .map((char, index) => char + (spaces[index] ?? ""))
          .join("");
        assert.ok(hasSurvived(accepted, spread));
      }),
    );
  });

  it("is quick with two long texts that have nothing in common", () => {
    // A table of 4 million cells at most, whatever came.
    assert.equal(hasSurvived("ab".repeat(50_000), "cd".repeat(50_000)), false);
  });
});
