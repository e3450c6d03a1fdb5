import * as vscode from "vscode";
import { serverAnswer, serverLimit } from "./serverAnswer";

/** A declaration, as a language server knows it. */
export interface DeclaredSymbol {
  readonly name: string;
  readonly kind: vscode.SymbolKind;
  readonly range: vscode.Range;
  /** Where its name stands; the first line of a server that does not say. */
  readonly nameLine: number;
  /** It stands in nothing but modules, namespaces and the like. */
  readonly isTop: boolean;
}

const { Module, Namespace, Package, File } = vscode.SymbolKind;
const containers: ReadonlySet<vscode.SymbolKind> = new Set([Module, Namespace, Package, File]);

/**
 * All symbols of a document, outer ones before what is in them; none where the language server fails or has not
 * answered by the limit, a second and a half where none is given.
 */
export async function documentSymbols(
  uri: vscode.Uri,
  limit: AbortSignal = serverLimit(),
): Promise<readonly DeclaredSymbol[]> {
  const found: DeclaredSymbol[] = [];
  const add = (symbol: vscode.DocumentSymbol | vscode.SymbolInformation, isTop: boolean) => {
    const { name, kind } = symbol;
    // What the editor gives for a tree has a `location`, too.
    const isTree = "children" in symbol;
    const range = isTree ? symbol.range : symbol.location.range;
    const nameLine = (isTree ? symbol.selectionRange : range).start.line;
    found.push({ name, kind, range, nameLine, isTop });
    if (isTree) for (const child of symbol.children) add(child, isTop && containers.has(kind));
  };
  const symbols = await serverAnswer<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]>(
    limit,
    "vscode.executeDocumentSymbolProvider",
    uri,
  );
  for (const symbol of symbols ?? []) add(symbol, true);
  return found;
}

/** The smallest of the symbols around a range that passes. */
export function innermostAround(
  symbols: readonly DeclaredSymbol[],
  range: vscode.Range,
  isMeant: (symbol: DeclaredSymbol) => boolean,
): DeclaredSymbol | undefined {
  let found: DeclaredSymbol | undefined;
  for (const symbol of symbols) {
    if (!symbol.range.contains(range) || !isMeant(symbol)) continue;
    if (found === undefined || found.range.contains(symbol.range)) found = symbol;
  }
  return found;
}
