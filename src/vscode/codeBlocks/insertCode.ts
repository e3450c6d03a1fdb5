import * as vscode from "vscode";
import { restoreIndentation } from "../../actions/answer/indentation";
import { confirmHostileText } from "./confirmHostileText";
import { indentUnitOf } from "./indentUnit";

/** Puts code in the place of the selection, or at the cursor, of an editor: one undo step, or a message why not. */
export async function insertAtCursor(editor: vscode.TextEditor | undefined, code: string): Promise<void> {
  if (editor === undefined) {
    await vscode.window.showWarningMessage("Open a file and put the cursor where the code should go.");
    return;
  }
  await replaceIn(editor, editor.selection, code);
}

/** Puts code, indented as what it replaces, in the place of what is selected in an editor; one undo step. */
export async function replaceSelection(editor: vscode.TextEditor | undefined, code: string): Promise<void> {
  if (editor === undefined || editor.selection.isEmpty) {
    await vscode.window.showWarningMessage("Select the code in the editor that this should replace.");
    return;
  }
  const { document, selection } = editor;
  const selected = document.getText(selection).replaceAll("\r\n", "\n");
  const line = document.lineAt(selection.start.line).text;
  const before = line.slice(0, selection.start.character);
  // With only spaces before it the selection stands for whole lines.
  const startsLine = before.trim() === "";
  const text = restoreIndentation(code.replaceAll(/\r\n|\r/gu, "\n"), {
    selection: startsLine ? before + selected : selected,
    startsLine,
    lineIndent: /^[ \t]*/.exec(line)?.[0] ?? "",
    unit: indentUnitOf(editor),
  });
  const fitted = startsLine && text.startsWith(before) ? text.slice(before.length) : text;
  const hasLineEnd = selected.endsWith("\n") && !fitted.endsWith("\n");
  await replaceIn(editor, selection, hasLineEnd ? `${fitted}\n` : fitted);
}

async function replaceIn(editor: vscode.TextEditor, range: vscode.Range, code: string): Promise<void> {
  const { document } = editor;
  const { version } = document;
  const name = document.uri.path.split("/").at(-1) ?? "The document";
  if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false) {
    await vscode.window.showWarningMessage(`${name} is read-only, so nothing was inserted.`);
    return;
  }
  if (!(await confirmHostileText(code, document.getText(range)))) return;
  const text = code.replaceAll(/\r\n|\r|\n/gu, document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");
  const isInserted =
    document.version === version &&
    (await editor.edit((edit) => edit.replace(range, text), { undoStopBefore: true, undoStopAfter: true }));
  if (!isInserted) {
    await vscode.window.showWarningMessage(
      `${name} did not take the code: it is read-only or was just changed.`,
    );
    return;
  }
  await vscode.window.showTextDocument(document, { viewColumn: editor.viewColumn, preserveFocus: false });
}
