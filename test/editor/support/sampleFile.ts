import * as vscode from "vscode";

/** Opens a file of the sample workspace. */
export async function openSample(path: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The tests run with a folder open.");
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, path));
}

/**
 * Opens a file of the sample and puts the caret on the line that says "Try it: type …", emptied, where a person
 * would begin.
 * @param comment a part of that line
 */
export async function openAtTryIt(path: string, comment: string): Promise<vscode.TextEditor> {
  const editor = await openSample(path);
  const { document } = editor;
  const lines = document.getText().split(/\r?\n/);
  const line = lines.findIndex((text) => text.includes("Try it") && text.includes(comment));
  if (line < 0) throw new Error(`${path} has no line "Try it" with ${comment}.`);
  await editor.edit((builder) => builder.delete(document.lineAt(line).range));
  editor.selection = new vscode.Selection(line, 0, line, 0);
  return editor;
}
