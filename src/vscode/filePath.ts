import type * as vscode from "vscode";

/**
 * The absolute path that privacy judges. The URIs of a notebook's cell and of a new file that has its place already
 * hold the file's path, too. On a virtual file system `fsPath` would name a network share of this machine, which
 * nobody should look for.
 */
export function absolutePathOf(uri: vscode.Uri): string {
  return uri.scheme === "file" || uri.authority === "" ? uri.fsPath : uri.path;
}
