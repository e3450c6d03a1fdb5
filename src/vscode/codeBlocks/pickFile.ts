import * as vscode from "vscode";

/** Lets the user choose one of several files. */
export async function pickFile(
  uris: readonly vscode.Uri[],
  placeHolder: string,
): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showQuickPick(uris.map(fileItem), {
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.uri;
}

/** A file as a row of a quick pick: its name, and the folder it lies in. */
export function fileItem(uri: vscode.Uri): vscode.QuickPickItem & { readonly uri: vscode.Uri } {
  const path = vscode.workspace.asRelativePath(uri, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
  const at = path.lastIndexOf("/");
  return { label: path.slice(at + 1), description: at < 0 ? "" : path.slice(0, at), uri };
}
