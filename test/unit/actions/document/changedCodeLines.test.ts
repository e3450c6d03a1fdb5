import assert from "node:assert/strict";
import * as fc from "fast-check";
import { changedCodeLines, codeChangeWarnings } from "../../../../src/actions/document/changedCodeLines";

interface Case {
  readonly it: string;
  readonly languageId: string;
  readonly original: string;
  readonly proposed: string;
  readonly lines: number | undefined;
}

const cases: readonly Case[] = [
  {
    it: "a block comment above",
    languageId: "typescript",
    original: "function a() {\n  return 1;\n}\n",
    proposed: "/** Gives one. */\nfunction a() {\n  return 1;\n}\n",
    lines: 0,
  },
  {
    it: "a block comment and a change",
    languageId: "typescript",
    original: "function a() {\n  return 1;\n}\n",
    proposed: "/** Gives two. */\nfunction a() {\n  return 2;\n}\n",
    lines: 1,
  },
  {
    it: "a comment behind a line",
    languageId: "typescript",
    original: "let a = 1;\nlet b = 2;\n",
    proposed: "let a = 1; // in metres\nlet b = 2; /* in feet */\n",
    lines: 0,
  },
  {
    it: "the sign of a comment in a string",
    languageId: "typescript",
    original: 'const a = "http://a";\n',
    proposed: 'const a = "http://b";\n',
    lines: 1,
  },
  {
    it: "the sign of a comment in a template and its holes",
    languageId: "typescript",
    original: "const a = `// ${f(`/* ${x} */`)} one`;\n",
    proposed: "/** A. */\nconst a = `// ${f(`/* ${x} */`)} two`;\n",
    lines: 1,
  },
  {
    it: "a quote of templates in a template's hole",
    languageId: "typescript",
    original: "const a = `${'`'}`; // one\n",
    proposed: "const a = `${'`'}`; // two\n",
    lines: 0,
  },
  {
    it: "the sign of a comment in a regular expression",
    languageId: "javascript",
    original: "const a = /[/*]\\/\\//.test(b);\n",
    proposed: "const a = /[/*]\\/\\//.test(c);\n",
    lines: 1,
  },
  {
    it: "a division is no regular expression",
    languageId: "javascript",
    original: "const a = b / c; // half\nconst d = e / f;\n",
    proposed: "const a = b / c; // whole\nconst d = e / f;\n",
    lines: 0,
  },
  {
    it: "a line that was left out, one that was added",
    languageId: "typescript",
    original: "a();\nb();\nc();\n",
    proposed: "// Three.\na();\nc();\nd();\n",
    lines: 2,
  },
  {
    it: "a comment that a tool obeys",
    languageId: "typescript",
    original: "// @ts-expect-error\na();\n",
    proposed: "// Calls a.\na();\n",
    lines: 1,
  },
  {
    it: "a comment that a tool obeys stays",
    languageId: "go",
    original: "//go:build linux\n\npackage a\n",
    proposed: "//go:build linux\n\n// Package a is the first.\npackage a\n",
    lines: 0,
  },
  {
    it: "a shell's first line",
    languageId: "shellscript",
    original: "#!/bin/sh\necho 1\n",
    proposed: "#!/bin/bash\n# Says one.\necho 1\n",
    lines: 1,
  },
  {
    it: "a doc string",
    languageId: "python",
    original: "def a():\n    return 1\n",
    proposed: 'def a():\n    """Gives one.\n\n    It\'s # one.\n    """\n    return 1\n',
    lines: 0,
  },
  {
    it: "a doc string that was there",
    languageId: "python",
    original: 'class A:\n    """Old."""\n    x = 1\n',
    proposed: "class A:\n    r'''New.\n    '''\n    x = 1\n",
    lines: 0,
  },
  {
    it: "a string that is a value, alone on its line",
    languageId: "python",
    original: 'a = [\n    "one",\n]\nb = (\n    "x"\n)\nc = \\\n    """y"""\n',
    proposed: 'a = [\n    "two",\n]\nb = (\n    "y"\n)\nc = \\\n    """z"""\n',
    lines: 3,
  },
  {
    it: "indentation that changes",
    languageId: "python",
    original: "if a:\n    b()\nc()\n",
    proposed: "if a:\n    b()\n    c()\n",
    lines: 1,
  },
  {
    it: "Windows line ends",
    languageId: "java",
    original: "class A {\r\n}\r\n",
    proposed: "/** An A. */\r\nclass A {\r\n}\r\n",
    lines: 0,
  },
  {
    it: "a text block and a character",
    languageId: "java",
    original: 'char c = \'"\'; String s = """\n  // no\n  """;\n',
    proposed: '/** C. */\nchar c = \'"\'; String s = """\n  // yes\n  """;\n',
    lines: 1,
  },
  {
    it: "nested comments and lifetimes",
    languageId: "rust",
    original: "fn a<'x>(b: &'x str) -> char { '\"' }\n",
    proposed: "/// Gives a quote. /* not open\n/* a /* b */ c */\nfn a<'x>(b: &'x str) -> char { '\"' }\n",
    lines: 0,
  },
  {
    it: "a raw string",
    languageId: "rust",
    original: 'let a = r#"" // "#; b();\n',
    proposed: 'let a = r#"" // "#; c();\n',
    lines: 1,
  },
  {
    it: "XML doc comments and a verbatim string",
    languageId: "csharp",
    original: 'var a = @"\\"; // path\n',
    proposed: '/// <summary>A.</summary>\nvar a = @"\\";\n',
    lines: 0,
  },
  {
    it: "attributes that document",
    languageId: "elixir",
    original: "defmodule A do\n  def b, do: 1\nend\n",
    proposed:
      'defmodule A do\n  @moduledoc """\n  The A. # not code\n  """\n\n  @doc "Gives one."\n  def b, do: 1\nend\n',
    lines: 0,
  },
  {
    it: "an attribute that is a value",
    languageId: "elixir",
    original: 'defmodule A do\n  @name "a"\nend\n',
    proposed: 'defmodule A do\n  @name "b"\nend\n',
    lines: 1,
  },
  {
    it: "a doc string behind the parameters",
    languageId: "emacs-lisp",
    original: "(defun a (b)\n  (+ b 1))\n",
    proposed: '(defun a (b)\n  "Add one to B."\n  (+ b 1))\n',
    lines: 0,
  },
  {
    it: "documentation between =begin and =end",
    languageId: "ruby",
    original: 'def a\n  "#{b} # c"\nend\n',
    proposed: '=begin\nGives b.\n=end\ndef a\n  "#{b} # c"\nend\n',
    lines: 0,
  },
  {
    it: "a string that changes beside a comment",
    languageId: "ruby",
    original: 'def a\n  "#{b} # c"\nend\n',
    proposed: '# Gives b.\ndef a\n  "#{b} # d"\nend\n',
    lines: 1,
  },
  {
    it: "PHP's attributes",
    languageId: "php",
    original: "#[Route('/a')]\nfunction a() {}\n",
    proposed: "/** Goes to b. */\n#[Route('/b')]\nfunction a() {}\n",
    lines: 1,
  },
  {
    it: "a quote in a value",
    languageId: "sql",
    original: "SELECT 'it''s -- here'; -- b\n",
    proposed: "-- Selects.\nSELECT 'it''s -- here';\n",
    lines: 0,
  },
  {
    it: "long comments and long strings",
    languageId: "lua",
    original: "local a = [[ -- no ]]\n",
    proposed: "--[[ The\nfirst. ]]\nlocal a = [[ -- no ]]\n",
    lines: 0,
  },
  {
    it: "a sign inside a word",
    languageId: "shellscript",
    original: "echo ${#a} a#b\n",
    proposed: "# Says it.\necho ${#a} a#c\n",
    lines: 1,
  },
  {
    it: "a language that is not known",
    languageId: "brainfuck",
    original: "+\n",
    proposed: "-\n",
    lines: undefined,
  },
];

