import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { CompletionRequest } from "../../../../src/completion/completionRequest";
import { readCursor } from "../../../../src/completion/prompt/cursor";
import { scopeAt, type Scope } from "../../../../src/completion/scope/scopeAt";
import { requestAt, textAccess } from "../completionDriver";

function scope(languageId: string, marked: string, more: Partial<CompletionRequest> = {}): Scope {
  return scopeAt(readCursor(requestAt(marked, { languageId, ...more })));
}

/** Places by language: what stands before the cursor (and behind it) → the scope. */
const places: Readonly<Record<string, readonly (readonly [marked: string, expected: Scope])[]>> = {
  typescript: [
    ["const a = █", "code"],
    ["const a = 1; // to do█", "comment"],
    ["const a = 1; // done\n█", "code"],
    ["//█", "comment"],
    ["/█", "code"],
    ["/* one\n two █", "comment"],
    ["/** @returns █ */", "comment"],
    ["/* one */ █", "code"],
    ['const a = "text █"', "string"],
    ['const a = "text"; █', "code"],
    ['const a = "not closed\nconst b = █', "code"],
    ["const a = 'it\\'s █", "string"],
    ["const a = `one ${two█", "code"],
    ["const a = `one ${two} three█", "string"],
    ["const a = `one ${two({ x: `in ${deep█", "code"],
    ["const a = `one ${two({ x: `in ${deep}` })} back █", "string"],
    ["const a = `one\ntwo █", "string"],
    ["const a = `one\ntwo`; █", "code"],
    ["const url = `http://x`; █", "code"],
    ['const url = "http://█', "string"],
    ['fetch("https://a.b/c"); █', "code"],
    ["const re = /['\"`]/; const b = █", "code"],
    ['const re = /[/"]/g; const b = █', "code"],
    ["const half = total / 2; const b = total / █", "code"],
    ['return /"/.test(a) ? █', "code"],
    ["const half = (a + b) / 2; // '█", "comment"],
    ['import { a } from "./█', "code"],
    ['import "./█', "code"],
    ['const a = require("../█', "code"],
    ['const a = await import("./█', "code"],
    ['const from = text("./█', "string"],
    ["const glob = '**/*.ts'; █", "code"],
  ],
  javascriptreact: [
    ["return <p>Don't █", "string"],
    ["return <p>Don't</p>;\n█", "code"],
    ['return <img src="a.png" /> █', "code"],
    ["return <a b={c} />; // see █", "comment"],
    ["return <p>{/* note █", "comment"],
    ["<b>x</b>; const q = '█", "string"],
  ],
  python: [
    ["a = █", "code"],
    ["a = 1  # why █", "comment"],
    ['a = "x █', "string"],
    ["a = 'x' + █", "code"],
    ['a = """one\ntwo █', "string"],
    ['a = """one\ntwo""" + █', "code"],
    ['def f():\n    """Adds █', "comment"],
    ['def f():\n    """Adds.\n\n    More: █\n    """', "comment"],
    ['def f():\n    """Adds."""\n    █', "code"],
    ['"""The module.\n█', "comment"],
    ['    r"""Raw documentation █', "comment"],
    ['query(\n    """\n    select █', "string"],
    ['f"one {two█', "code"],
    ['f"one {two} three █', "string"],
    ['f"one {{two█', "string"],
    ["f\"one {two['x']} █", "string"],
    ["rf'''{a}\n█", "string"],
    ["x = '#'; █", "code"],
    ["from .views import █", "code"],
  ],
  go: [
    ["x := `raw \\` + █", "code"],
    ["x := `raw\n █", "string"],
    ["r := '\"'; s := █", "code"],
    ["r := '\\''; s := █", "code"],
    ["// Package █", "comment"],
    ['import "net/█', "code"],
    ['import (\n\t"fmt"\n\t"net/█', "code"],
    ['import (\n\t"fmt"\n\tlog "log/█', "code"],
    ['fmt.Println("net/█', "string"],
  ],
  rust: [
    ["fn f<'a>(x: &'a str) -> █", "code"],
    ["let c = '\"'; let d = █", "code"],
    ["let c = '\\u{1F600}'; let d = █", "code"],
    ['let s = r#"one " two █', "string"],
    ['let s = r#"one " two"#; █', "code"],
    ['let s = br"C:\\"; █', "code"],
    ['let r#type = "x█', "string"],
    ["/// Adds █", "comment"],
    ["/* one /* two */ three █", "comment"],
    ["/* one /* two */ three */ █", "code"],
    ["'outer: loop { █", "code"],
  ],
  cpp: [
    ['auto s = R"x(one )" two █', "string"],
    ['auto s = R"x(one )" two)x"; █', "code"],
    ["char c = '\"'; int n = 1'000'000; █", "code"],
    ['#include "util/█', "code"],
    ['puts("a \\" b █', "string"],
    ["#define X 1 // one █", "comment"],
  ],
  c: [
    ["/* block\n * more █", "comment"],
    ["int x = '\\n'; █", "code"],
    ['#include "█', "code"],
  ],
  java: [
    ['String s = """\n  one "quoted" █', "string"],
    ['String s = """\n  one\n  """; █', "code"],
    ["/** Adds.\n   * @param █", "comment"],
    ["char q = '\"'; █", "code"],
  ],
  csharp: [
    ['var s = @"C:\\"; █', "code"],
    ['var s = @"say ""hi"" █', "string"],
    ['var s = $"one {two█', "code"],
    ['var s = $"one {two} █', "string"],
    ["/// <summary>█", "comment"],
    ["char q = '\"'; █", "code"],
  ],
  kotlin: [
    ['val s = "a ${b█', "code"],
    ['val s = """raw ${b} █', "string"],
    ["/* a /* b */ c █", "comment"],
  ],
  swift: [
    ['let s = "a \\(b█', "code"],
    ['let s = "a \\(b(c)) d█', "string"],
    ['let s = #"a " b █', "string"],
    ['let s = #"a " b"#; █', "code"],
  ],
  ruby: [
    ['puts "a #{b█', "code"],
    ['puts "a #{b} c█', "string"],
    ["x = 1 # why █", "comment"],
    ["q = <<~SQL\n  select █", "string"],
    ["q = <<~SQL\n  select\nSQL\n█", "code"],
    ["list << item # add █", "comment"],
    ["=begin\nlong █", "comment"],
    ["a =~ /['\"]/ ? █", "code"],
    ["require_relative '../█", "code"],
  ],
  php: [
    ["<?php // one █", "comment"],
    ["<?php # one █", "comment"],
    ["<?php #[Route] function █", "code"],
    ["<?php $a = 'it\\'s █", "string"],
    ["<?php $a = <<<EOT\n  text █", "string"],
    ["<?php $a = <<<EOT\n  text\n  EOT;\n█", "code"],
  ],
  shellscript: [
    ["echo $# █", "code"],
    ["echo ${a#b} █", "code"],
    ["echo one # two █", "comment"],
    ['echo "one $(two█', "code"],
    ['echo "one $(two) three█', "string"],
    ["cat <<EOF\none █", "string"],
    ["cat <<'EOF'\none\nEOF\n█", "code"],
    ["echo it\\'s █", "code"],
    ['grep x <<< "$a" █', "code"],
  ],
  sql: [
    ["select 'it''s █", "string"],
    ["select 'x' -- why █", "comment"],
    ["create function f() as $fn$ begin █", "code"],
    ['select "column█', "code"],
  ],
  lua: [
    ["-- why █", "comment"],
    ["--[[ one\n two █", "comment"],
    ["--[==[ one ]] two ]==] █", "code"],
    ["x = [[ one █", "string"],
    ["x = a[b[1]] █", "code"],
  ],
  haskell: [
    ["f x = x -- why █", "comment"],
    ["{- one {- two -} █", "comment"],
    ["foldl' f 'a' █", "code"],
  ],
  perl: [
    ["=head1 NAME\n\nIt's █", "comment"],
    ["=item one\n\n=cut\n\nmy $x = █", "code"],
    ["my $x = $#list; # why █", "comment"],
    ["print <<'END';\nit's █", "string"],
  ],
  elixir: [
    ['@doc """\nAdds █', "comment"],
    ['x = "a #{b█', "code"],
    ['x = """\ntext █', "string"],
  ],
  clojure: [
    ["; why █", "comment"],
    ["'(a b) █", "code"],
    ['(def a "long\ntext █', "string"],
  ],
  scala: [['val s = s"a ${b█', "code"]],
  dart: [["var s = 'a ${b} c█", "string"]],
  ocaml: [
    ["(* one (* two *) █", "comment"],
    ["let f (x : 'a) = █", "code"],
  ],
  powershell: [
    ["<# one █", "comment"],
    ['@"\nsay "hi" █', "string"],
    ['@"\nsay "hi"\n"@ █', "code"],
  ],
  css: [
    ["/* one █", "comment"],
    ['content: "█', "code"],
  ],
  scss: [
    ["// one █", "comment"],
    ["background: url(http://a.b/█", "code"],
  ],
  html: [
    ["<!-- one █", "comment"],
    ['<p class="█', "code"],
    ["<p>Don't █", "code"],
    ["<script>\n// one █\n</script>", "comment"],
    ["<script>\nconst a = 'x█'\n</script>", "string"],
    ["<style>\n/* one █\n</style>", "comment"],
    ["<script>\na\n</script>\n<p>// █", "code"],
  ],
  vue: [
    ['<script setup lang="ts">\n/** one █', "comment"],
    ["<template>\n  <!-- one █", "comment"],
  ],
  json: [
    ['{ "name": "█', "code"],
    ['{ "url": "http://a.b" █', "code"],
    ["{ // why █", "comment"],
  ],
  yaml: [
    ["a: b # why █", "comment"],
    ["a: b#c █", "code"],
    ['a: "it █', "code"],
  ],
  toml: [["a = 'x' # why █", "comment"]],
  dockerfile: [
    ["# why █", "comment"],
    ["RUN echo '# █", "code"],
  ],
  makefile: [["all: # why █", "comment"]],
  zig: [
    ['const a =\n    \\\\ one " two █', "string"],
    ['const a =\n    \\\\ one " two\n; █', "code"],
  ],
  terraform: [['a = "x ${b█', "code"]],
  brandnew: [
    ["// one █", "comment"],
    ["a // b █", "comment"],
    ["# one █", "comment"],
    ["a # b █", "code"],
    ["it's █", "code"],
  ],
  markdown: [
    ["Some text █", "prose"],
    ["# Title █", "prose"],
    ["```ts\nconst a = █\n```", "code"],
    ["```ts\n// why █\n```", "comment"],
    ["```python\nx = 'a█\n```", "string"],
    ["```\nplain █\n```", "code"],
    ["```txt\nwords █\n```", "prose"],
    ["```ts\na\n```\nText █", "prose"],
    ["```ts█", "prose"],
    ["````md\n```ts\nconst a = █", "prose"],
    ["- item\n  ```js\n  const a = █", "code"],
    ["> ~~~js\n> const a = █", "code"],
    ["`inline █`", "prose"],
    ["```{r}\nx <- █", "code"],
  ],
  restructuredtext: [
    ["Some text █", "prose"],
    [".. code-block:: python\n\n   x = █", "code"],
    ["Like this::\n\n   x = █", "code"],
    [".. note::\n   text █", "prose"],
    ["Like this::\n\n   x = 1\n\nText █", "prose"],
  ],
  asciidoc: [
    ["Text █", "prose"],
    ["[source,ts]\n----\nconst a = █", "code"],
    ["----\na\n----\nText █", "prose"],
  ],
  latex: [["\\section{One} Text █", "prose"]],
  scminput: [["Fix the █", "commit"]],
  "git-commit": [["Fix the █\n# Please enter", "commit"]],
};

