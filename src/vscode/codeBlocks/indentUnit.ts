import type * as vscode from "vscode";
import type { IndentUnit } from "../../actions/answer/indentation";

/** How an editor indents, as its options say; four spaces without one. */
export function indentUnitOf(editor: vscode.TextEditor | undefined): IndentUnit {
  if (editor?.options.insertSpaces === false) return "tab";
  return typeof editor?.options.tabSize === "number" ? editor.options.tabSize : 4;
}
