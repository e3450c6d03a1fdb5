import assert from "node:assert/strict";
import * as fc from "fast-check";
import { applyHunks, changedWords, lineHunks } from "../../../../src/actions/diff/hunks";

const text = fc
  .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "x\r\n", "no end", "long line of code();\n"), {
    maxLength: 25,
  })
  .map((lines) => lines.join(""));

describe("lineHunks", () => {
  it("finds nothing in equal texts", () => assert.deepEqual(lineHunks("a\nb\n", "a\nb\n"), []));

  it("finds one changed line", () => {
    assert.deepEqual(lineHunks("a\nb\nc\n", "a\nB\nc\n"), [
      { originalStart: 2, originalEnd: 4, replacement: "B\n", removedLines: 1, addedLines: 1 },
    ]);
  });

  it("keeps an inserted function whole", () => {
    const original = "f() {\n  1\n}\n\ng() {\n  2\n}\n";
    const hunks = lineHunks(original, "f() {\n  1\n}\n\nh() {\n  3\n}\n\ng() {\n  2\n}\n");
    assert.equal(hunks.length, 1);
    assert.deepEqual([hunks[0]?.removedLines, hunks[0]?.addedLines], [0, 4]);
  });

  it("gives the proposed text when all are applied, and the original when none is", () => {
    fc.assert(
      fc.property(text, text, (original, proposed) => {
        const hunks = lineHunks(original, proposed);
        assert.equal(applyHunks(original, hunks), proposed);
        assert.equal(applyHunks(original, []), original);
      }),
      { numRuns: 3000 },
    );
  });

  it("leaves a line that did not change between any two hunks", () => {
    fc.assert(
      fc.property(text, text, (original, proposed) => {
        let end = -1;
        for (const hunk of lineHunks(original, proposed)) {
          assert.ok(hunk.originalStart > end);
          end = hunk.originalEnd;
        }
      }),
    );
  });

  it("keeps the line ends of both texts", () => {
    assert.deepEqual(added("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"), ["B\r\n"]);
    assert.deepEqual(lineHunks("a\nb", "a\nb\n"), [
      { originalStart: 2, originalEnd: 3, replacement: "b\n", removedLines: 1, addedLines: 1 },
    ]);
    assert.deepEqual(lineHunks("a\nb\n", "a\nb"), [
      { originalStart: 2, originalEnd: 4, replacement: "b", removedLines: 1, addedLines: 1 },
    ]);
    assert.deepEqual(lineHunks("", "a"), [
      { originalStart: 0, originalEnd: 0, replacement: "a", removedLines: 0, addedLines: 1 },
    ]);
    assert.deepEqual(lineHunks("\uFEFFa\n", "\uFEFFb\n").length, 1);
  });

  describe("begins and ends a hunk where a person would", () => {
    it("at a function's first line", () => {
      const f = "function f() {\n  if (a) {\n    b();\n  }\n}\n";
      const g = "function g() {\n  if (a) {\n    c();\n  }\n}\n";
      assert.deepEqual(added(`${f}\n`, `${f}\n${g}\n`), [`${g}\n`]);
      assert.deepEqual(added(f, `${f}\n${g}`), [`\n${g}`]);
      assert.deepEqual(added(f, f + g), [g]);
      assert.deepEqual(added(`${f}\n${f}`, `${f}\n${g}\n${f}`), [`${g}\n`]);
      assert.deepEqual(removed(`${f}\n${g}\n${f}`, `${f}\n${f}`), [`${g}\n`]);
      assert.deepEqual(added(`${f}\n`, `${f}\n${g}\n`, "\r\n"), [`${g}\n`]);
    });

    it("with what stands above a function", () => {
      const documented = (name: string) => `/**\n * Does ${name}.\n */\nvoid ${name}() {\n}\n\n`;
      assert.deepEqual(added(documented("a"), documented("b") + documented("a")), [documented("b")]);
      assert.deepEqual(added(documented("a"), documented("a") + documented("b")), [documented("b")]);
      const decorated = (name: string) => `    @test\n    def ${name}(self):\n        pass\n`;
      assert.deepEqual(
        added(decorated("a") + decorated("c"), decorated("a") + decorated("b") + decorated("c")),
        [decorated("b")],
      );
    });

    it("at a block's head in Python and behind an else", () => {
      const loop = (name: string) => `    for ${name} in all:\n        if ${name}:\n            go()\n`;
      assert.deepEqual(added(loop("a"), loop("a") + loop("b")), [loop("b")]);
      const condition = (body: string) => `if a:\n    ${body}\n`;
      assert.deepEqual(added(`go\n${condition("x")}`, `go\n${condition("z")}${condition("x")}`), [
        condition("z"),
      ]);
      const branch = "if (a) {\n  x();\n}\n";
      const other = "if (a) {\n  x();\n} else {\n  x();\n}\n";
      assert.equal(lineHunks(branch, other).length, 1);
    });

    it("at the end of equal lines", () => {
      assert.deepEqual(lineHunks("go();\ngo();\n", "go();\ngo();\ngo();\n")[0]?.originalStart, 12);
    });
  });

  describe("makes one hunk of what belongs together", () => {
    it("across brackets", () => {
      assert.deepEqual(added("a {\n  b\n}\nc\n", "a {\n  B\n}\nC\n"), ["  B\n}\nC\n"]);
      assert.deepEqual(added("b\n  })\n  }\n}\nc\n", "B\n  })\n  }\n}\nC\n").length, 1);
      assert.deepEqual(added("b\n  })\n  }\n}\n)\nc\n", "B\n  })\n  }\n}\n)\nC\n").length, 2);
    });

    it("not across the end of a function, nor across a line that says something", () => {
      assert.deepEqual(added("  b\n}\n\nc\n", "  B\n}\n\nC\n"), ["  B\n", "C\n"]);
      assert.deepEqual(added("b\nelse\nc\n", "B\nelse\nC\n"), ["B\n", "C\n"]);
    });

    it("across a blank line only in a passage written anew", () => {
      assert.deepEqual(added("a\n\nb\n", "A\n\nB\n"), ["A\n", "B\n"]);
      assert.equal(lineHunks("a\nb\nc\n\nd\n", "A\nB\nC\n\nD\n").length, 1);
    });

    it("only as long as it stays small", () => {
      const lines = (word: string) => Array.from({ length: 100 }, (_, at) => `${word}${at}\n{\n`).join("");
      const hunks = lineHunks(lines("a"), lines("b"));
      assert.ok(hunks.length > 1);
      assert.ok(hunks.every(({ removedLines, addedLines }) => removedLines + addedLines <= 40));
    });
  });

  it("takes a change of every one of 20,000 lines", () => {
    const original = Array.from({ length: 20_000 }, (_, at) => `line ${at % 50}\n`).join("");
    const proposed = Array.from({ length: 20_000 }, (_, at) => `other ${at % 50}\n`).join("");
    assert.equal(applyHunks(original, lineHunks(original, proposed)), proposed);
  });
});

