import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allowedDiff } from "../../../../src/chat/attachables/diffSections";
import { folderText } from "../../../../src/chat/attachables/folderText";
import { problemsText, type Problem } from "../../../../src/chat/attachables/problemsText";
import { plainTerminalText, TerminalOutput } from "../../../../src/chat/attachables/terminalText";

const changed = (path: string, lines = "-old\n+new\n") =>
  `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n${lines}`;
const secrets = (path: string) => (path.includes(".env") ? `${path} is a secret file.` : undefined);

describe("allowedDiff", () => {
  it("keeps what may be sent and names its files", () => {
    const diff = changed("src/a.ts") + changed("b.md");
    assert.deepEqual(allowedDiff(diff, secrets), { text: diff, paths: ["src/a.ts", "b.md"], leftOut: [] });
  });

  const hidden: readonly [string, string][] = [
    ["a changed secret", changed(".env")],
    [
      "a new secret",
      "diff --git a/.env b/.env\nnew file mode 100644\n--- /dev/null\n+++ b/.env\n@@ -0,0 +1 @@\n+KEY=1\n",
    ],
    [
      "a deleted secret",
      "diff --git a/.env b/.env\ndeleted file mode 100644\n--- a/.env\n+++ /dev/null\n@@ -1 +0,0 @@\n-KEY=1\n",
    ],
    [
      "a secret that was renamed",
      "diff --git a/.env b/plain.txt\nsimilarity index 90%\nrename from .env\nrename to plain.txt\n--- a/.env\n+++ b/plain.txt\n@@ -1 +1 @@\n-KEY=1\n+KEY=2\n",
    ],
    ["a secret in quotes", 'diff --git "a/\\303\\244.env" "b/\\303\\244.env"\nBinary files differ\n'],
    [
      "a secret in a merge",
      "diff --cc .env\nindex 1,2..3\n--- a/.env\n+++ b/.env\n@@@ -1 -1 +1 @@@\n++KEY=1\n",
    ],
    ["other letters for the sides", "diff --git i/.env w/.env\n--- i/.env\n+++ w/.env\n@@ -1 +1 @@\n-K\n"],
    ["a name that cannot be told", "diff --git a/x.env y\nold mode 1\n"],
    ["what stands before the first file", "KEY=1\n"],
  ];
  for (const [what, section] of hidden) {
    it(`leaves out ${what}, and only that`, () => {
      const rest = changed("src/a.ts");
      const { text, paths } = allowedDiff(section + rest, secrets);
      assert.deepEqual([text, paths], [rest, ["src/a.ts"]]);
    });
  }

  it("is not led astray by lines of a file that look like a header", () => {
    const diff = changed("src/a.ts", "-- a/.env\n+++ b/.env\n rename from .env\n");
    assert.deepEqual(allowedDiff(diff, secrets).paths, ["src/a.ts"]);
  });

  it("reads both names of a file that was only renamed", () => {
    const diff = "diff --git a/a.txt b/b.txt\nsimilarity index 100%\nrename from a.txt\nrename to b.txt\n";
    assert.deepEqual(allowedDiff(diff, secrets), { text: diff, paths: ["a.txt", "b.txt"], leftOut: [] });
  });

  it("reads names in quotes", () => {
    const diff =
      'diff --git "a/\\303\\244 \\"q\\".ts" "b/\\303\\244 \\"q\\".ts"\nold mode 100644\nnew mode 100755\n';
    assert.deepEqual(allowedDiff(diff, secrets).paths, ['ä "q".ts']);
  });

  it("cuts the changes of a huge file, visibly", () => {
    const { text } = allowedDiff(changed("lock.json", "+line\n".repeat(10_000)) + changed("a.ts"), secrets);
    assert.match(text, /\(5,\d{3} more lines of this file's changes were left out\)\ndiff --git a\/a\.ts/u);
    assert.ok(text.length < 31_000);
  });

  it("never lets a line of a secret file through, whatever stands around it", () => {
    const sections = hidden.map(([, text]) => text).filter((text) => text.startsWith("diff"));
    const section = fc.constantFrom(...sections, changed("a.ts"), changed("b c.ts"));
    fc.assert(
      fc.property(fc.array(section, { maxLength: 6 }), (sections) => {
        assert.doesNotMatch(allowedDiff(sections.join(""), secrets).text, /KEY|\.env/u);
      }),
    );
  });
});

describe("problemsText", () => {
  const problem = (parts: Partial<Problem> = {}): Problem => ({
    line: 3,
    column: 5,
    severity: "error",
    message: "Cannot find name 'x'.",
    related: [],
    ...parts,
  });

  it("says place, severity, message, who says it, the line, and what has to do with it", () => {
    const text = problemsText([
      {
        path: "src/a.ts",
        problems: [
          problem({ severity: "warning", message: "Unused.", line: 1, column: 1 }),
          problem({
            source: "ts",
            code: "2304",
            message: "Cannot find name 'x'.\nDid you mean 'y'?",
            lineText: "    return x;",
            related: [{ path: "src/b.ts", line: 9, message: "'y' is\n declared here." }],
          }),
        ],
      },
      { path: "b.py", problems: [problem({ severity: "info", source: "ruff" }), problem({ code: "E1" })] },
    ]);
    assert.equal(
      text,
      [
        "src/a.ts:3:5: error: Cannot find name 'x'. [ts 2304]",
        "    Did you mean 'y'?",
        "    > return x;",
        "    see src/b.ts:9: 'y' is declared here.",
        "src/a.ts:1:1: warning: Unused.",
        "b.py:3:5: error: Cannot find name 'x'. [E1]",
        "b.py:3:5: info: Cannot find name 'x'. [ruff]",
      ].join("\n"),
    );
  });

  it("counts what is too much", () => {
    const many = Array.from({ length: 1_300 }, () => problem());
    const lines = problemsText([{ path: "a.ts", problems: many }]).split("\n");
    assert.equal(lines.length, 201);
    assert.equal(lines.at(-1), "(and 1,100 more)");
  });
});

describe("plainTerminalText", () => {
  const rows: readonly [string, string, string][] = [
    ["colours", "\u001b[1;31merror\u001b[0m: no\u001b[m", "error: no"],
    [
      "titles and marks of shell integration",
      "\u001b]0;title\u0007a\u001b]633;E;ls\u001b\\b\u001b]633;C\u0007",
      "ab",
    ],
    ["8-bit and other escapes", "\u001b(Ba\u001b=b\u001b7c\u009bd", "abcd"],
    ["line ends of both kinds", "a\r\nb\nc\r\n", "a\nb\nc"],
    ["a progress bar", "10%\r50%\r100%\r\ndone", "100%\ndone"],
    ["what was longer before", "waiting…\r\u001b[Kok\n", "ok"],
    ["an erased line", "abc\u001b[2Kd", "   d"],
    ["erasing to the left", "abc\u001b[1Kd", "   d"],
    ["backspaces", "abd\b\bxy", "axy"],
    ["movements in a line", "ab\u001b[3Cc\u001b[2Gx\u001b[1Dz", "az   c"],
    ["a control string that never ends", "a\u001b]0;never", "a"],
    ["characters beyond the basic plane", "👍👍\rx", "x👍"],
    ["empty lines around", "\r\n\r\n a \r\n\r\n", " a"],
  ];
  for (const [what, raw, text] of rows) {
    it(`reads ${what}`, () => assert.equal(plainTerminalText(raw), text));
  }

  it("leaves no control character and does not hang, whatever comes", () => {
    const unit = fc.constantFrom(
      "\u001b",
      "[",
      "]",
      "K",
      "9",
      ";",
      "\\",
      "\u0007",
      "\r",
      "\n",
      "\b",
      "a",
      "\u009b",
      "C",
      "P",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (raw) => {
        // oxlint-disable-next-line no-control-regex -- they are what is looked for
        assert.doesNotMatch(plainTerminalText(raw), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(plainTerminalText("\u001b[999999999Cx").length < 1_100);
  });
});

describe("TerminalOutput", () => {
  const outputOf = (...pieces: readonly string[]) => {
    const output = new TerminalOutput();
    for (const piece of pieces) output.add(piece);
    return output.text();
  };

  it("keeps a short output whole, however it comes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme-ascii" })), (pieces) => {
        assert.equal(outputOf(...pieces), plainTerminalText(pieces.join("")));
      }),
    );
  });

  it("keeps the beginning and the end of a flood, and says that something is missing", () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `line ${index}\r\n`);
    const text = outputOf("begin\r\n", ...lines, "end\r\n");
    assert.match(text, /^begin\nline 0\n/u);
    assert.match(text, /\n\n\(output left out here\)\n\nline \d+\n/u);
    assert.match(text, /\nline 99999\nend$/u);
    assert.ok(text.length < 50_000);
  });
});

