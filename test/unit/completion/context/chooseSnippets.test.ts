import assert from "node:assert/strict";
import * as fc from "fast-check";
import { chooseSnippets } from "../../../../src/completion/context/chooseSnippets";
import type { ContextSettings } from "../../../../src/completion/context/contextSettings";
import type { ContextSnippet } from "../../../../src/completion/context/contextSnippet";
import { notebookSnippets } from "../../../../src/completion/context/notebookSnippets";
import { renderSnippets } from "../../../../src/completion/context/renderSnippets";
import { snippetLines } from "../../../../src/completion/context/snippetLines";

const settings: ContextSettings = {
  openFiles: true,
  recentEdits: true,
  definitions: true,
  imports: true,
  notebookCells: true,
  clipboard: true,
  maxChars: 3000,
};
const sources = [
  "similar-code",
  "definition",
  "import",
  "recent-edit",
  "notebook-cell",
  "clipboard",
] as const satisfies readonly ContextSnippet["source"][];
const snippet = (source: ContextSnippet["source"], text: string, path = "src/b.ts"): ContextSnippet => ({
  source,
  path,
  text,
});
const choose = (
  found: readonly ContextSnippet[],
  more: { languageId?: string; shownText?: string; settings?: Partial<ContextSettings> } = {},
) =>
  chooseSnippets(found, {
    languageId: more.languageId ?? "typescript",
    shownText: more.shownText ?? "",
    settings: { ...settings, ...more.settings },
  });
const lines = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `const ${name}${at} = ${name}(${at});`).join("\n");

describe("chooseSnippets", () => {
  it("puts what changes rarely first", () => {
    const found = sources.map((source, at) => snippet(source, `const name${at} = ${at};`));
    assert.deepEqual(
      choose(found).map(({ source }) => source),
      ["notebook-cell", "import", "definition", "similar-code", "recent-edit", "clipboard"],
    );
  });

  it("leaves out what the prompt shows anyway, and what another snippet holds", () => {
    const definition = "export function net(order: Order): number {";
    const found = [snippet("definition", definition), snippet("similar-code", `${definition}\n}`)];
    assert.deepEqual(
      choose(found).map(({ source }) => source),
      ["definition"],
    );
    assert.deepEqual(choose(found, { shownText: `a\n  ${definition}\n  return 1;` }), []);
  });

  it("gives every source its turn, then what is left to the best", () => {
    const found = [
      snippet("similar-code", lines("alpha", 30)),
      snippet("similar-code", lines("beta", 30), "src/c.ts"),
      snippet("definition", "interface Order { id: string }"),
      snippet("recent-edit", lines("gamma", 3)),
    ];
    const chosen = choose(found, { settings: { maxChars: 1_500 } });
    assert.deepEqual(
      chosen.map(({ source }) => source),
      ["definition", "similar-code", "similar-code", "recent-edit"],
    );
  });

  it("cuts to whole lines: a file's window at its end, a cell at its start", () => {
    const text = lines("alpha", 30);
    const [window] = choose([snippet("similar-code", text)], { settings: { maxChars: 400 } });
    assert.ok(window !== undefined && text.startsWith(window.text) && window.text.endsWith(";"));
    const [cell] = choose([snippet("notebook-cell", text)], { settings: { maxChars: 400 } });
    assert.ok(cell !== undefined && text.endsWith(cell.text) && cell.text.startsWith("const alpha"));
  });

  for (const source of sources) {
    const key = {
      "similar-code": "openFiles",
      definition: "definitions",
      import: "imports",
      "recent-edit": "recentEdits",
      "notebook-cell": "notebookCells",
      clipboard: "clipboard",
    }[source];
    it(`sends no ${source} where ${key} is off`, () =>
      assert.deepEqual(choose([snippet(source, "const alpha = 1;")], { settings: { [key]: false } }), []));
  }

  it("has nothing for a language without comments but a notebook's code", () => {
    const found = [snippet("definition", "interface Order {}"), snippet("notebook-cell", "alpha: 1")];
    assert.deepEqual(
      choose(found, { languageId: "json" }).map(({ source }) => source),
      ["notebook-cell"],
    );
  });

  it("never takes more than the budget where every source has plenty", () => {
    const found = sources.flatMap((source) => [
      snippet(source, lines(source.replace("-", ""), 12)),
      snippet(source, lines(`${source.replace("-", "")}Too`, 12)),
    ]);
    for (const maxChars of [500, 1_000, 1_700, 2_500]) {
      const rendered = renderSnippets(choose(found, { settings: { maxChars } }), "typescript");
      assert.ok(
        rendered.length <= maxChars && rendered.length > maxChars * 0.6,
        `${rendered.length} of ${maxChars}`,
      );
    }
  });

  it("never takes more than the budget, whatever is found", () => {
    const any = fc.record({
      source: fc.constantFrom(...sources),
      path: fc.string(),
      text: fc.array(fc.string(), { maxLength: 40 }).map((each) => each.join("\n")),
    });
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 12 }),
        fc.nat(2_000),
        fc.constantFrom("typescript", "html", "python", "json"),
        (found, maxChars, languageId) => {
          const chosen = choose(found, { languageId, settings: { maxChars } });
          assert.ok(renderSnippets(chosen, languageId).length <= maxChars);
        },
      ),
    );
  });
});

