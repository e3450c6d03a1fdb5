import assert from "node:assert/strict";
import { closedByEditor } from "../../../../src/completion/prompt/closedByEditor";
import { cursorAt } from "../completionDriver";

describe("what the editor has closed behind the cursor", () => {
  const table: readonly [marked: string, closed: string][] = [
    ["foo(█)", ")"],
    ["use(() => {█})\n", "})"],
    ['log("█")', '")'],
    ["log(`${a█}`)", "}`)"],
    ["foo(█)  \nnext();", ")"],
    ["foo(\n  a,\n  b█)\n", ")"],
    ["// don't (\nfoo(█)", ")"],
    ["foo(█);", ""],
    ["foo(█),", ""],
    ["foo(█))", ""],
    ["foo(█]", ""],
    ["foo█)", ""],
    ["foo(█ + b)", ""],
    ["foo(█", ""],
    ["█}", ""],
    ['"a"█"', ""],
  ];
  for (const [marked, closed] of table) {
    it(`is ${closed === "" ? "nothing" : closed} in ${JSON.stringify(marked)}`, () => {
      const cursor = cursorAt(marked);
      assert.equal(cursor.suffix.slice(0, closedByEditor(cursor)), closed);
    });
  }

  it("is found in lines of any length without reading them whole", () => {
    const prefix = `${"f(a); ".repeat(100_000)}\ng(`;
    assert.equal(closedByEditor({ prefix, suffix: ")" }), 1);
    assert.equal(closedByEditor({ prefix: `(${"a".repeat(3000)}`, suffix: ")" }), 0);
  });
});
