import assert from "node:assert/strict";
import * as fc from "fast-check";
import { overlapWithRest, suffixOverlap } from "../../../../src/completion/filters/suffixOverlap";
import { cursorAt } from "../completionDriver";

/** The line after accepting. */
function accepted(marked: string, text: string): string {
  const [linePrefix = "", lineRest = ""] = marked.split("█");
  const overlap = overlapWithRest(text, linePrefix, lineRest);
  return linePrefix + overlap.text + lineRest.slice(overlap.replacedChars);
}

describe("suffix overlap", () => {
  const table: readonly [marked: string, text: string, expected: string][] = [
    ["foo(█)", "a, b", "foo(a, b)"],
    ["foo(█)", "a, b)", "foo(a, b)"],
    ["foo(█)", "a, b);", "foo(a, b);"],
    ["foo(█)", "bar(x)", "foo(bar(x))"],
    ["foo(█);", "bar(x);", "foo(bar(x));"],
    ["foo(█);", "x);", "foo(x);"],
    ["foo(bar(█)", "x)", "foo(bar(x))"],
    ["foo(bar(█))", "x))", "foo(bar(x))"],
    ["foo(bar(█))", "x)", "foo(bar(x))"],
    ['say("█")', 'hello")', 'say("hello")'],
    ['say("█")', "hello", 'say("hello")'],
    ['say("█")', 'hello", name', 'say("hello", name)'],
    ["foo(█, b)", "a, b)", "foo(a, b)"],
    ["foo(█, b)", "a, ", "foo(a, b)"],
    ["foo(█, b)", "a", "foo(a, b)"],
    ["foo(█, c)", "a, b", "foo(a, b, c)"],
    ["x = █ + b;", "a + b;", "x = a + b;"],
    ["x = █ + b;", "a", "x = a + b;"],
    ["use(() => {█})", "\n  a();\n}", "use(() => {\n  a();\n})"],
    ["use(() => {█})", "\n  a();\n})", "use(() => {\n  a();\n})"],
    ["if (█) {", "a && b) {", "if (a && b) {"],
    ["if (█) {", "a && f(b)", "if (a && f(b)) {"],
    ["a[█]", "0]", "a[0]"],
    ["`${█}`", "name}", "`${name}`"],
    ["foo(█)  ", "a)", "foo(a)  "],
    ["foo(█", "a)", "foo(a)"],
    ["const {█}", " a } = await read(b);", "const { a } = await read(b);"],
    ["hookUp(█)", "AFTER, function (a, b) {", "hookUp(AFTER, function (a, b) {)"],
    ["all.slice(█)", "first, last).map((one) => (", "all.slice(first, last).map((one) => ("],
    ["f(() => {█});", "\n  a(b);\n});\nnext();", "f(() => {\n  a(b);\n});\nnext();"],
    ["{all.slice(█)", "first, last).map((one) => (", "{all.slice(first, last).map((one) => ("],
    ["on(END, (█)", "suite) => {", "on(END, (suite) => {"],
    ["<p style={{ height: `${█}`}}", "high}px` }} />", "<p style={{ height: `${high}px` }} />"],
    ['log("run(█")', '): starting");', 'log("run(): starting");'],
    [`log('run "█"')`, `slow" ended');`, `log('run "slow" ended');`],
    [`cls and '<i class="█"'`, `%s">' % cls`, `cls and '<i class="%s">' % cls`],
    ["{ a: f( █ )", ")", "{ a: f( ) )"],
    ["name == '█'", "<open>' and x", "name == '<open>' and x"],
  ];
  for (const [marked, text, expected] of table) {
    it(`${marked} with ${JSON.stringify(text)} gives ${JSON.stringify(expected)}`, () =>
      assert.equal(accepted(marked, text), expected));
  }

  const code = fc.string({ unit: fc.constantFrom(..."ab.,;+ ()[]{}\"'".split("")), maxLength: 12 });

  it("never loses a character of the user's: what is replaced stands in the text, in order", () => {
    fc.assert(
      fc.property(code, code, code, (linePrefix, text, lineRest) => {
        const overlap = overlapWithRest(text, linePrefix, lineRest);
        assert.ok(overlap.replacedChars <= lineRest.length);
        let at = 0;
        for (const character of lineRest.slice(0, overlap.replacedChars)) {
          at = overlap.text.indexOf(character, at) + 1;
          assert.notEqual(at, 0);
        }
        assert.ok(text === overlap.text || text.slice(0, -1) === overlap.text);
      }),
    );
  });

  it("never writes the rest of the line twice, when the line is in balance", () => {
    const word = fc.constantFrom("a", "bc", "x.y", "f(a)", "[1]", '"s"', "{ k: v }");
    const list = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(", "));
    const wrap = fc.constantFrom(
      ["(", ")"],
      ["[", "]"],
      ["f(g(", "))"],
      ["({ k: ", " })"],
      ["(", ") + tail"],
    );
    fc.assert(
      fc.property(list, wrap, (inner, [open = "", close = ""]) => {
        const marked = `call${open}█${close}`;
        assert.equal(accepted(marked, inner), `call${open}${inner}${close}`, "without the rest");
        assert.equal(accepted(marked, inner + close), `call${open}${inner}${close}`, "with the rest");
      }),
    );
  });

  it("keeps to the range of the suggest widget's item where that is enough", () => {
    const marked = "f(a.l█)";
    const selectedSuggestion = { text: "length", startOffset: 4, endOffset: 5 };
    const cursor = cursorAt(marked, { selectedSuggestion });
    assert.deepEqual(suffixOverlap.apply({ text: ")", replacedChars: 0 }, cursor), {
      text: "",
      replacedChars: 0,
    });
    assert.deepEqual(suffixOverlap.apply({ text: ").b", replacedChars: 0 }, cursor), {
      text: ").b",
      replacedChars: 1,
    });
  });
});
