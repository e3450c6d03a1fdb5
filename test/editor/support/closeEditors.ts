import * as vscode from "vscode";
import { until } from "./until";

/** Closes every editor and throws unsaved text away, so that the next test starts with an empty window. */
export async function closeEditors(): Promise<void> {
  await until("every editor to be closed", async () => {
    if (vscode.window.tabGroups.all.every((group) => group.tabs.length === 0)) return true;
    // "Close All Editors" would ask about unsaved text.
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    return false;
  });
}
