import assert from "node:assert/strict";
import { disablingPattern } from "../../../src/completion/gates/fileOff";
import { patternsFor } from "../../../src/vscode/disabledFilePatterns";

describe("patternsFor", () => {
  it("offers the file, its endings and its folder", () => {
    assert.deepEqual(patternsFor("web/lib/a.min.js", "/home/p/web/lib/a.min.js"), [
      { label: "This file: a.min.js", pattern: "/home/p/web/lib/a.min.js" },
      { label: "Files that end in .min.js", pattern: "*.min.js" },
      { label: "Files that end in .js", pattern: "*.js" },
      { label: "This folder: web/lib/", pattern: "/home/p/web/lib/" },
    ]);
  });

  it("offers no folder at the workspace's root, no ending of a name that has none, and no place that is not there", () => {
    const labels = (path: string, absolutePath?: string) =>
      patternsFor(path, absolutePath).map(({ label }) => label);
    assert.deepEqual(labels("Makefile", "/p/Makefile"), ["This file: Makefile"]);
    assert.deepEqual(labels(".gitignore", "/p/.gitignore"), ["This file: .gitignore"]);
    assert.deepEqual(labels("Untitled-1"), []);
    assert.deepEqual(labels("Untitled.ts"), ["Files that end in .ts"]);
  });

  it("offers patterns that turn off what they were made for, and not their neighbour", () => {
    for (const [path, absolutePath, neighbour] of [
      ["app/[id]/page.tsx", "/p/app/[id]/page.tsx", "/p/app/i/page.tsx"],
      ["app/a{b,c}/d.ts", "/p/app/a{b,c}/d.ts", "/p/app/ab/d.ts"],
      ["src\\a*.ts", "C:\\p\\src\\a*.ts", "C:\\p\\src\\ab.ts"],
    ] as const) {
      for (const { label, pattern } of patternsFor(path, absolutePath)) {
        assert.equal(disablingPattern([pattern], path, absolutePath), pattern, label);
      }
      const [file] = patternsFor(path, absolutePath);
      assert.equal(disablingPattern([file?.pattern ?? ""], "x", neighbour), undefined, neighbour);
    }
  });
});
