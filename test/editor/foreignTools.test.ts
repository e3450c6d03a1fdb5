import assert from "node:assert/strict";
import * as vscode from "vscode";
import { workspaceToolNames } from "../../src/chat/tools/workspaceTools";
import { foreignTools } from "../../src/vscode/tools/foreignTools";
import { activeExtension } from "./support/extension";

describe("tools of the editor and of other extensions", () => {
  before(() => activeExtension());

  it("are listed with names and schemas that providers take, in a fixed order", () => {
    const tools = foreignTools(workspaceToolNames);
    const ids = tools.map(({ id }) => id);
    assert.deepEqual(ids, ids.toSorted());
    for (const { tool } of tools) {
      assert.match(tool.definition.name, /^[A-Za-z0-9_-]{1,64}$/u);
      assert.equal(tool.definition.parameters["type"], "object", tool.definition.name);
      assert.equal(tool.isReadOnly, false);
    }
    const names = tools.map(({ tool }) => tool.definition.name);
    assert.equal(new Set([...names, ...workspaceToolNames]).size, names.length + workspaceToolNames.length);
  });

  it("answer through the editor, also when they fail", async function () {
    const { signal } = new AbortController();
    const terminal = foreignTools(workspaceToolNames).find(({ id }) => id === "get_terminal_output");
    // Older editors and other builds offer other tools.
    if (terminal === undefined) this.skip();
    const { text } = await terminal.tool.run({ id: "00000000-0000-0000-0000-000000000000" }, signal);
    assert.notEqual(text, "");
    assert.ok(vscode.lm.tools.some(({ name }) => name === terminal.id));
  });
});