/** The text with `█` around each mark. */
function marked(text: string, marks: readonly (readonly [number, number])[]): string {
  let result = "";
  let at = 0;
  for (const [start, end] of marks) {
    result += `${text.slice(at, start)}█${text.slice(start, end)}█`;
    at = end;
  }
  return result + text.slice(at);
}

function changes(original: string, proposed: string): readonly [string, string] {
  const words = changedWords(original, proposed);
  return [marked(original, words.removed), marked(proposed, words.added)];
}

describe("changedWords", () => {
  it("points at the words", () => {
    assert.deepEqual(changedWords("const a = 1;", "const b = 1;"), { removed: [[6, 7]], added: [[6, 7]] });
    assert.deepEqual(changes("return total;", "return total + 1;"), ["return total;", "return total█ + 1█;"]);
    assert.deepEqual(changes("\tlet sum = a.b;\r\n", "\tlet sum = a.c;\r\n"), [
      "\tlet sum = a.█b█;\r\n",
      "\tlet sum = a.█c█;\r\n",
    ]);
  });

  it("makes one mark of words with only blanks between them", () => {
    assert.deepEqual(changes("call(first, second old, third);", "call(first, one more, third);"), [
      "call(first, █second old█, third);",
      "call(first, █one more█, third);",
    ]);
    assert.deepEqual(changes("if (a && b) return one.more;", "if (c && d) return one.more;"), [
      "if (█a█ && █b█) return one.more;",
      "if (█c█ && █d█) return one.more;",
    ]);
  });

  it("marks nothing in a line that is different for the most part, nor where one side is empty", () => {
    assert.deepEqual(changes("completely different", "nothing the same"), [
      "completely different",
      "nothing the same",
    ]);
    assert.deepEqual(changes("", "new"), ["", "new"]);
    assert.deepEqual(changes("let value = 1;\n", "let value = 2;\ngo()\n"), [
      "let value = █1█;\n",
      "let value = █2█;\ngo()\n",
    ]);
  });

  it("shows what changed of the indentation where nothing else did", () => {
    assert.deepEqual(changes("  a();\n  b();\n", "    a();\n    b();\n"), [
      "█  █a();\n█  █b();\n",
      "█    █a();\n█    █b();\n",
    ]);
    assert.deepEqual(changes("  const sum = old;\n", "    const sum = better;\n"), [
      "  const sum = █old█;\n",
      "    const sum = █better█;\n",
    ]);
  });

  it("takes letters with their accents and emoji as one, and Chinese by the letter", () => {
    assert.deepEqual(changes("say('👩‍👩‍👧 hello there')", "say('👨‍👩‍👧 hello there')"), [
      "say('█👩‍👩‍👧█ hello there')",
      "say('█👨‍👩‍👧█ hello there')",
    ]);
    assert.deepEqual(changes("the cafe\u0301 is open", "the cafe is open"), [
      "the █cafe\u0301█ is open",
      "the █cafe█ is open",
    ]);
    assert.deepEqual(changes("// 返回总数的平均值", "// 返回总数的最大值"), [
      "// 返回总数的█平均█值",
      "// 返回总数的█最大█值",
    ]);
  });

  it("keeps marks in order, apart from each other, within lines, on whole characters", () => {
    const words = fc
      .array(fc.constantFrom("a", "bc", " ", "  ", "\n", "\r\n", "(", "👩‍👧", "é", "漢", "\t", "long"), {
        maxLength: 40,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(words, words, (original, proposed) => {
        const { removed, added } = changedWords(original, proposed);
        for (const [text, marks] of [
          [original, removed],
          [proposed, added],
        ] as const) {
          let last = -1;
          for (const [start, end] of marks) {
            assert.ok(start > last && end > start && end <= text.length);
            const mark = text.slice(start, end);
            assert.ok(!mark.includes("\n"));
            assert.doesNotMatch(mark, /\p{Cs}/u);
            last = end;
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("compares a line of 5,000 characters", () => {
    const line = Array.from({ length: 700 }, (_, at) => `word${at},`).join("");
    const { removed, added } = changedWords(line, line.replaceAll("7,", "8,"));
    assert.equal(removed.length, 70);
    assert.deepEqual(removed, added);
  });
});

/** What the hunks add, with line ends of the given kind in both texts. */
function added(original: string, proposed: string, lineEnd = "\n"): readonly string[] {
  return lineHunks(original.replaceAll("\n", lineEnd), proposed.replaceAll("\n", lineEnd)).map(
    ({ replacement }) => (lineEnd === "\n" ? replacement : replacement.replaceAll(lineEnd, "\n")),
  );
}

function removed(original: string, proposed: string): readonly string[] {
  return lineHunks(original, proposed).map(({ originalStart, originalEnd }) =>
    original.slice(originalStart, originalEnd),
  );
}
