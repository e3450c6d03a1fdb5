import * as vscode from "vscode";

/** Lets the user choose a file for the ledger and writes it. Nothing when the dialog is closed. */
export async function exportUsage(csv: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = "midfill-usage.csv";
  const uri = await vscode.window.showSaveDialog({
    title: "Export Usage as CSV",
    filters: { CSV: ["csv"] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(csv));
  const open = "Open";
  const choice = await vscode.window.showInformationMessage(
    `The usage of the last two months was written to ${uri.path.split("/").at(-1) ?? name}.`,
    open,
  );
  if (choice === open) await vscode.window.showTextDocument(uri);
}
