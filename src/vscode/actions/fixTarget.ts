import * as vscode from "vscode";
import { fixRange, type LineSpan } from "../../actions/fix/fixRange";
import { targetIn, type ActionTarget } from "./actionTarget";
import { documentSymbols, type DeclaredSymbol } from "./documentSymbols";
import { blockKinds } from "./symbolAround";

/**
 * What is worked on where nothing is selected but a place in the document is meant, such as a problem's: the lines of
 * the symbol around it, or the lines near it. Waits a second and a half for the language server.
 */
export async function targetAround(
  document: vscode.TextDocument,
  place: vscode.Range,
): Promise<ActionTarget> {
  const symbols = await documentSymbols(document.uri);
  const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
  const valid = document.validateRange(place);
  const { startLine, endLine } = fixRange(
    lines,
    { startLine: valid.start.line, endLine: valid.end.line },
    spansOf(symbols),
  );
  return targetIn(document, new vscode.Range(startLine, 0, endLine, lines[endLine]?.length ?? 0));
}

/** Functions and types; at the top level also what else takes several lines, such as a function in a variable. */
function spansOf(symbols: readonly DeclaredSymbol[]): readonly LineSpan[] {
  return symbols
    .filter(
      ({ kind, range, isTop }) => blockKinds.has(kind) || (isTop && !range.isSingleLine && isValue(kind)),
    )
    .map(({ range }) => ({ startLine: range.start.line, endLine: range.end.line }));
}

function isValue(kind: vscode.SymbolKind): boolean {
  const { Variable, Constant, Field, Property } = vscode.SymbolKind;
  return kind === Variable || kind === Constant || kind === Field || kind === Property;
}
