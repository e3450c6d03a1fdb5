import * as vscode from "vscode";
import { editWarnings } from "../../actions/answer/editWarnings";
import { placeBlock, type FileSymbol } from "../../actions/placement/placeBlock";
import type { CodeBlock } from "../../chat/codeBlock";
import { editingRefusal, nameOf } from "../actions/actionTarget";
import { documentSymbols } from "../actions/documentSymbols";
import type { EditReview } from "../review/editReview";
import type { PendingEdit } from "../review/pendingEdit";
import { tellBusy } from "../review/tellBusy";
import { showNotice } from "../showNotice";
import { withLineFeeds } from "../../text/lineEnds";
import { chooseTarget } from "./chooseTarget";
import { indentUnitOf } from "./indentUnit";
import { openAsNewFile } from "./newFile";
import type { WorkspaceFiles } from "./workspaceFiles";

/**
 * Shows what a block of an answer changes in the file that it is for: the file that it names, else one that the user
 * chooses; never just the active editor. File and text are pinned here; nothing is changed before it is accepted.
 */
export async function applyCode(block: CodeBlock, files: WorkspaceFiles, review: EditReview): Promise<void> {
  const target = await chooseTarget(block.file?.path, files);
  if (target === undefined) return;
  if (target === "new-file") await openAsNewFile(block);
  else await applyTo(target, block, review);
}

/** @param replaces an earlier edit of the same block, which this one comes in place of */
async function applyTo(
  uri: vscode.Uri,
  block: CodeBlock,
  review: EditReview,
  replaces?: PendingEdit,
): Promise<void> {
  const document = await openDocument(uri);
  if (document === undefined) return;
  const refusal = await editingRefusal(document);
  if (refusal !== undefined) {
    showNotice(refusal);
    return;
  }
  const { version } = document;
  const symbols = await symbolsOf(document);
  const original = document.getText();
  const text = withLineFeeds(original);
  const code = withoutName(block, text);
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const placement = placeBlock(text, code, symbols, indentUnitOf(editor));
  const placed =
    placement.type === "placed"
      ? placement.text
      : await askForPlace(await vscode.window.showTextDocument(document, { preview: false }), code);
  if (placed === undefined) return;
  const proposed = document.eol === vscode.EndOfLine.CRLF ? placed.replaceAll("\n", "\r\n") : placed;
  const outcome = await review.review({
    document,
    version,
    text: proposed,
    title: "Apply",
    warnings: editWarnings(proposed, original),
    ...(replaces !== undefined && { replaces }),
    restart: (edit) => applyTo(uri, block, review, edit),
  });
  const name = nameOf(uri);
  switch (outcome) {
    case "shown":
      return;
    case "same":
      void vscode.window.showInformationMessage(`${name} has this code already.`);
      return;
    case "changed":
      void vscode.window.showWarningMessage(`${name} changed meanwhile. Choose Apply again.`);
      return;
    case "busy": {
      const edit = review.pendingOf(document);
      if (edit !== undefined) tellBusy(edit);
    }
  }
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    await vscode.window.showWarningMessage(
      `${nameOf(uri)} cannot be opened as text, so nothing was changed.`,
    );
    return undefined;
  }
}

/** Where matching has found no place: what the user says. Undefined: leave it. */
async function askForPlace(editor: vscode.TextEditor, code: string): Promise<string | undefined> {
  const { document, selection } = editor;
  const { version } = document;
  const text = withLineFeeds(document.getText());
  const body = code.endsWith("\n") ? code.slice(0, -1) : code;
  const end = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const lines = text.split("\n");
  const first = selection.start.line;
  const isLineEnd = selection.end.character === 0 && !selection.isEmpty;
  const after = selection.end.line + (isLineEnd ? 0 : 1);
  const here = selection.isEmpty
    ? {
        label: "Insert Above the Cursor's Line",
        description: `line ${first + 1}`,
        text: lines.toSpliced(first, 0, body).join("\n"),
      }
    : {
        label: "Replace the Selected Lines",
        description: `${first + 1} to ${after}`,
        text: lines.toSpliced(first, after - first, body).join("\n"),
      };
  const picked = await vscode.window.showQuickPick(
    [
      here,
      { label: "Add at the End", text: `${end}${end === "" ? "" : "\n"}${body}\n` },
      { label: "Replace the Whole File", text: `${body}\n` },
    ],
    {
      placeHolder: `Where in ${nameOf(document.uri)} does this code belong? You will see the change before it is made.`,
    },
  );
  if (picked === undefined || document.version === version) return picked?.text;
  await vscode.window.showWarningMessage(`${nameOf(document.uri)} changed meanwhile. Choose Apply again.`);
  return undefined;
}

/** The code without a first line that only names the file, unless the file has such a line itself. */
function withoutName({ code, isNamedInside }: CodeBlock, fileText: string): string {
  const text = withLineFeeds(code);
  const lineEnd = text.indexOf("\n");
  if (isNamedInside !== true || lineEnd < 0) return text;
  return fileText.split("\n").includes(text.slice(0, lineEnd)) ? text : text.slice(lineEnd + 1);
}

async function symbolsOf({ uri }: vscode.TextDocument): Promise<readonly FileSymbol[]> {
  const symbols = await documentSymbols(uri);
  return symbols.map(({ name, range }) => ({
    name,
    startLine: range.start.line,
    endLine: range.end.line,
  }));
}