describe("renderSnippets", () => {
  it("comments the code out below its path, without the indentation all its lines share", () => {
    assert.equal(
      renderSnippets([snippet("definition", "    a(\n      b\n\n    )")], "typescript"),
      "// Path: src/b.ts\n// a(\n//   b\n//\n// )\n",
    );
    assert.equal(
      renderSnippets([snippet("recent-edit", "a = 1", "s\\b.py")], "python"),
      "# Path: s/b.py (changed lately)\n# a = 1\n",
    );
    assert.equal(renderSnippets([snippet("clipboard", "a = 1", "")], "lua"), "-- Clipboard:\n-- a = 1\n");
  });

  it("names a path once for snippets that follow each other, and puts those together", () => {
    const found = [
      snippet("definition", "interface Alpha {}"),
      snippet("definition", "interface Beta {}", "src/c.ts"),
      snippet("definition", "interface Gamma {}"),
      snippet("recent-edit", "const delta = 1;"),
      snippet("recent-edit", "const epsilon = 1;"),
    ];
    assert.equal(
      renderSnippets(choose(found), "typescript"),
      "// Path: src/b.ts\n// interface Alpha {}\n// interface Gamma {}\n// Path: src/c.ts\n// interface Beta {}\n" +
        "// Path: src/b.ts (changed lately)\n// const delta = 1;\n// …\n// const epsilon = 1;\n",
    );
  });

  it("uses a block where there is no line comment, which the text cannot end", () => {
    assert.equal(
      renderSnippets([snippet("definition", "a /* b */ c { }")], "css"),
      "/*\nPath: src/b.ts\na /* b * / c { }\n*/\n",
    );
    assert.equal(renderSnippets([snippet("definition", "a")], "json"), "");
  });

  it("keeps a path on its line", () => {
    assert.equal(
      renderSnippets([snippet("import", "a", "b\nimport os")], "python"),
      "# Path: b import os\n# a\n",
    );
  });

  it("renders one choice once", () => {
    let reads = 0;
    const counted = {
      source: "definition" as const,
      path: "b.ts",
      get text() {
        reads++;
        return "a";
      },
    };
    const choice = [counted];
    assert.equal(renderSnippets(choice, "typescript"), renderSnippets(choice, "typescript"));
    assert.equal(reads, 1);
    assert.equal(renderSnippets(choice, "python"), "# Path: b.ts\n# a\n");
  });
});

describe("notebookSnippets", () => {
  const cells = [
    { kind: "markup", languageId: "markdown", text: "# Title" },
    { kind: "code", languageId: "python", text: "import numpy\n" },
    { kind: "code", languageId: "python", text: "  " },
    { kind: "code", languageId: "shellscript", text: "ls" },
  ] as const;

  it("is code for the cell's language, comments for the rest, in the notebook's order", () => {
    const found = notebookSnippets(cells, "python", "a.ipynb");
    assert.deepEqual(
      found.map(({ path }) => path),
      ["a.ipynb, cell 4", "a.ipynb, cell 2", "a.ipynb, cell 1"],
    );
    assert.equal(
      renderSnippets(choose(found, { languageId: "python" }), "python"),
      "# # Title\n\nimport numpy\n\n# ls\n\n",
    );
  });
});

describe("snippetLines", () => {
  it("says what was sent from where", () => {
    assert.deepEqual(snippetLines([snippet("import", "a\nbc"), snippet("clipboard", "x", "")]), [
      "imported definition from src/b.ts: 2 lines, 4 characters",
      "clipboard: 1 line, 1 character",
    ]);
  });
});
