import * as vscode from "vscode";
import type { FoundProblem, FoundSymbol } from "../../chat/tools/workspaceSource";
import { pathOf } from "./workspaceFiles";

/** A declaration and the file it stands in, which has not been judged yet. */
export interface LocatedSymbol {
  readonly uri: vscode.Uri;
  readonly symbol: FoundSymbol;
}

/** Declarations in the workspace by a part of their name, as the language servers that run find them. */
export async function workspaceSymbols(name: string): Promise<readonly LocatedSymbol[]> {
  const found = await vscode.commands.executeCommand<readonly vscode.SymbolInformation[] | undefined>(
    "vscode.executeWorkspaceSymbolProvider",
    name,
  );
  return (found ?? []).map((each) => located(each));
}

/** Declarations of one file, outer ones before what is in them. */
export async function documentSymbols(uri: vscode.Uri): Promise<readonly FoundSymbol[]> {
  const found = await vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >("vscode.executeDocumentSymbolProvider", uri);
  const path = pathOf(uri);
  // What the editor gives for a tree has a `location`, too.
  return (found ?? []).flatMap((each) =>
    "children" in each ? nested(each, path, "") : [located(each).symbol],
  );
}

function located({
  name,
  kind,
  containerName,
  location: { uri, range },
}: vscode.SymbolInformation): LocatedSymbol {
  return {
    uri,
    symbol: {
      name,
      kind: kindName(kind),
      container: containerName,
      path: pathOf(uri),
      startLine: range.start.line + 1,
      endLine: range.end.line + 1,
    },
  };
}

function nested(symbol: vscode.DocumentSymbol, path: string, container: string): readonly FoundSymbol[] {
  const { name, kind, range, children } = symbol;
  const inner = container === "" ? name : `${container}.${name}`;
  return [
    {
      name,
      kind: kindName(kind),
      container,
      path,
      startLine: range.start.line + 1,
      endLine: range.end.line + 1,
    },
    // What stands in a function is of no use from outside.
    ...(isCallable(kind) ? [] : children.flatMap((child) => nested(child, path, inner))),
  ];
}

function isCallable(kind: vscode.SymbolKind): boolean {
  const { Function: plain, Method, Constructor } = vscode.SymbolKind;
  return kind === plain || kind === Method || kind === Constructor;
}

function kindName(kind: vscode.SymbolKind): string {
  return vscode.SymbolKind[kind].replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();
}

const severities = ["error", "warning", "information", "hint"] as const;

/** What is reported of the files that `isWanted`, errors first. */
export function reportedProblems(isWanted: (uri: vscode.Uri) => boolean): readonly FoundProblem[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([uri]) => isWanted(uri))
    .flatMap(([uri, diagnostics]) => diagnostics.map((diagnostic) => problemOf(uri, diagnostic)))
    .toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
}

function problemOf(
  uri: vscode.Uri,
  { severity, message, range, source, code }: vscode.Diagnostic,
): FoundProblem {
  const id = typeof code === "object" ? code.value : code;
  return {
    path: pathOf(uri),
    line: range.start.line + 1,
    severity: severities[severity] ?? "hint",
    message,
    source: [source, id].filter((part) => part !== undefined && part !== "").join(" "),
  };
}
