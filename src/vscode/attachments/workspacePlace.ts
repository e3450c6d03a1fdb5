import * as vscode from "vscode";
import type { RealPathOf } from "../../privacy/privacyGate";

/** Where an address leads, or the sentence why it is not followed. */
export type WorkspacePlace =
  { readonly isInside: true } | { readonly isInside: false; readonly reason: string };

/**
 * Whether an address that came from outside (dropped, or linked in a prompt) lies in the workspace, also after links
 * were followed.
 */
export function workspacePlace(uri: vscode.Uri, realPathOf: RealPathOf): WorkspacePlace {
  const name = uri.path.split("/").at(-1) ?? "";
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) {
    return outside(`${name} is not in this workspace. Open it in the editor and attach it from there.`);
  }
  if (uri.scheme !== "file") return { isInside: true };
  try {
    const real = realPathOf(uri.fsPath);
    if (real === undefined) return outside(`${name} does not exist any more.`);
    const isInside = (vscode.workspace.workspaceFolders ?? []).some((folder) => {
      const root = folder.uri.scheme === "file" ? realPathOf(folder.uri.fsPath) : undefined;
      return root !== undefined && isBelow(real, root);
    });
    return isInside ? { isInside } : outside(`${name} is a link that leads out of this workspace.`);
  } catch {
    return outside(`Where ${name} leads cannot be found out.`);
  }
}

function outside(reason: string): WorkspacePlace {
  return { isInside: false, reason };
}

function isBelow(path: string, root: string): boolean {
  const [inner, outer] = [path, root].map((each) => vscode.Uri.file(each).path.replace(/\/+$/u, ""));
  return inner === outer || (inner?.startsWith(`${outer}/`) ?? false);
}
