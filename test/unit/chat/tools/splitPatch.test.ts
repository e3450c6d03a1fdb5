import assert from "node:assert/strict";
import { splitPatch } from "../../../../src/chat/tools/splitPatch";

const patch = (head: string, body = "@@ -1 +1 @@\n-a\n+b\n") => `${head}\n${body}`;
const pathsOf = (text: string) => splitPatch(text).map(({ paths }) => paths);

describe("a patch by files", () => {
  it("names each file", () => {
    const changed = patch(
      "diff --git a/src/a b.ts b/src/a b.ts\nindex 1..2 100644\n--- a/src/a b.ts\t\n+++ b/src/a b.ts\t",
    );
    const added = patch("diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x");
    const files = splitPatch(changed + added);
    assert.deepEqual(
      files.map(({ paths }) => paths),
      [["src/a b.ts"], ["x"]],
    );
    assert.equal(files[1]?.text, added.trimEnd());
  });

  it("names both ends of a move, and files without hunks", () => {
    assert.deepEqual(
      pathsOf("diff --git a/old b/.env\nsimilarity index 100%\nrename from old\nrename to .env\n"),
      [["old", ".env"]],
    );
    assert.deepEqual(pathsOf("diff --git a/d/e.png b/d/e.png\nBinary files differ\n"), [["d/e.png"]]);
    assert.deepEqual(pathsOf('diff --git "a/f\\303\\266" "b/f\\303\\266"\nnew file mode 100644\n'), [["fö"]]);
    assert.deepEqual(pathsOf(patch('diff --git "a/t\\tb" "b/t\\tb"\n--- "a/t\\tb"\n+++ "b/t\\tb"')), [
      ["t\tb"],
    ]);
    assert.deepEqual(pathsOf("diff --cc m.txt\nindex 1,2..3\n"), [["m.txt"]]);
  });

  it("is not misled by a hunk that looks like a head", () => {
    const body = "@@ -1,3 +1,3 @@\n--- a/harmless\n+++ b/harmless\n+diff --git a/z b/z\n";
    assert.deepEqual(pathsOf(patch("diff --git a/.env b/.env\n--- a/.env\n+++ b/.env", body)), [[".env"]]);
  });

  it("gives no path where none can be read", () => {
    assert.deepEqual(pathsOf("diff --git what is this\n"), [[]]);
    assert.deepEqual(pathsOf(patch('diff --git a/x b/x\n--- "a/\\9"\n+++ b/x')), [[]]);
    assert.deepEqual(splitPatch("no patch"), []);
  });
});
