import * as vscode from "vscode";
import { cursorIn } from "./cursorMark";

/**
 * Opens an unsaved document in the active editor, with the caret where `█` stands in the text; two of them mark a
 * selection, its active end at the second.
 */
export async function openDocument(marked: string, languageId = "typescript"): Promise<vscode.TextEditor> {
  const { text } = cursorIn(marked);
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: text });
  return showWithCursor(document, marked);
}

/**
 * Writes a file into the opened workspace folder and opens it, with the caret or selection as `openDocument` has it.
 * @param path relative to the first workspace folder.
 */
export async function openFile(path: string, marked: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The tests run with a folder open.");
  const uri = vscode.Uri.joinPath(folder.uri, path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(cursorIn(marked).text));
  return showWithCursor(await vscode.workspace.openTextDocument(uri), marked);
}

async function showWithCursor(document: vscode.TextDocument, marked: string): Promise<vscode.TextEditor> {
  const { anchor, active } = cursorIn(marked);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(document.positionAt(anchor), document.positionAt(active));
  return editor;
}
