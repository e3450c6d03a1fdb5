import * as vscode from "vscode";
import { fileItem, pickFile } from "./pickFile";
import type { WorkspaceFiles } from "./workspaceFiles";

const maxListedFiles = 5000;

/**
 * The file that a block is for: the one that it names where there is exactly one, else the user's choice among the
 * open and all other files. Undefined: the user chose nothing.
 */
export async function chooseTarget(
  named: string | undefined,
  files: WorkspaceFiles,
): Promise<vscode.Uri | "new-file" | undefined> {
  if (named !== undefined) {
    const uris = (await files.find([named])).get(named) ?? [];
    if (uris.length === 1) return uris[0];
    if (uris.length > 1) return pickFile(uris, `Several files are called ${named}. Which one is meant?`);
  }
  const open = openFiles();
  const others = await vscode.workspace.findFiles("**/*", "{**/node_modules/**,**/.git/**}", maxListedFiles);
  const known = new Set(open.map(String));
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly uri?: vscode.Uri }>(
    [
      { label: named === undefined ? "$(new-file) New File" : `$(new-file) New File ${named}` },
      separator("open"),
      ...open.map(fileItem),
      separator("workspace"),
      ...others.filter((uri) => !known.has(String(uri))).map(fileItem),
    ],
    {
      placeHolder:
        named === undefined
          ? "Which file is this code for? You will see the change before it is made."
          : `There is no file ${named}. Which one is meant?`,
      matchOnDescription: true,
    },
  );
  if (picked === undefined) return undefined;
  return picked.uri ?? "new-file";
}

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** The files of all open tabs, the most likely first. */
function openFiles(): readonly vscode.Uri[] {
  const found = new Map<string, vscode.Uri>();
  const visible = vscode.window.visibleTextEditors.map((editor) => editor.document.uri);
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  for (const uri of [...visible, ...tabs]) {
    if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true || uri.scheme === "untitled") {
      found.set(uri.toString(), uri);
    }
  }
  return [...found.values()];
}
