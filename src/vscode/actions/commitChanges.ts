import * as vscode from "vscode";
import { changedFile, namedFile, newFile, type ChangedFile } from "../../actions/commit/changedFile";
import { splitPatch } from "../../chat/tools/splitPatch";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { judgedPathOf } from "../attachments/attachmentReader";
import { untrackedStatus, type GitRepository } from "../attachments/gitExtension";

/** What a commit would hold. Texts are without secrets. */
export interface CommitChanges {
  readonly isStaged: boolean;
  readonly files: readonly ChangedFile[];
  /** Files whose text may not be sent. */
  readonly leftOut: readonly string[];
}

/** Of a new file no more is read. */
const maxNewFileBytes = 400_000;
/** New files that are read; more are only named. */
const maxReadFiles = 60;

/**
 * The staged changes; where nothing is staged all others, new files included where a commit would take them
 * (`git.smartCommitChanges`). Rejects where git fails.
 */
export async function commitChanges(repository: GitRepository, privacy: PrivacyGate): Promise<CommitChanges> {
  const staged = await repository.diff(true);
  const isStaged = staged.trim() !== "";
  const files: ChangedFile[] = [];
  const leftOut: string[] = [];
  const uriOf = (path: string) => vscode.Uri.joinPath(repository.rootUri, path);
  const mayRead = (path: string) => privacy.decide(judgedPathOf(uriOf(path))).isAllowed;
  for (const { paths, text } of splitPatch(isStaged ? staged : await repository.diff(false))) {
    const name = paths.at(-1) ?? "a file whose name cannot be read";
    if (paths.length === 0 || !paths.every(mayRead)) leftOut.push(name);
    else files.push(changedFile(paths, privacy.mask(text).text));
  }
  if (!isStaged) {
    for (const [at, uri] of untrackedFiles(repository).entries()) {
      const path = pathIn(repository.rootUri, uri);
      if (!mayRead(path)) leftOut.push(path);
      else files.push(at < maxReadFiles ? await readNewFile(uri, path, privacy) : namedFile(path, "new"));
    }
  }
  return { isStaged, files, leftOut };
}

function untrackedFiles({ rootUri, state }: GitRepository): readonly vscode.Uri[] {
  const takes = vscode.workspace.getConfiguration("git", rootUri).get<string>("smartCommitChanges");
  if (takes === "tracked") return [];
  return [
    ...state.workingTreeChanges.filter(({ status }) => status === untrackedStatus),
    ...(state.untrackedChanges ?? []),
  ].map(({ uri }) => uri);
}

/** What git would add: what is on the disk, not what an editor shows, and of a link only that it is one. */
async function readNewFile(uri: vscode.Uri, path: string, privacy: PrivacyGate): Promise<ChangedFile> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.SymbolicLink) !== 0) return namedFile(path, "new symbolic link");
    if ((type & vscode.FileType.Directory) !== 0) return namedFile(path, "new folder");
    if (size > maxNewFileBytes) return namedFile(path, `new, ${(size / 1_000_000).toFixed(1)} MB`);
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.includes(0)) return namedFile(path, "new, binary");
    return newFile(path, privacy.mask(new TextDecoder().decode(bytes)).text);
  } catch {
    return namedFile(path, "new"); // Deleted meanwhile, or not to be read.
  }
}

function pathIn(root: vscode.Uri, uri: vscode.Uri): string {
  const start = `${root.path.replace(/\/$/u, "")}/`;
  return uri.path.startsWith(start) ? uri.path.slice(start.length) : uri.path;
}
