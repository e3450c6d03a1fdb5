import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "./support/closeEditors";
import { fimBody, forgetRequests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { openDocument } from "./support/openDocument";
import { openSample } from "./support/sampleFile";
import { triggerCompletion } from "./support/typing";

describe("looking around", () => {
  before(async () => {
    await activeExtension();
    await closeEditors();
    await forgetRequests();
  });
  after(closeEditors);

  it("sends nothing: the first request is the one that was asked for", async () => {
    for (const path of ["shop/orders.ts", "stats/temperature.py", "inventory/store.go", "README.md"]) {
      const editor = await openSample(path);
      for (const line of [0, 5, editor.document.lineCount - 1]) {
        editor.selection = new vscode.Selection(line, 0, line, 0);
        editor.revealRange(editor.selection);
      }
      await vscode.commands.executeCommand("cursorWordRight");
    }
    await vscode.commands.executeCommand("midfill.openChat");
    await vscode.commands.executeCommand("midfill.newConversation");
    await openDocument("export function afterLooking(id: string)█");
    await triggerCompletion();
    const arrived = await untilAnswered(1);
    assert.equal(arrived.length, 1);
    assert.match(fimBody(arrived[0]).prompt, /afterLooking/);
  });
});
