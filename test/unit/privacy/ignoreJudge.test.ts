import assert from "node:assert/strict";
import { IgnoreJudge, type IgnoreFileText, type IgnoreRoot } from "../../../src/privacy/ignoreJudge";
import { createPrivacyGate } from "../../../src/privacy/privacyGate";

/** A judge over files given as `root path/folder/name` → text, that counts what it reads. */
function judgeOver(
  files: Readonly<Record<string, string | IgnoreFileText>>,
  roots: readonly IgnoreRoot[] = [{ name: "app", path: "/w/app" }],
  names: readonly string[] = [".midfillignore"],
) {
  const reads: string[] = [];
  const judge = new IgnoreJudge({
    roots: () => roots,
    names: () => names,
    read: (root, folder, name) => {
      const path = [root.path, folder, name].filter((part) => part !== "").join("/");
      reads.push(path);
      const found = files[path];
      if (found === undefined) return { state: "missing" };
      return typeof found === "string" ? { state: "text", text: found } : found;
    },
  });
  return { judge, reads };
}

describe("IgnoreJudge", () => {
  it("says which line of which file leaves a path out", () => {
    const { judge } = judgeOver({ "/w/app/docs/.midfillignore": "plans/\n" });
    assert.equal(
      judge.reasonFor("/w/app/docs/plans/2027.md"),
      "2027.md is left out by docs/.midfillignore (“plans/”), so its content is not sent.",
    );
    assert.equal(judge.reasonFor("/w/app/plans/2027.md"), undefined);
  });

  it("reads every folder on the way once, until it has to forget", () => {
    const { judge, reads } = judgeOver({});
    judge.reasonFor("/w/app/src/deep/a.ts");
    judge.reasonFor("/w/app/src/deep/b.ts");
    judge.reasonFor("/w/app/src/c.ts");
    assert.deepEqual(reads, [
      "/w/app/.midfillignore",
      "/w/app/src/.midfillignore",
      "/w/app/src/deep/.midfillignore",
    ]);
    judge.forget();
    judge.reasonFor("/w/app/a.ts");
    assert.equal(reads.length, 4);
  });

  it("knows paths as editors show them", () => {
    const { judge } = judgeOver({ "/w/app/.midfillignore": "/private/" });
    for (const path of [
      "/w/app/private/a.ts",
      "private/a.ts",
      "app/private/a.ts",
      "/w/app/src/../private/a.ts",
      "/W/App/private/a.ts",
    ]) {
      assert.notEqual(judge.reasonFor(path), undefined, path);
    }
    for (const path of ["/w/other/private/a.ts", "/private/a.ts", "src/private/a.ts", "/w/app"]) {
      assert.equal(judge.reasonFor(path), undefined, path);
    }
  });

  it("knows drives and backslashes", () => {
    const { judge } = judgeOver({ "C:\\w\\app/.midfillignore": "/private/" }, [
      { name: "app", path: "C:\\w\\app" },
    ]);
    assert.notEqual(judge.reasonFor("c:\\w\\app\\private\\a.ts"), undefined);
    assert.equal(judge.reasonFor("d:\\w\\app\\private\\a.ts"), undefined);
  });

  it("judges each name of ignore file for itself: one may leave out what another takes back", () => {
    const { judge } = judgeOver(
      { "/w/app/.midfillignore": "!dist/\n!dist/**", "/w/app/.gitignore": "dist/" },
      undefined,
      [".midfillignore", ".gitignore"],
    );
    assert.match(judge.reasonFor("/w/app/dist/a.js") ?? "", /left out by \.gitignore/);
  });

  it("sends nothing below a file that is not read yet, and asks again", () => {
    let file: IgnoreFileText = { state: "unread" };
    const judge = new IgnoreJudge({
      roots: () => [{ name: "app", path: "/w/app" }],
      names: () => [".midfillignore"],
      read: (_root, folder) => (folder === "" ? file : { state: "missing" }),
    });
    assert.match(judge.reasonFor("/w/app/src/a.ts") ?? "", /\.midfillignore is still being read/);
    file = { state: "text", text: "b.ts" };
    assert.equal(judge.reasonFor("/w/app/src/a.ts"), undefined);
    assert.match(judge.reasonFor("/w/app/src/b.ts") ?? "", /left out/);
  });

  it("sends nothing below a file that cannot be read", () => {
    const { judge } = judgeOver({ "/w/app/src/.midfillignore": { state: "unreadable" } });
    assert.match(judge.reasonFor("/w/app/src/deep/a.ts") ?? "", /src\/\.midfillignore cannot be read/);
    assert.equal(judge.reasonFor("/w/app/a.ts"), undefined);
  });
});

describe("createPrivacyGate with ignore files", () => {
  it("refuses what an ignore file leaves out, also behind a link", () => {
    const { judge } = judgeOver({ "/w/app/.midfillignore": "private/" });
    const links = new Map([["/w/app/open.ts", "/w/app/private/a.ts"]]);
    const gate = createPrivacyGate(
      () => [],
      (path) => links.get(path) ?? path,
      (path) => judge.reasonFor(path),
    );
    for (const path of ["/w/app/private/a.ts", "private/a.ts", "/w/app/open.ts"]) {
      const decision = gate.decide(path);
      assert.ok(
        !decision.isAllowed && decision.reason.startsWith("a.ts is left out by .midfillignore"),
        path,
      );
    }
    assert.deepEqual(gate.decide("/w/app/b.ts"), { isAllowed: true });
  });
});