describe("folderText", () => {
  const reading = (texts: Readonly<Record<string, string>>) => async (path: string, maxChars: number) => {
    const text = texts[path];
    if (text === undefined) return { isText: false, reason: "It is not text." } as const;
    return text.length > maxChars
      ? ({ isText: false, reason: "It is too large." } as const)
      : ({ isText: true, text } as const);
  };

  it("shows the tree, then the files, those at the top first", async () => {
    const { text, included } = await folderText(
      ["deep/er/c.ts", "deep/b.ts", "a.ts"],
      reading({ "a.ts": "A\n", "deep/b.ts": "B", "deep/er/c.ts": "C\n" }),
    );
    assert.deepEqual(included, ["a.ts", "deep/b.ts", "deep/er/c.ts"]);
    assert.equal(
      text,
      "All 3 files in full.\n\na.ts\ndeep/\n  b.ts\n  er/\n    c.ts\n\n--- a.ts ---\nA\n\n\n--- deep/b.ts ---\nB\n\n\n--- deep/er/c.ts ---\nC\n",
    );
  });

  it("tells what is not text or does not fit", async () => {
    const { text, included } = await folderText(
      ["a.png", "b.ts", "big.ts"],
      reading({ "b.ts": "B\n", "big.ts": "x".repeat(100_000) }),
    );
    assert.deepEqual(included, ["b.ts"]);
    assert.match(
      text,
      /^1 of 3 files in full; the others are only named\.\n- a\.png: It is not text\.\n- big\.ts: It is too large\.\n\n/u,
    );
  });

  it("stays within its bounds for a huge folder", async () => {
    const paths = Array.from({ length: 5_000 }, (_, index) => `d${index % 70}/file${index}.ts`);
    let readCount = 0;
    const { text } = await folderText(paths, async (_, maxChars) => {
      readCount++;
      return { isText: true, text: "x\n".repeat(Math.min(300, maxChars / 4)) };
    });
    assert.match(text, /\(and 4,\d{3} more files\)/u);
    assert.ok(text.length < 70_000 && readCount <= 200, `${text.length} ${readCount}`);
  });
});
