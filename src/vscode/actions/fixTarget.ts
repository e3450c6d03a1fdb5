import * as vscode from "vscode";
import { fixRange, type LineSpan } from "../../actions/fix/fixRange";
import { targetIn, type ActionTarget } from "./actionTarget";
import { serverAnswer, serverLimit } from "./fixServerAnswer";

/** Declarations that can be written again as a whole. */
const wholeKinds: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
]);

/**
 * What is worked on where nothing is selected but a place in the document is meant, such as a problem's: the lines of
 * the symbol around it, or the lines near it. Waits a second and a half for the language server.
 */
export async function targetAround(
  document: vscode.TextDocument,
  place: vscode.Range,
): Promise<ActionTarget> {
  const limit = serverLimit(new AbortController().signal);
  const symbols = await serverAnswer<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]>(
    limit,
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
  const valid = document.validateRange(place);
  const { startLine, endLine } = fixRange(
    lines,
    { startLine: valid.start.line, endLine: valid.end.line },
    spansOf(symbols ?? []),
  );
  return targetIn(document, new vscode.Range(startLine, 0, endLine, lines[endLine]?.length ?? 0));
}

/** Functions and types; at the top level also what else takes several lines, such as a function in a variable. */
function spansOf(
  symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
): readonly LineSpan[] {
  const spans: LineSpan[] = [];
  const add = (symbol: vscode.DocumentSymbol | vscode.SymbolInformation, isTop: boolean) => {
    // What the editor gives for a tree has a `location`, too.
    const range = "children" in symbol ? symbol.range : symbol.location.range;
    if (wholeKinds.has(symbol.kind) || (isTop && !range.isSingleLine && isValue(symbol.kind))) {
      spans.push({ startLine: range.start.line, endLine: range.end.line });
    }
    if ("children" in symbol)
      for (const child of symbol.children) add(child, isContainer(symbol.kind) && isTop);
  };
  for (const symbol of symbols) add(symbol, true);
  return spans;
}

function isValue(kind: vscode.SymbolKind): boolean {
  const { Variable, Constant, Field, Property } = vscode.SymbolKind;
  return kind === Variable || kind === Constant || kind === Field || kind === Property;
}

function isContainer(kind: vscode.SymbolKind): boolean {
  const { Module, Namespace, Package, File } = vscode.SymbolKind;
  return kind === Module || kind === Namespace || kind === Package || kind === File;
}
