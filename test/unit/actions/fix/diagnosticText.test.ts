import assert from "node:assert/strict";
import * as fc from "fast-check";
import { diagnosticText, type ReportedProblem } from "../../../../src/actions/fix/diagnosticText";

const plain: ReportedProblem = {
  severity: "error",
  message: "Cannot find name 'total'.",
  line: 12,
  tags: [],
  related: [],
  quickFixes: [],
};

const textOf = (problems: readonly ReportedProblem[]) => diagnosticText(problems).text;

describe("diagnosticText", () => {
  it("tells all that is known of a problem, and quotes the lines", () => {
    const text = textOf([
      {
        ...plain,
        source: "ts",
        code: "2552",
        markedText: "total",
        lineText: "    return total + tax;",
        tags: ["deprecated"],
        related: [
          {
            message: "'totals' is declared\n  here.",
            path: "src/sum.ts",
            line: 3,
            lineText: "const totals = 1;",
          },
          { message: "Somewhere else.", path: "lib.d.ts", line: 900 },
        ],
        quickFixes: ["Change spelling to 'totals'", "Add missing declaration"],
      },
      { ...plain, severity: "warning", message: "Two lines\nof words", line: 13 },
    ]);
    assert.equal(
      text,
      [
        "- line 12, error: Cannot find name 'total'. [ts 2552, deprecated, at `total`]",
        "  > return total + tax;",
        "  see src/sum.ts:3: 'totals' is declared here.",
        "  > const totals = 1;",
        "  see lib.d.ts:900: Somewhere else.",
        "  quick fixes: Change spelling to 'totals'; Add missing declaration",
        "- line 13, warning: Two lines",
        "  of words",
      ].join("\n"),
    );
  });

  it("does not mark what is the whole line, or too long to be a name", () => {
    const whole = { ...plain, markedText: "run();", lineText: "  run();" };
    assert.equal(textOf([whole]), "- line 12, error: Cannot find name 'total'.\n  > run();");
    const long = { ...plain, markedText: "x".repeat(61), lineText: `${"x".repeat(61)} y` };
    assert.doesNotMatch(textOf([long]), /at `/u);
  });

  it("keeps a mark with a backtick readable", () => {
    assert.match(textOf([{ ...plain, markedText: "`a`", lineText: "`a` + b" }]), /\[at `` `a` ``\]/u);
  });

  it("tells what two sources report alike once", () => {
    assert.equal(textOf([plain, { ...plain }]), textOf([plain]));
  });

  it("shows twenty and counts the others by severity", () => {
    const many = Array.from({ length: 23 }, (_, index) => ({ ...plain, line: index + 1 }));
    const lines = textOf([...many, { ...plain, severity: "information" as const, line: 99 }]).split("\n");
    assert.equal(lines.length, 21);
    assert.equal(lines.at(-1), "(and 3 errors, 1 information more)");
    const { shownCount, count } = diagnosticText([...many, ...many]);
    assert.deepEqual([shownCount, count], [20, 23]);
  });

  it("cuts long words, never a pair of code units", () => {
    const text = textOf([{ ...plain, message: `${"x".repeat(598)}😀😀` }]);
    assert.equal(text.endsWith("x…"), true);
    assert.doesNotMatch(text, /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it("leaves out what would go beyond 4,000 characters", () => {
    const long = Array.from({ length: 9 }, (_, index) => ({
      ...plain,
      line: index + 1,
      message: "x".repeat(600),
    }));
    const { text, shownCount } = diagnosticText(long);
    assert.equal(shownCount, 6);
    assert.equal(text.endsWith("(and 3 errors more)"), true);
  });

  it("stays within 4,000 characters and says so, whatever is reported", () => {
    const words = fc.string({ maxLength: 900 });
    const problem = fc.record({
      severity: fc.constantFrom("error" as const, "warning" as const, "hint" as const),
      message: words,
      line: fc.nat(9_999),
      markedText: words,
      lineText: words,
      tags: fc.constant([]),
      related: fc.array(fc.record({ message: words, path: fc.constant("a.ts"), line: fc.nat(99) }), {
        maxLength: 5,
      }),
      quickFixes: fc.array(words, { maxLength: 10 }),
    });
    fc.assert(
      fc.property(fc.array(problem, { minLength: 1, maxLength: 40 }), (problems) => {
        const text = textOf(problems);
        assert.ok(text.length <= 4_000, String(text.length));
        assert.ok(text.startsWith("- line "));
      }),
      { numRuns: 200 },
    );
  });
});
