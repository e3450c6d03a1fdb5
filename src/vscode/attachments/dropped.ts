import * as vscode from "vscode";
import type { PendingAttachment } from "../../chat/attachment";
import type { RealPathOf } from "../../privacy/privacyGate";
import type { AttachmentReader } from "./attachmentReader";
import type { FileSource } from "./fileSource";
import { workspacePlace } from "./workspacePlace";

/** What dropping needs of the editor's side. */
interface DropDependencies {
  readonly reader: AttachmentReader;
  readonly folders: FileSource;
  readonly realPathOf: RealPathOf;
}

/**
 * Attachments for addresses that were dropped: files, folders and open documents that really lie in the workspace.
 * For everything else one that says why it is refused.
 */
export async function readDropped(
  addresses: readonly string[],
  dependencies: DropDependencies,
): Promise<readonly PendingAttachment[]> {
  return Promise.all(
    [...new Set(addresses)].flatMap((address) => {
      const text = address.trim();
      // `text/uri-list` may hold comments (RFC 2483).
      return text === "" || text.startsWith("#") ? [] : [readOne(text, dependencies)];
    }),
  );
}

async function readOne(
  address: string,
  { reader, folders, realPathOf }: DropDependencies,
): Promise<PendingAttachment> {
  let uri: vscode.Uri;
  try {
    uri = vscode.Uri.parse(address, true).with({ query: "", fragment: "" });
  } catch {
    return reader.ofRefusal(
      vscode.Uri.from({ scheme: "unknown", path: "/Dropped text" }),
      "It is not the address of a file.",
    );
  }
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (uri.scheme === "untitled" && open !== undefined) return reader.ofDocument(open);
  const place = workspacePlace(uri, realPathOf);
  if (!place.isInside) return reader.ofRefusal(uri, place.reason);
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) === 0) return await reader.ofFile(uri);
  } catch {
    return reader.ofRefusal(uri, "It does not exist any more.");
  }
  return folders.readFolder({ uri, path: folderPathOf(uri) });
}

/** As the list of files has it; empty for the only root of the workspace. */
function folderPathOf(uri: vscode.Uri): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isRoot = folders.some(
    (folder) => folder.uri.path.replace(/\/$/u, "") === uri.path.replace(/\/$/u, ""),
  );
  if (!isRoot) return vscode.workspace.asRelativePath(uri).replace(/\/$/u, "");
  return folders.length === 1 ? "" : (vscode.workspace.getWorkspaceFolder(uri)?.name ?? "");
}
