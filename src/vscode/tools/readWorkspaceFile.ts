import { promises as disk } from "node:fs";
import * as vscode from "vscode";
import type { Found } from "../../chat/tools/workspaceSource";

/**
 * A file's bytes, unless it is larger than `maxBytes` (then its size). On the disk the file that links lead to is read
 * if it is a plain one, so that a pipe or a device cannot hold the reader.
 */
export async function readBytes(
  uri: vscode.Uri,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array } | { readonly sizeBytes: number } | undefined> {
  try {
    if (uri.scheme === "file") {
      const stat = await disk.stat(uri.fsPath);
      if (!stat.isFile()) return undefined;
      return stat.size > maxBytes ? { sizeBytes: stat.size } : { bytes: await disk.readFile(uri.fsPath) };
    }
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > maxBytes ? { sizeBytes: size } : { bytes: await vscode.workspace.fs.readFile(uri) };
  } catch {
    return undefined;
  }
}

/** A document that the editor has and the disk has not: unsaved changes. */
function unsavedText(uri: vscode.Uri): string | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments
    .find((document) => document.isDirty && document.uri.toString() === key)
    ?.getText();
}

/** Larger files are data, or generated. */
const maxReadBytes = 5_000_000;

/** A file's text as the editor would show it, in the encoding that the settings say. */
export async function readWorkspaceText(uri: vscode.Uri, path: string): Promise<Found<string>> {
  const unsaved = unsavedText(uri);
  if (unsaved !== undefined) return { found: unsaved };
  const read = await readBytes(uri, maxReadBytes);
  if (read === undefined) return { problem: `${path} cannot be read.` };
  if ("sizeBytes" in read) {
    return {
      problem: `${path} is too large to read (${(read.sizeBytes / 1_000_000).toFixed(1)} MB). search_text may find the part that matters.`,
    };
  }
  try {
    const text = await vscode.workspace.decode(read.bytes, { uri });
    return text.includes("\0") ? { problem: `${path} is not a text file.` } : { found: text };
  } catch {
    return { problem: `${path} is not a text file.` };
  }
}
