import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activeExtension } from "./support/extension";

/** The part of package.json that is looked at. */
interface Manifest {
  readonly contributes: { readonly commands?: readonly { readonly command: string }[] };
}

describe("the extension in a real extension host", () => {
  it("activates", async () => {
    assert.equal((await activeExtension()).isActive, true);
  });

  it("registers every command of its manifest", async () => {
    const manifest = (await activeExtension()).packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = (manifest.contributes.commands ?? []).filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
