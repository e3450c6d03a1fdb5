import assert from "node:assert/strict";
import * as fc from "fast-check";
import { docFormContext, docstringForm } from "../../../../src/actions/document/docstringForm";
import { docLanguages } from "../../../../src/actions/document/docForms";
import { changedCodeLines } from "../../../../src/actions/document/changedCodeLines";

const twice = (text: string): string => `${text}\n${text}`;

/** Language, what the file holds, the form. */
const cases: readonly (readonly [languageId: string, text: string, name: string])[] = [
  ["typescript", "", "JSDoc"],
  ["typescript", "/** Adds.\n * @param a first\n */\nfunction add(a: number) {}\n", "JSDoc"],
  ["typescript", "/** Adds.\n * @param a - first\n * @returns the sum\n */\n/** @param b - x */", "TSDoc"],
  ["typescript", "/** @param {number} a first */\n/** @returns {number} */", "JSDoc with types"],
  [
    "typescript",
    "/** Adds two numbers. */\nconst a = 1;\n/** Takes one away. */\nconst b = 2;\n",
    "JSDoc as prose",
  ],
  ["typescript", "/** Adds two numbers. */\nconst a = 1;\n", "JSDoc"],
  ["typescript", `${"/** Adds two numbers. */\n".repeat(5)}/** @param a first */\n`, "JSDoc as prose"],
  ["typescriptreact", "", "JSDoc"],
  ["vue", "", "JSDoc"],
  ["javascript", "", "JSDoc with types"],
  ["javascript", twice("/** Adds.\n * @param a first\n */"), "JSDoc"],
  ["javascript", "/** @param {string} a */", "JSDoc with types"],
  ["python", "", "Google-style docstrings"],
  ["python", 'def f():\n    """Adds.\n\n    Args:\n        a: first\n    """\n', "Google-style docstrings"],
  [
    "python",
    'def f():\n    """Add.\n\n    Parameters\n    ----------\n    a : int\n    """\n',
    "NumPy-style docstrings",
  ],
  ["python", 'def f():\n    """Add.\n\n    :param a: first\n    :returns: sum\n    """\n', "reST docstrings"],
  [
    "python",
    'def f():\n    """Add.\n\n    @param a: first\n    @return: sum\n    """\n',
    "Epydoc docstrings",
  ],
  ["python", 'def f():\n    """Add two numbers."""\n\nclass A:\n    """A thing."""\n', "plain docstrings"],
  [
    "python",
    'def f():\r\n    """Add.\r\n\r\n    Parameters\r\n    ----------\r\n    """\r\n',
    "NumPy-style docstrings",
  ],
  ["go", "// Add adds.\nfunc Add() {}\n", "Go doc comments"],
  ["java", "", "Javadoc"],
  ["java", twice("/** Adds. */\nint add();"), "Javadoc"],
  ["java", "/// Adds.\n/// @param a first\nint add();\n", "Markdown doc comments"],
  ["kotlin", "", "KDoc"],
  ["scala", "", "Scaladoc"],
  ["groovy", "", "Groovydoc"],
  ["cpp", "", "Doxygen (/** @brief)"],
  ["cpp", "/**\n * \\brief Adds.\n */\nint add();\n", "Doxygen (/** \\brief)"],
  ["cpp", "/**\n * @brief Adds.\n */\nint add();\n", "Doxygen (/** @brief)"],
  ["cpp", "/*!\n * \\brief Adds.\n */\nint add();\n", "Doxygen (/*! \\brief)"],
  ["cpp", "/// @brief Adds.\n/// @param a first\nint add(int a);\n", "Doxygen (/// @brief)"],
  ["cpp", "/// \\brief Adds.\nint add(int a);\n", "Doxygen (/// \\brief)"],
  ["cpp", "//! Adds.\nint add(int a);\n", "Doxygen (//! @brief)"],
  ["cpp", twice("/// Adds two numbers.\nint add(int a);\n"), "Doxygen (/// as prose)"],
  ["c", twice("// Adds two numbers.\nint add(int a);\n"), "plain comments"],
  ["objective-c", "", "Doxygen (/** @brief)"],
  ["rust", "", "rustdoc"],
  ["csharp", "", "XML doc comments"],
  ["fsharp", "", "doc comments as prose"],
  ["fsharp", "/// <summary>Adds.</summary>\n", "XML doc comments"],
  ["vb", "", "XML doc comments"],
  ["php", "", "PHPDoc"],
  ["ruby", "", "YARD"],
  ["ruby", "# Adds an item.\n# @param a [Integer] first\n", "YARD"],
  ["ruby", "# Adds +a+ to the cart.\ndef add(a)\n", "RDoc"],
  ["ruby", "# Public: Adds an item.\n#\n# Returns nothing.\n", "TomDoc"],
  ["swift", "", "Swift markup"],
  ["swift", "/// Adds.\n/// - Returns: x\nfunc a()\n", "Swift markup"],
  ["swift", "/**\n Adds.\n */\nfunc a()\n", "Swift markup in block comments"],
  ["dart", "", "dartdoc"],
  ["elixir", "", "@doc"],
  ["erlang", "", "EDoc"],
  ["erlang", '-doc "Adds.".\nadd() -> ok.\n', "-doc attributes"],
  ["haskell", "", "Haddock"],
  ["haskell", "{-| Adds. -}\nadd = 1\n", "Haddock in block comments"],
  ["lua", "", "LDoc"],
  ["lua", "---@param a integer\n---@return integer\n", "LuaLS annotations"],
  ["r", "", "roxygen2"],
  ["julia", "", "Julia docstrings"],
  ["perl", "", "POD"],
  ["clojure", "", "Clojure docstrings"],
  ["shellscript", "", "comments above functions"],
  [
    "shellscript",
    "#######################################\n# Adds.\n#####\nadd() {\n",
    "comment boxes above functions",
  ],
  ["powershell", "", "comment-based help"],
  ["powershell", "<#\n.SYNOPSIS\nAdds.\n#>\nfunction Add {\n", "comment-based help above"],
  ["sql", "", "line comments"],
  ["sql", "/* Items. */\nCREATE VIEW a AS SELECT 1;\n", "block comments"],
  ["sql", "-- Items.\n-- All of them.\nCREATE VIEW a AS SELECT 1;\n", "line comments"],
  ["solidity", "/**\n * @notice Adds.\n */\n", "NatSpec in block comments"],
  ["zig", "", "Zig doc comments"],
  ["ocaml", "", "ocamldoc"],
  ["elm", "", "Elm doc comments"],
  ["graphql", "", "descriptions"],
  ["gdscript", "", "GDScript doc comments"],
  ["makefile", "all: build ## Builds\n", "comments behind targets"],
];

