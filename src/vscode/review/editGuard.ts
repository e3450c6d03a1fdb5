import { stat } from "node:fs/promises";
import { posix } from "node:path";
import * as vscode from "vscode";
import { judgePath } from "../../actions/guard/protectedPath";
import type { ChatNotice } from "../../chat/protocol";
import { judgeDiskPath, type DiskVerdict } from "./judgeDiskPath";

/**
 * `change`: the user chose the file or works in it. `create`: a model or a rule named the path, whether there is a
 * file or not; it must be inside the workspace.
 */
export type EditOperation = "change" | "create";

/** Whether an edit may be made. */
export type EditAuthorization =
  | { readonly type: "allowed" }
  | {
      /** Only after a confirmation of its own, which shows the whole change (confirmProtectedEdit.ts). */
      readonly type: "confirm";
      /** A sentence for the person. */
      readonly why: string;
      /** Where links lead now; a yes counts for this place only. */
      readonly place: string;
    }
  | { readonly type: "refused"; readonly notice: ChatNotice };

const allowed: EditAuthorization = { type: "allowed" };

/**
 * Whether a document may be edited: asked before a token is spent, and again right before the change, because links
 * may lead elsewhere by then. Reads names and attributes only. Whatever cannot be found out is refused; no setting
 * changes that.
 */
export async function authorizeEdit(uri: vscode.Uri, operation: EditOperation): Promise<EditAuthorization> {
  try {
    if (uri.scheme === "untitled") return await authorizeUntitled(uri, operation);
    const file = uri.scheme === "vscode-notebook-cell" ? notebookOf(uri) : uri;
    if (file?.scheme === "untitled") return allowed;
    if (file === undefined || vscode.workspace.fs.isWritableFileSystem(file.scheme) !== true) {
      return refused(
        "This editor shows something that cannot be changed.",
        "Open the file itself and select there.",
      );
    }
    if (await isReadOnly(file)) {
      return refused(`${nameOf(file)} is read-only.`, "Make it writable, or explain the selection instead.");
    }
    return await authorizePlace(file, operation, isShown(file));
  } catch {
    return refused(
      `Where ${nameOf(uri)} leads cannot be found out, so it is not changed.`,
      "Make the change by hand.",
    );
  }
}

/** An unsaved document may have its place already: then saving makes it that file. */
async function authorizeUntitled(uri: vscode.Uri, operation: EditOperation): Promise<EditAuthorization> {
  if (!uri.path.startsWith("/")) return allowed;
  const { scheme, authority } = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  return authorizePlace(uri.with({ scheme, authority }), operation, isShown(uri));
}

async function authorizePlace(
  file: vscode.Uri,
  operation: EditOperation,
  isOpen: boolean,
): Promise<EditAuthorization> {
  const isChosen = operation === "change" && isOpen;
  const verdict = file.scheme === "file" ? await judgeOnDisk(file, isChosen) : judgeVirtual(file, isChosen);
  switch (verdict.type) {
    case "free":
      return allowed;
    case "confirm":
      return verdict;
    case "refuse":
      return refused(`Midfill does not change ${nameOf(file)}. ${verdict.why}`, "Make the change by hand.");
  }
}

function judgeOnDisk(file: vscode.Uri, isChosen: boolean): Promise<DiskVerdict> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return judgeDiskPath({
    path: file.fsPath,
    folders: folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath),
    programs: [vscode.env.appRoot, ...vscode.extensions.all.map(({ extensionPath }) => extensionPath)].filter(
      (path) => path !== "",
    ),
    isChosen,
  });
}

/** On a file system of an extension: by the name alone, for nobody can follow its links. */
function judgeVirtual(file: vscode.Uri, isChosen: boolean): DiskVerdict {
  const place = file.toString();
  const refuse = (why: string): DiskVerdict => ({ type: "refuse", why, place });
  if (file.scheme === "vscode-userdata")
    return refuse("It belongs to the editor's own settings and storage.");
  if (posix.normalize(file.path) !== file.path) return refuse("Its path is not a plain one.");
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri.path.replace(/\/*$/u, "/");
  if (folder === undefined && !isChosen) return refuse("It is not inside the workspace.");
  const path =
    folder !== undefined && file.path.startsWith(folder) ? file.path.slice(folder.length) : file.path;
  return { ...judgePath(path.replace(/^\/+/u, ""), false), place };
}

/** The notebook's file, which holds the cell. */
function notebookOf(cell: vscode.Uri): vscode.Uri | undefined {
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some(({ document }) => String(document.uri) === String(cell)),
  )?.uri;
}

/** Whether the user has it before the eyes or in a tab; what only a program has opened does not count. */
function isShown(uri: vscode.Uri): boolean {
  const wanted = String(uri);
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return [
    ...vscode.window.visibleTextEditors.map(({ document }) => document.uri),
    ...tabs.flatMap(({ input }) => {
      if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
      return input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook
        ? [input.uri]
        : [];
    }),
  ].some((each) => String(each) === wanted);
}

async function isReadOnly(file: vscode.Uri): Promise<boolean> {
  try {
    // The editor reports a file without write permission as writable, so ask the disk where there is one.
    if (file.scheme === "file") return ((await stat(file.fsPath)).mode & 0o222) === 0;
    const { permissions = 0 } = await vscode.workspace.fs.stat(file);
    return (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    // Deleted from the disk or not reachable now: the editor's own text can still be changed.
    return false;
  }
}

function nameOf(uri: vscode.Uri): string {
  return posix.basename(uri.path);
}

function refused(message: string, nextStep: string): EditAuthorization {
  return { type: "refused", notice: { message, nextStep, remedies: [] } };
}
