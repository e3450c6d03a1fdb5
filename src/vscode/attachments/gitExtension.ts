import * as vscode from "vscode";

/** The part of the Git extension's API (extensions/git/src/api/git.d.ts, version 1, VS Code 1.105) that is used. */
interface GitApi {
  readonly repositories: readonly GitRepository[];
  /** The innermost repository that holds this file, as far as it is open. */
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitExports {
  getAPI(version: 1): GitApi;
}

/** A file in a difference. */
interface GitChange {
  readonly uri: vscode.Uri;
  /** One of the API's `Status`. */
  readonly status: number;
}

/** `Status.UNTRACKED`: a new file that was not added yet. */
export const untrackedStatus = 7;

/** A commit as the log gives it, the newest first. */
export interface GitCommit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorName?: string;
  readonly authorEmail?: string;
}

/** A repository of the workspace. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** The box for the commit's message. */
  readonly inputBox: { value: string };
  readonly state: {
    /** What is checked out; undefined before the first commit. */
    readonly HEAD: { readonly name?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Empty where the user has them mixed with the others (`git.untrackedChanges`). */
    readonly untrackedChanges?: readonly GitChange[];
  };
  diff(cached?: boolean): Promise<string>;
  /** A value of the repository's own configuration; rejects, or is empty, where it has none. */
  getConfig(key: string): Promise<string>;
  /** A value of the user's configuration; as above. */
  getGlobalConfig(key: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly GitCommit[]>;
  /** Compares with the merge base (`ref1...ref2`). */
  diffBetween(ref1: string, ref2: string): Promise<readonly GitChange[]>;
  diffBetween(ref1: string, ref2: string, path: string): Promise<string>;
}

/** The repositories that the editor's own Git extension has open; none where it is off or missing. */
export async function gitRepositories(): Promise<readonly GitRepository[]> {
  return (await gitApi())?.repositories ?? [];
}

/** The innermost open repository that holds this file. */
export async function gitRepositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
  return (await gitApi())?.getRepository(uri) ?? undefined;
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExports>("vscode.git");
  if (extension === undefined) return undefined;
  try {
    const exports = extension.isActive ? extension.exports : await extension.activate();
    return exports.getAPI(1);
  } catch {
    return undefined; // It is switched off (`git.enabled`), or found no git.
  }
}
