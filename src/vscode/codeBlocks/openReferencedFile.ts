import * as vscode from "vscode";
import type { FileReference } from "../../chat/fileReference";
import { pickFile } from "./pickFile";
import type { WorkspaceFiles } from "./workspaceFiles";

/** Opens a file that an answer names, at the lines it names; where several have that name the user chooses. */
export async function openReferencedFile(reference: FileReference, files: WorkspaceFiles): Promise<void> {
  const { path, startLine, endLine } = reference;
  const uris = (await files.find([path])).get(path) ?? [];
  const uri = uris.length > 1 ? await pickFile(uris, `Several files are called ${path}`) : uris[0];
  if (uri === undefined) {
    if (uris.length === 0) await vscode.window.showWarningMessage(`There is no file ${path} any more.`);
    return;
  }
  try {
    const selection =
      startLine === undefined
        ? undefined
        : new vscode.Range(startLine - 1, 0, (endLine ?? startLine) - 1, endLine === undefined ? 0 : 10_000);
    await vscode.commands.executeCommand("vscode.open", uri, {
      preview: true,
      ...(selection === undefined ? {} : { selection }),
    } satisfies vscode.TextDocumentShowOptions);
  } catch {
    await vscode.window.showWarningMessage(`${path} cannot be opened.`);
  }
}
