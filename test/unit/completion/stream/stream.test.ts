import assert from "node:assert/strict";
import * as fc from "fast-check";
import { firstPiece } from "../../../../src/completion/stream/firstPiece";
import { earlyStop } from "../../../../src/completion/stream/stopRules";
import { planStream } from "../../../../src/completion/stream/streamPlan";
import { cursorAt } from "../completionDriver";

describe("planStream", () => {
  const table: readonly [name: string, marked: string, expected: string, languageId?: string][] = [
    ["a begun line", "const a = █\n", "line"],
    ["a blank line", "a();\n  █\nb();", "block"],
    ["an opened block", "function f() {█\n\nnext", "block"],
    ["an opened block that has a body", "function f() {█\n  a();\n}", "line"],
    ["an opened block between brackets", "use(() => {█});", "block"],
    ["arguments between brackets", "use(█);", "line mid"],
    ["text behind the cursor", "a = █ + b", "line mid"],
    ["a Python block", "def f():█\n", "block", "python"],
    ["a comment that ends like a block", "// see:█\n", "line"],
    ["an empty document", "█", "block"],
  ];
  for (const [name, marked, expected, languageId] of table) {
    it(`${name}: ${expected}`, () => {
      const plan = planStream(cursorAt(marked, languageId === undefined ? {} : { languageId }), "auto", 4);
      assert.equal(`${plan.shape}${plan.isMidLine ? " mid" : ""}`, expected);
      assert.equal(plan.stop.includes("\n"), plan.maxLines === 1);
    });
  }

  it("asks for one line only where the setting says so", () => {
    for (const marked of ["const a = █\n", "function f() {█\n", "use(() => {█});", "█"]) {
      assert.equal(planStream(cursorAt(marked), "never", 4).shape, "line");
    }
  });
});

describe("firstPiece", () => {
  const block = { shape: "block", isMidLine: false, isBetweenBrackets: false } as const;
  const line = { shape: "line", isMidLine: false, isBetweenBrackets: false } as const;
  const long = Array.from({ length: 12 }, (_, index) => `a${index}();`);
  const table: readonly [
    name: string,
    plan: typeof block | typeof line,
    text: string,
    linePrefix: string,
    expected: string | undefined,
  ][] = [
    ["a line that is not whole", line, "foo(", "a = ", undefined],
    ["a line that is whole", line, "foo();\nbar", "a = ", "foo();"],
    ["a line after a line break", line, "\n  foo();\nbar", "a();", "\n  foo();"],
    ["a block that is not closed", block, "\n  a();\n", "f() {", undefined],
    ["a block that is closed", block, "\n  a();\n}\nb", "f() {", "\n  a();\n}"],
    ["a nested block that is not closed", block, "if (a) {\n    b();\n", "  ", undefined],
    ["a paragraph before a blank line", block, "a();\nb();\n\nc();", "", "a();\nb();"],
    ["a body before a dedent", block, "\n    return 1\ndef g", "def f():", "\n    return 1"],
    ["a long list of statements", block, `${long.join("\n")}\n`, "", long.slice(0, 6).join("\n")],
    ["blank text", block, "\n\n", "", undefined],
  ];
  for (const [name, plan, text, linePrefix, expected] of table) {
    it(name, () => assert.equal(firstPiece(text, false, plan, linePrefix, true), expected));
  }

  it("shows a block's first line while the rest is still being written", () => {
    assert.equal(firstPiece("\n  a();\n", false, block, "f() {", false), "\n  a();");
    assert.equal(firstPiece("\n  a();\n}\nb", false, block, "f() {", false), "\n  a();\n}");
    const between = { ...block, isBetweenBrackets: true };
    assert.equal(firstPiece("\n  a();\n", false, between, "f() {", false), undefined);
  });

  it("is always a head of the text, and stands at the latest when the text is complete", () => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", "\n", "{", "}", "(", ")", ";"), maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(block, line),
        fc.constantFrom("", "  ", "f() {"),
        (whole, plan, before) => {
          const piece = firstPiece(whole, true, plan, before, false);
          assert.ok(piece !== undefined && whole.startsWith(piece));
          for (let length = 0; length < whole.length; length++) {
            const early = firstPiece(whole.slice(0, length), false, plan, before, false);
            assert.ok(early === undefined || whole.startsWith(early));
          }
        },
      ),
    );
  });
});

function kept(marked: string, text: string): string | undefined {
  const cursor = cursorAt(marked);
  const cut = earlyStop(text, cursor, planStream(cursor, "auto", 4));
  return cut === undefined ? undefined : text.slice(0, cut.keptChars);
}

describe("earlyStop", () => {
  const table: readonly [name: string, marked: string, text: string, expected: string | undefined][] = [
    ["lets honest text go on", "a();\n█\nz();", "b();\nc();\n", undefined],
    ["a line break in mid-line", "f(█, b)", "a\n", "a"],
    ["enough lines", "a = █\n", "1;\nb();\nc();\nd();\ne();\nf();\n", "1;\nb();\nc();\nd();\ne();"],
    ["the line below", "a();\n█\nz();", "b();\nz();\n", "b();"],
    ["the line below, only when whole", "a();\n█\nz();", "b();\nz();", undefined],
    ["a loop", "█", "a();\nb();\nb();\nb();\n", "a();\nb();"],
    ["what lies behind the brackets around", "f({█});", "\n  a();\n}\nb();\n", "\n  a();\n}"],
    ["goes on behind brackets that the editor closed", "f() {█}", "\n  a();\n}\nb();\n", undefined],
    ["goes on behind a block elsewhere", "f() {█\n", "\n  a();\n}\nb();\n", undefined],
    ["too much text", "█", "x".repeat(9000), "x".repeat(8192)],
  ];
  for (const [name, marked, text, expected] of table) {
    it(name, () => assert.equal(kept(marked, text), expected));
  }
});