describe("scopeAt", () => {
  for (const [languageId, table] of Object.entries(places)) {
    describe(languageId, () => {
      for (const [marked, expected] of table) {
        it(`${expected}: ${JSON.stringify(marked)}`, () => assert.equal(scope(languageId, marked), expected));
      }
    });
  }

  it("reads plain text by the file's name: the editor calls every unknown file that", () => {
    const at = (path: string) => scope("plaintext", "some text █", { path });
    assert.deepEqual(["notes.txt", "LICENSE", "Untitled-1", "deploy/main.hcl", "a.b/README"].map(at), [
      "prose",
      "prose",
      "prose",
      "code",
      "prose",
    ]);
  });

  it("counts a suggest widget's item as written", () => {
    const selectedSuggestion = { text: "// note", startOffset: 0, endOffset: 2 };
    assert.equal(scope("typescript", "no█", { selectedSuggestion }), "comment");
  });

  it("reads a file with CRLF from its first line on", () => {
    assert.equal(scope("typescript", `/* one\r\n${"two\r\n".repeat(20)}█`), "comment");
  });

  describe("in a window that begins in the middle of a file", () => {
    const code = "const value = compute(1, 2);\n".repeat(120);
    const words = "Words that explain, and don't end.\n".repeat(120);
    const starred = " * Words that explain, and don't end.\n".repeat(120);
    const python = "value = compute(1, 2)\n".repeat(150);
    const cases: readonly (readonly [name: string, languageId: string, marked: string, expected: Scope])[] = [
      ["inside code", "typescript", `${code}const a = █`, "code"],
      ["inside code, at a comment", "typescript", `${code}// why █`, "comment"],
      ["inside a comment that ends", "typescript", `/*\n${words}*/\nconst a = █`, "code"],
      ["inside a comment that ends, at a string", "typescript", `/*\n${words}*/\nconst a = "x█`, "string"],
      ["inside a comment with stars", "typescript", `/**\n${starred} * █`, "comment"],
      ["inside a comment with stars that ends", "c", `/**\n${starred} */\nint a = █`, "code"],
      ["inside code with a glob", "typescript", `${code}const a = "**/*.ts"; █`, "code"],
      ["inside a template", "typescript", `const a = \`\n${words}\`;\nconst b = █`, "code"],
      ["inside a template with tags", "typescript", `html\`\n${"<p>it's</p>\n".repeat(300)}\`);\n█`, "code"],
      ["before a template", "typescript", `${code}const a = \`\none █`, "string"],
      ["before a tagged template", "typescript", `${code}const a = html\`\n<p>█`, "string"],
      ["before a template in a call", "typescript", `${code}run(\n  \`one\n  two █`, "string"],
      ["inside a docstring", "python", `"""\n${words}"""\nx = █`, "code"],
      ["inside a docstring, at a string", "python", `"""\n${words}"""\nx = "a█`, "string"],
      ["before a docstring", "python", `${python}def f():\n    """Adds █`, "comment"],
      ["before a docstring below its quotes", "python", `${python}def f():\n    """\n    Adds █`, "comment"],
      ["before a long string", "python", `${python}x = """\none █`, "string"],
      ["before and behind a docstring", "python", `${python}def f():\n    """Adds."""\n    █`, "code"],
      ["inside Go's raw string", "go", `x := \`\n${words}\`)\ny := █`, "code"],
      [
        "inside a docstring whose last line ends with a colon",
        "python",
        `"""\n${words}Such as:\n"""\nx = 1\ndef f():\n    """Adds."""\n    y = """\n    z\n    """\n    return █`,
        "code",
      ],
      [
        "at a docstring's opening",
        "python",
        `${python}def f(${"a, ".repeat(60)}):\n    """\n${" a\n".repeat(800)}    █`,
        "comment",
      ],
      [
        "inside a shell's string",
        "shellscript",
        `USAGE="\n${words}"\n${'test "$#" = 1 || echo "$1"\n'.repeat(5)}cd █`,
        "code",
      ],
      ["inside a shell script", "shellscript", `${'test "$#" = 1 || echo "$1"\n'.repeat(150)}cd █`, "code"],
      ["inside Perl's documentation", "perl", `=head1 NAME\n\n${words}\n=item one\n\n${words}█`, "code"],
      ["inside Perl's documentation that ends", "perl", `=head1 NAME\n\n${words}\n=cut\n\nmy $a = █`, "code"],
      ["inside a fenced block", "markdown", `\`\`\`ts\n${code}const a = █\n\`\`\`\nText`, "code"],
      ["inside a fenced block that ends", "markdown", `\`\`\`ts\n${code}\`\`\`\nText █`, "prose"],
      ["inside prose", "markdown", `${words}█ more\n\`\`\`ts\n`, "prose"],
      ["inside a script", "html", `<script>\n${code}// why █\n</script>`, "comment"],
      ["inside a single line", "typescript", `const a = "${"x".repeat(4000)}█`, "code"],
    ];
    for (const [name, languageId, marked, expected] of cases) {
      it(`${name}: ${expected}`, () => assert.equal(scope(languageId, marked), expected));
    }
  });

  it("reads nothing beyond what the cursor holds, and answers whatever the text is", () => {
    const languages = [...Object.keys(places), "plaintext"];
    const marks =
      "/* */ // \" ' ` ${ } { ( ) \"\"\" ''' # \\ <<EOF r# @ $ = a ``` --[[ ]] <script> </script> / R(".split(
        " ",
      );
    const piece = fc.constantFrom(...marks, " ", "\n", "\ud83d");
    fc.assert(
      fc.property(fc.constantFrom(...languages), fc.array(piece, { maxLength: 60 }), (languageId, pieces) => {
        const prefix = pieces.join("");
        const text = textAccess(prefix);
        const cursor = readCursor(requestAt("█", { languageId, text, offset: prefix.length }));
        const before = text.readChars;
        const found = scopeAt(cursor);
        assert.equal(text.readChars, before);
        assert.ok(["code", "comment", "string", "prose", "commit"].includes(found));
        // A line that begins after code begins as code, a comment or a long string; never as a short one, unless a
        // backslash ends the line before.
        assert.notEqual(
          languageId === "go" && scopeAt({ ...cursor, prefix: `${prefix.replaceAll(/[`\\]/g, "")}\n` }),
          "string",
        );
      }),
      { numRuns: 2000 },
    );
  });
});
