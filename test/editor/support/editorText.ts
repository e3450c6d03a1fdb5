import type * as vscode from "vscode";
import { withCursor } from "./cursorMark";

/** The editor's text with `█` at the caret, or around the selection: what `openDocument` takes. */
export function editorText(editor: vscode.TextEditor): string {
  const { document, selection } = editor;
  return withCursor({
    text: document.getText(),
    anchor: document.offsetAt(selection.anchor),
    active: document.offsetAt(selection.active),
  });
}
