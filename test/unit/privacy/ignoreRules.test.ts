import assert from "node:assert/strict";
import * as fc from "fast-check";
import { compileIgnoreFiles, type IgnoreFile } from "../../../src/privacy/ignoreRules";

const inRoot = (text: string): IgnoreFile => ({ folder: "", name: ".midfillignore", text });
const inFolder = (folder: string, text: string): IgnoreFile => ({ folder, name: ".midfillignore", text });

/** Expectations as `git check-ignore --no-index` (2.39) gives them for the same files. */
const cases: readonly {
  readonly says: string;
  readonly files: readonly IgnoreFile[];
  readonly out: readonly string[];
  readonly in: readonly string[];
}[] = [
  {
    says: "a name at any depth",
    files: [inRoot("plan.md")],
    out: ["plan.md", "docs/plan.md"],
    in: ["plan.mdx", "my-plan.md"],
  },
  {
    says: "a folder and all below it",
    files: [inRoot("private/")],
    out: ["private/a.ts", "src/private/deep/a.ts"],
    in: ["private", "src/private.ts"],
  },
  {
    says: "a path from the file's own folder",
    files: [inRoot("/src/secret.ts\ndocs/*.md")],
    out: ["src/secret.ts", "docs/a.md"],
    in: ["lib/src/secret.ts", "docs/deep/a.md"],
  },
  {
    says: "blank lines, comments, escaped signs, blanks at the end and a byte order mark",
    files: [inRoot("\uFEFF*.log  \r\n\r\n# notes.md\r\n\\#hash\r\n\\!bang\r\nend\\ \r\n")],
    out: ["a.log", "#hash", "!bang", "end "],
    in: ["notes.md", "# notes.md", "end", "bang"],
  },
  {
    says: "that the last matching line wins",
    files: [inRoot("*.sql\n!schema.sql")],
    out: ["data.sql"],
    in: ["schema.sql", "db/schema.sql"],
  },
  {
    says: "that the nearer file wins",
    files: [inRoot("*.sql"), inFolder("db", "!*.sql\nseed.sql")],
    out: ["a.sql", "db/seed.sql"],
    in: ["db/a.sql", "db/deep/a.sql"],
  },
  {
    says: "that nothing comes back out of a folder that is left out",
    files: [inRoot("private/"), inFolder("private", "!*")],
    out: ["private/a.ts"],
    in: [],
  },
  {
    says: "that a nearer file takes a folder back in",
    files: [inRoot("build/"), inFolder("a", "!build/")],
    out: ["build/x.ts", "b/build/x.ts"],
    in: ["a/build/x.ts"],
  },
  {
    says: "folders with signs in their names literally",
    files: [inFolder("[id]/a b*", "*.ts")],
    out: ["[id]/a b*/x.ts"],
    in: ["i/a b*/x.ts", "[id]/a bc/x.ts", "x.ts"],
  },
];

describe("compileIgnoreFiles", () => {
  for (const { says, files, out, in: kept } of cases) {
    it(`knows ${says}`, () => {
      const match = compileIgnoreFiles(files);
      assert.deepEqual(
        [...out, ...kept].filter((path) => match(path) !== undefined).toSorted(),
        [...out].toSorted(),
      );
    });
  }

  it("names the file and the line", () => {
    const match = compileIgnoreFiles([inRoot("*.log"), inFolder("docs/internal", "plan.md  ")]);
    assert.deepEqual(match("docs/internal/deep/plan.md"), {
      file: "docs/internal/.midfillignore",
      line: "plan.md",
    });
    assert.deepEqual(match("docs/internal/x.log"), { file: ".midfillignore", line: "*.log" });
  });

  it("judges alike however much was judged before", () => {
    const match = compileIgnoreFiles([inRoot("*.log")]);
    for (let count = 0; count < 5_000; count++) match(`a/b${count}.ts`);
    assert.notEqual(match("a/b.log"), undefined);
    assert.equal(match("a/b.ts"), undefined);
  });

  it("leaves out too much rather than too little where a line has very many wildcards", () => {
    const many = `${"**/a/".repeat(12)}b`;
    const path = `${"a/".repeat(60)}b`;
    assert.notEqual(compileIgnoreFiles([inRoot(many)])(path), undefined);
    const takenBack = compileIgnoreFiles([inRoot(`*.ts\n!${many}.ts`)]);
    assert.notEqual(takenBack(`${"a/".repeat(6)}x.ts`), undefined);
  });

  it("takes any text for rules, and any path", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, path) => {
        compileIgnoreFiles([inRoot(text), inFolder("a", text)])(path);
      }),
    );
  });
});
