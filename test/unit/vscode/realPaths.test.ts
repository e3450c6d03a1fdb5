import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRealPaths } from "../../../src/vscode/realPaths";

describe("createRealPaths", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), "midfill-links-")));
    await writeFile(path.join(folder, "real"), "");
    await symlink("real", path.join(folder, "link"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("follows links, and knows that a file is not there", () => {
    const realPathOf = createRealPaths({ nowMs: () => 0 });
    assert.equal(realPathOf(path.join(folder, "link")), path.join(folder, "real"));
    assert.equal(realPathOf(path.join(folder, "real")), path.join(folder, "real"));
    assert.equal(realPathOf(path.join(folder, "new")), undefined);
    assert.equal(realPathOf(path.join(folder, "real", "below")), undefined);
  });

  it("throws where links lead in a circle", async () => {
    await symlink("b", path.join(folder, "a"));
    await symlink("a", path.join(folder, "b"));
    const realPathOf = createRealPaths({ nowMs: () => 0 });
    assert.throws(() => realPathOf(path.join(folder, "a")), { code: "ELOOP" });
  });

  it("looks again after five seconds", async () => {
    let nowMs = 0;
    const realPathOf = createRealPaths({ nowMs: () => nowMs });
    const link = path.join(folder, "link");
    realPathOf(link);
    await unlink(link);
    await symlink("other", link);
    await writeFile(path.join(folder, "other"), "");
    nowMs = 4999;
    assert.equal(realPathOf(link), path.join(folder, "real"));
    nowMs = 5000;
    assert.equal(realPathOf(link), path.join(folder, "other"));
  });
});
