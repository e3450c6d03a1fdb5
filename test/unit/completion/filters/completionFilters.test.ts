import assert from "node:assert/strict";
import { applyFilters, completionFilters } from "../../../../src/completion/filters/completionFilters";
import { bracketsClosedTwice } from "../../../../src/completion/filters/bracketsClosedTwice";
import { duplicateBelow } from "../../../../src/completion/filters/duplicateBelow";
import type { CompletionFilter } from "../../../../src/completion/filters/filter";
import { leadingSpace } from "../../../../src/completion/filters/leadingSpace";
import { nothingToShow } from "../../../../src/completion/filters/nothingToShow";
import { repeatsLineAbove } from "../../../../src/completion/filters/repeatsLineAbove";
import { repetition } from "../../../../src/completion/filters/repetition";
import { restatedLine } from "../../../../src/completion/filters/restatedLine";
import { trailingBlank } from "../../../../src/completion/filters/trailingBlank";
import { cursorAt } from "../completionDriver";

/** What all filters make of a text at `█`. */
const show = (marked: string, text: string) =>
  applyFilters(completionFilters, text, cursorAt(marked), () => undefined);

/** What the filter makes of a text at `█`; undefined when it refuses it. */
type Case = readonly [name: string, marked: string, text: string, expected: string | undefined];

const tables: readonly (readonly [CompletionFilter, readonly Case[]])[] = [
  [
    restatedLine,
    [
      ["takes the line's beginning off", "const total = █\n", "const total = 1;", "1;"],
      ["keeps the blank that is missing", "return compute█\n", "return compute (1)", " (1)"],
      ["keeps a short beginning that repeats", "x = █\n", "x = 1", "x = 1"],
      ["keeps other text", "const total = █\n", "sum();", "sum();"],
    ],
  ],
  [
    leadingSpace,
    [
      ["takes off a second blank", "return █\n", " x;", "x;"],
      ["keeps the first blank", "return█\n", " x;", " x;"],
      ["leaves indentation alone", "  █\n", " x;", " x;"],
      ["leaves alignment alone", "a = █\n", "  x;", "  x;"],
    ],
  ],
  [
    repetition,
    [
      ["cuts a loop behind honest text", "█", `start ${"and again ".repeat(8)}`, "start and again"],
      ["refuses a text that is only a loop", "█", "abcde".repeat(20), undefined],
      ["keeps a ruler", "█", "-".repeat(80), "-".repeat(80)],
      ["keeps two equal lines", "█", "push(element);\npush(element);", "push(element);\npush(element);"],
      ["keeps honest text", "█", "const a = b.map((c) => c.d);", "const a = b.map((c) => c.d);"],
    ],
  ],
  [
    repeatsLineAbove,
    [
      ["refuses a copy of the line above", "  doIt(first);\n  █\n", "doIt(first);", undefined],
      ["refuses a copy of the begun line's end", "doIt(first);█\n", "\ndoIt(first);", undefined],
      ["keeps a closing bracket under a closing bracket", "  }\n  █\n", "}", "}"],
      ["keeps the next in a row", "doIt(first);\n█\n", "doIt(second);", "doIt(second);"],
      ["has no line above at the start", "█", "doIt(first);", "doIt(first);"],
    ],
  ],
  [
    duplicateBelow,
    [
      ["refuses what the next line says", "a();\n█\nb();", "b();", undefined],
      ["takes off the last lines", "a();\n█\nb();\nc();", "x();\nb();\nc();", "x();"],
      ["looks over blank lines below", "a();\n█\n\n\nb();", "x();\nb();", "x();"],
      ["refuses across the line's own beginning", "con█\nconst a = 1;", "st a = 1;", undefined],
      ["keeps a closing bracket over another", "if (a) {\n  █\n}\n", "}", "}"],
      ["keeps equal code that is not at the end", "█\nb();", "b();\nx();", "b();\nx();"],
      ["leaves mid-line alone", "f(█)\nb", "b", "b"],
    ],
  ],
  [
    bracketsClosedTwice,
    [
      ["takes off what the next line closes", "on(() => {\n  █\n});", "a();\n})", "a();"],
      ["keeps what closes an own block", "if (a) {\n  █\n}", "for (;;) {\n  }", "for (;;) {\n  }"],
      ["keeps a bracket of another column", "  if (a) {\n    █\n}", "a();\n  }", "a();\n  }"],
      ["keeps it when the line below is code", "if (a) {\n  █\nnext();", "a();\n}", "a();\n}"],
    ],
  ],
  [
    trailingBlank,
    [
      ["cuts blanks at the end", "█", "a();  \n\n", "a();"],
      ["cuts blanks at every line's end", "█", "a(); \nb();\t\nc();", "a();\nb();\nc();"],
      ["keeps the blank before the line's rest", "f(█b)", "a, ", "a, "],
    ],
  ],
  [
    nothingToShow,
    [
      ["refuses an empty text", "█", "", undefined],
      ["refuses a blank text", "█", " \n\t", undefined],
      ["keeps one character", "█", ";", ";"],
    ],
  ],
];

describe("completion filters", () => {
  for (const [filter, cases] of tables) {
    describe(filter.name, () => {
      for (const [name, marked, text, expected] of cases) {
        it(name, () => {
          const shown = filter.apply({ text, replacedChars: 0 }, cursorAt(marked));
          assert.equal("rejection" in shown ? undefined : shown.text, expected);
        });
      }
    });
  }

  it("say which of them changed or refused a text", () => {
    const notes: string[] = [];
    assert.equal(
      applyFilters(completionFilters, " \u0007", cursorAt("█"), (line) => notes.push(line)),
      undefined,
    );
    assert.match(notes.join("\n"), /hostile characters: it holds a control character/);
    const draft = applyFilters(completionFilters, "a, b)  ", cursorAt("f(█)"), (line) => notes.push(line));
    assert.deepEqual(draft, { text: "a, b)", replacedChars: 1 });
    assert.match(notes.join("\n"), /suffix overlap: replaces 1 characters/);
  });

  it("refuses what stands behind the cursor already", () => {
    assert.equal(show("foo(a█)\n", ")"), undefined);
    assert.deepEqual(show("foo(a█)\n", ");"), { text: ");", replacedChars: 1 });
    assert.deepEqual(show("foo(a█)\n", ", b)"), { text: ", b)", replacedChars: 1 });
  });
});
