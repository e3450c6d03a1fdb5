import * as vscode from "vscode";
import { patternsFor } from "./disabledFilePatterns";

const key = "midfill.completions.disabledFiles";

interface PatternItem extends vscode.QuickPickItem {
  readonly pattern: string;
}

/**
 * Turns completions off for the active file, its ending or its folder, or on again where one of the user's own patterns
 * turned them off. Writes the user's settings.
 * @param offBy the pattern that turns the active file off now
 */
export async function turnOffForFile(offBy: string | undefined): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    void vscode.window.showInformationMessage("Open a file first.");
    return;
  }
  const configuration = vscode.workspace.getConfiguration();
  const written = configuration.inspect<unknown>(key)?.globalValue;
  const own = Array.isArray(written) ? written.filter((each) => typeof each === "string") : [];
  const update = (patterns: readonly string[]) =>
    configuration.update(
      key,
      patterns.length === 0 ? undefined : patterns,
      vscode.ConfigurationTarget.Global,
    );
  if (offBy !== undefined && own.includes(offBy)) {
    await update(own.filter((pattern) => pattern !== offBy));
    return;
  }
  if (offBy !== undefined) {
    const open = "Open Workspace Settings";
    const answer = await vscode.window.showInformationMessage(
      `The workspace's settings turn completions off for files like “${offBy}”.`,
      open,
    );
    if (answer === open)
      await vscode.commands.executeCommand("workbench.action.openWorkspaceSettings", `@id:${key}`);
    return;
  }
  const { uri } = document;
  const path = vscode.workspace.asRelativePath(uri, false);
  const items: PatternItem[] = patternsFor(path, uri.scheme === "file" ? uri.fsPath : undefined).map(
    ({ label, pattern }) => ({ label, pattern }),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      "This file has neither a place nor an ending. Turn its language off instead.",
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(items, { title: "Midfill: Turn completions off for" });
  if (picked !== undefined) await update([...own, picked.pattern]);
}
