import * as vscode from "vscode";

/** A language server that takes longer does not decide what is meant. */
const symbolDeadlineMs = 1500;

const blockKinds = new Set([
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
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<{ readonly name: string; readonly range: vscode.Range } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), symbolDeadlineMs);
  });
  const asked = vscode.commands.executeCommand<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  try {
    const symbols = (await Promise.race([asked, deadline])) ?? [];
    let found: { readonly name: string; readonly range: vscode.Range } | undefined;
    const open = [...symbols];
    for (let symbol = open.pop(); symbol !== undefined; symbol = open.pop()) {
      const around = "location" in symbol ? symbol.location.range : symbol.range;
      if (!around.contains(range)) continue;
      if (blockKinds.has(symbol.kind) && (found === undefined || found.range.contains(around))) {
        found = { name: symbol.name, range: around };
      }
      if ("children" in symbol) open.push(...symbol.children);
    }
    return found;
  } finally {
    clearTimeout(timer);
  }
}