describe("docstringForm", () => {
  for (const [languageId, text, name] of cases) {
    it(`${languageId}: ${name}${text === "" ? "" : ` in ${JSON.stringify(text.slice(0, 40))}`}`, () => {
      assert.equal(docstringForm(languageId, [text])?.form.name, name);
    });
  }

  it("goes by the file before its neighbours, and by those before the usual", () => {
    const numpy = 'def f():\n    """Add.\n\n    Parameters\n    ----------\n    """\n';
    const rest = '    """Add.\n\n    :param a: first\n    """\n';
    const said = (...texts: readonly string[]) => {
      const found = docstringForm("python", texts);
      return `${found?.saidBy}: ${found?.form.name}`;
    };
    assert.equal(said(numpy, rest, rest), "file: NumPy-style docstrings");
    assert.equal(said("x = 1\n", rest, rest, numpy), "neighbours: reST docstrings");
    assert.equal(said("x = 1\n"), "language: Google-style docstrings");
  });

  it("knows no form for languages without comments", () => {
    assert.equal(docstringForm("json", [""]), undefined);
    assert.deepEqual(docFormContext("json", [""]), { sections: [], used: [] });
  });

  it("names form, place and an example for the request, and what it used for the user", () => {
    const { sections, used } = docFormContext("python", ['"""Add.\n\n    :param a: first\n"""\n']);
    assert.deepEqual(used, ["reST docstrings (as in this file)"]);
    assert.match(sections[0]?.text ?? "", /^Form: reST docstrings\. The comment stands inside/);
    assert.match(sections[0]?.text ?? "", /keep to their style/);
    assert.match(sections[1]?.text ?? "", /:param count:/);
    assert.equal(sections[1]?.languageId, "python");
  });

  it("knows each form again in its own example, or has nothing to confuse it with", () => {
    for (const { languageIds, forms } of docLanguages) {
      const marked = forms.filter(({ seenAs, isPlain }) => seenAs !== undefined && isPlain !== true);
      for (const form of marked) {
        const [languageId = ""] = languageIds;
        const found = docstringForm(languageId, [`${form.example}\n`]);
        assert.equal(found?.form.name, form.name, `${languageId}: ${found?.form.name}`);
      }
    }
  });

  it("is soon done with any text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...docLanguages.map(({ languageIds }) => languageIds[0] ?? "")),
        fc.array(
          fc.constantFrom("/**", "*/", "//", "///", "\n", " ", "a(", ")", "{", "@", "\\", "#", '"""', "-"),
          {
            maxLength: 300,
          },
        ),
        (languageId, parts) => docstringForm(languageId, [parts.join("")]) !== undefined,
      ),
      { numRuns: 1000 },
    );
    for (const part of ["/**", "/** a ", "// a\n", "/// a\n", "a(", "{-|", "#'\n", '"""', " \n", "-- a\n"]) {
      for (const { languageIds } of docLanguages) docstringForm(languageIds[0] ?? "", [part.repeat(20_000)]);
    }
  });

  it("has an example that adds nothing but a comment, as the check reads it", () => {
    const bare: Readonly<Record<string, string>> = {
      typescript: "function add(item: Item, count: number): number {",
      python: "def add(item: Item, count: int) -> int:",
      go: "func (c *Cart) Add(item Item, count int) int {",
      elixir: "def add(cart, item, count) do",
      powershell: "function Add-Item {",
      clojure: "(defn add\n  [cart item n]",
      julia: "function add(cart, item, count)",
      perl: "sub add {",
      ruby: "def add(item, count)",
      sql: "CREATE VIEW open_items AS",
      haskell: "add\n  :: Item\n  -> Int\n  -> Cart\n  -> (Int, Cart)",
      lua: "function Cart:add(item, count)",
      rust: "pub fn add(&mut self, item: Item, count: u32) -> u32 {",
    };
    for (const [languageId, code] of Object.entries(bare)) {
      const forms = docLanguages.find(({ languageIds }) => languageIds.includes(languageId))?.forms ?? [];
      const [form] = forms;
      assert.equal(changedCodeLines(code, form?.example ?? "", languageId), 0, languageId);
    }
  });
});
