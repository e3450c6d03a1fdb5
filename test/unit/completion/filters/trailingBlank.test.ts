import assert from "node:assert/strict";
import { trailingBlank } from "../../../../src/completion/filters/trailingBlank";
import { cursorAt } from "../completionDriver";

describe("trailing blank", () => {
  const table: readonly [name: string, marked: string, text: string, expected: string][] = [
    ["goes at the end of every line", "a = █", "1;  \n  b();\t\n\n", "1;\n  b();"],
    ["stays before the rest of the line", "a = █+ b;", "1 ", "1 "],
    ["is the break before a bracket that was closed", "  f() {█}", "\n    a();\n", "\n    a();\n  "],
    ["is added before a bracket that is left open", "  f() {█}", "\n    a();", "\n    a();\n  "],
    ["is added in a list of arguments", "f(█)", "\n  a,", "\n  a,\n"],
    ["is not added where the text closes the bracket", "f() {█}", "\n  a();\n}", "\n  a();\n}"],
    ["is not added on the bracket's own line", "f() {█}", " a();", " a();"],
    ["is added on a blank line before a brace", "f() {\n  a();\n█}", "  b();", "  b();\n"],
    ["is not added on a blank line before a parenthesis", "f(\n  █)", "a, b", "a, b"],
    ["is not added before a bracket opened further up", "f(\n  a,█)", "\n  b", "\n  b"],
    ["is not added before a quote", 'f("█")', "\n  a", "\n  a"],
    ["is not added before nothing", "f() {█", "\n  a();", "\n  a();"],
  ];
  for (const [name, marked, text, expected] of table) {
    it(name, () => {
      assert.deepEqual(trailingBlank.apply({ text, replacedChars: 0 }, cursorAt(marked)), {
        text: expected,
        replacedChars: 0,
      });
    });
  }
});
