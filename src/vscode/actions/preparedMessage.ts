import * as vscode from "vscode";

const mergeFiles = ["MERGE_MSG", "SQUASH_MSG", "rebase-merge/message"];

/**
 * Whether git itself has prepared this message, for a merge, a squash, a revert, or a commit that is picked or moved:
 * what it says comes from elsewhere and cannot be told from the changes.
 */
export async function isPreparedMessage(root: vscode.Uri, message: string): Promise<boolean> {
  const words = withoutComments(message);
  if (words === "") return false;
  if (/^Merge (?:branch|branches|remote-tracking branch|commit|tag) /u.test(words)) return true;
  const folder = await gitFolder(root);
  if (folder === undefined) return false;
  for (const name of mergeFiles) {
    const text = await read(vscode.Uri.joinPath(folder, name));
    if (text !== undefined && withoutComments(text) === words) return true;
  }
  return false;
}

/** In a worktree and in a submodule `.git` is a file that names the folder (gitrepository-layout). */
async function gitFolder(root: vscode.Uri): Promise<vscode.Uri | undefined> {
  const entry = vscode.Uri.joinPath(root, ".git");
  try {
    const { type } = await vscode.workspace.fs.stat(entry);
    if ((type & vscode.FileType.Directory) !== 0) return entry;
  } catch {
    return undefined;
  }
  const path = /^gitdir: (.+)$/mu.exec((await read(entry)) ?? "")?.[1]?.trim();
  if (path === undefined) return undefined;
  return /^(?:[/\\]|[a-z]:)/iu.test(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(root, path);
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function withoutComments(message: string): string {
  return message.replaceAll("\r\n", "\n").replaceAll(/^#.*$/gmu, "").trim();
}
