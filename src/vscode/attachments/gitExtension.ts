import * as vscode from "vscode";

/** The part of the Git extension's API (extensions/git/src/api/git.d.ts, version 1, VS Code 1.105) that is used. */
interface GitApi {
  readonly repositories: readonly GitRepository[];
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
}

/** A repository of the workspace. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Empty where the user has them mixed with the others (`git.untrackedChanges`). */
    readonly untrackedChanges?: readonly GitChange[];
  };
  diff(cached?: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly GitCommit[]>;
  /** Compares with the merge base (`ref1...ref2`). */
  diffBetween(ref1: string, ref2: string): Promise<readonly GitChange[]>;
  diffBetween(ref1: string, ref2: string, path: string): Promise<string>;
}

/** The repositories that the editor's own Git extension has open; none where it is off or missing. */
export async function gitRepositories(): Promise<readonly GitRepository[]> {
  const extension = vscode.extensions.getExtension<GitExports>("vscode.git");
  if (extension === undefined) return [];
  try {
    const exports = extension.isActive ? extension.exports : await extension.activate();
    return exports.getAPI(1).repositories;
  } catch {
    return []; // It is switched off (`git.enabled`), or found no git.
  }
}
