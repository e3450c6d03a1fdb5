import assert from "node:assert/strict";
import * as fc from "fast-check";
import { indentationRepair } from "../../../../src/completion/filters/indentationRepair";
import { cursorAt } from "../completionDriver";

function repaired(marked: string, text: string): string {
  const shown = indentationRepair.apply({ text, replacedChars: 0 }, cursorAt(marked));
  assert.ok(!("rejection" in shown));
  return shown.text;
}

const bodies = (whole: string) => whole.split("\n").map((each) => each.replace(/^[ \t]+/, ""));

describe("indentation repair", () => {
  const table: readonly [name: string, marked: string, text: string, expected: string][] = [
    ["spaces to tabs", "f {\n\ta\n}\ng {█\n", "\n    b\n        c\n", "\n\tb\n\t\tc\n"],
    ["two spaces to tabs", "f {\n\ta\n}\ng {█\n", "\n  b\n    c\n", "\n\tb\n\t\tc\n"],
    ["tabs to the file's spaces", "f {\n  a\n}\ng {█\n", "\n\tb\n\t\tc\n", "\n  b\n    c\n"],
    ["a first line that indents again", "f {\n  a\n  █\n", "  b\n  c", "b\n  c"],
    ["not what must still be indented", "def f():\n█\n", "    return 1", "    return 1"],
    ["not a comment's star", "f {\n\ta\n}\n█\n", "/**\n * b\n */", "/**\n * b\n */"],
    ["not alignment in a file of spaces", "f {\n  a\n}\n█", "x(a,\n   b)", "x(a,\n   b)"],
    ["nothing in a file without indentation", "a\n█", "b\n\tc", "b\n\tc"],
  ];
  for (const [name, marked, text, expected] of table) {
    it(`repairs ${name}`, () => assert.equal(repaired(marked, text), expected));
  }

  it("changes white space at the start of lines only", () => {
    const line = fc
      .tuple(
        fc.string({ unit: fc.constantFrom(" ", "\t"), maxLength: 6 }),
        fc.constantFrom("a", "b c", "}", "", "*"),
      )
      .map(([blank, body]) => blank + body);
    const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const once = repaired(`${before}█`, after);
        assert.deepEqual(bodies(once), bodies(after));
      }),
    );
  });
});
