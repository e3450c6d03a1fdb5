import * as vscode from "vscode";
import { documentSymbols, innermostAround, type DeclaredSymbol } from "./documentSymbols";

/** Functions, classes and the like: what can be written again as a whole. */
export const blockKinds: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
]);

/** The innermost function, class or the like around a range, as the language server names it. */
export async function symbolAround(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
): Promise<Pick<DeclaredSymbol, "name" | "range"> | undefined> {
  return innermostAround(await documentSymbols(uri), range, ({ kind }) => blockKinds.has(kind));
}