describe("changedCodeLines", () => {
  for (const { it: name, languageId, original, proposed, lines } of cases) {
    it(`${languageId}: ${name}`, () => {
      assert.equal(changedCodeLines(original, proposed, languageId), lines);
    });
  }

  it("warns of what is not only a comment", () => {
    assert.deepEqual(codeChangeWarnings("a();\n", "// A.\na();\n", "typescript"), []);
    assert.deepEqual(codeChangeWarnings("a();\n", "b();\n", "typescript"), [
      { type: "code-change", lines: 1 },
    ]);
    assert.deepEqual(codeChangeWarnings("+\n", "-\n", "brainfuck"), []);
  });

  it("sees every change of code, and no comment put between lines", () => {
    const code = fc.constantFrom(
      "a();",
      "if (b) {",
      "}",
      'c("// d");',
      "e = f / g;",
      "h = `x ${i} // y`;",
      "k: 'l',",
    );
    const comment = fc.constantFrom("// a", "/* b */", "/** c\n * d\n */", "   // e 'f", '/* " */', "/// `g");
    const line = fc.record({ code, comments: fc.array(comment, { maxLength: 2 }), behind: fc.boolean() });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 15 }), fc.nat(), (lines, at) => {
        const original = lines.map((each) => each.code).join("\n");
        const proposed = lines
          .map((each) => [...each.comments, each.code + (each.behind ? " // z" : "")].join("\n"))
          .join("\n");
        assert.equal(changedCodeLines(original, proposed, "typescript"), 0);
        const changed = lines.map((each) => each.code);
        changed[at % changed.length] += " q();";
        assert.equal(changedCodeLines(changed.join("\n"), proposed, "typescript"), 1);
      }),
      { numRuns: 2000 },
    );
  });
});
