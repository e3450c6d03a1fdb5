import assert from "node:assert/strict";
import { isToolOn, toolChoicesAfter } from "../../../../src/vscode/tools/toolChoices";

describe("the choice of tools", () => {
  it("has Midfill's own on and all others off", () => {
    assert.equal(isToolOn("read_file", {}), true);
    assert.equal(isToolOn("read_file", { read_file: false }), false);
    assert.equal(isToolOn("mcp_shell", {}), false);
    assert.equal(isToolOn("mcp_shell", { mcp_shell: true }), true);
    assert.equal(isToolOn("constructor", {}), false);
  });

  it("leaves the choice to a conversation that has its own", () => {
    assert.equal(isToolOn("read_file", []), false);
    assert.equal(isToolOn("mcp_shell", ["mcp_shell"]), true);
  });

  it("writes what differs, and keeps what is not listed", () => {
    const listed = ["read_file", "git_diff", "mcp_shell", "mcp_web"];
    const before = { mcp_web: true, gone: true, read_file: true };
    assert.deepEqual(toolChoicesAfter(before, listed, new Set(["read_file", "mcp_shell"])), {
      gone: true,
      git_diff: false,
      mcp_shell: true,
    });
    assert.deepEqual(toolChoicesAfter({}, ["read_file"], new Set(["read_file"])), {});
  });
});
