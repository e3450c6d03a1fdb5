import * as vscode from "vscode";
import { splitPatch } from "../../chat/tools/splitPatch";
import type { Found } from "../../chat/tools/workspaceSource";
import { pathOf, type WorkspaceFiles } from "./workspaceFiles";

/** The part of the built-in Git extension's API that is used (microsoft/vscode, extensions/git/src/api/git.d.ts). */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
}

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly workingTreeChanges: readonly GitChange[];
    /** Since Git API of VS Code 1.85, where the setting `git.untrackedChanges` keeps them apart. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  diff(cached?: boolean): Promise<string>;
  diffBetween(from: string, to: string): Promise<readonly GitChange[]>;
  diffBetween(from: string, to: string, path: string): Promise<string>;
  getCommit(ref: string): Promise<{ readonly hash: string; readonly parents: readonly string[] }>;
}

interface GitChange {
  readonly uri: vscode.Uri;
  /** 7 is UNTRACKED. */
  readonly status: number;
}

const untracked = 7;
const maxFiles = 200;

/**
 * Changes as patches, one for each file that may be seen; a file that may not is named with the reason. The editor's
 * own Git extension is asked: no program is run by us.
 */
export async function gitChanges(
  workspace: WorkspaceFiles,
  query: { readonly isStaged: boolean; readonly path?: string; readonly commit?: string },
): Promise<Found<readonly string[]>> {
  const { isStaged, path, commit } = query;
  const repositories = await openRepositories();
  if (repositories === undefined) return { problem: "Git is switched off in this editor." };
  if (repositories.length === 0) return { problem: "There is no git repository in the workspace." };
  // A name that git would read as an option is none of a commit.
  if (commit !== undefined && !/^[\w][\w./@{}^~+-]{0,199}$/u.test(commit)) {
    return { problem: `“${commit.slice(0, 60)}” is not the name of a commit.` };
  }
  const patches: string[] = [];
  let isKnown = false;
  for (const repository of repositories) {
    let patch: string | undefined;
    try {
      patch = await patchOf(repository, isStaged, commit);
    } catch (error) {
      const reason = error instanceof Error ? ` (${error.message.slice(0, 200)})` : "";
      return { problem: `Git failed in ${pathOf(repository.rootUri)}${reason}.` };
    }
    if (patch === undefined) continue;
    isKnown = true;
    for (const file of splitPatch(patch)) {
      patches.push(...visible(workspace, repository, file, path));
      if (patches.length >= maxFiles) return { found: [...patches, "[More files follow: ask for a path.]"] };
    }
    if (!isStaged && commit === undefined) patches.push(...newFiles(workspace, repository, path));
  }
  return isKnown ? { found: patches } : { problem: `There is no commit “${commit ?? ""}”.` };
}

async function patchOf(
  repository: GitRepository,
  isStaged: boolean,
  commit: string | undefined,
): Promise<string | undefined> {
  if (commit === undefined) return repository.diff(isStaged);
  let found: Awaited<ReturnType<GitRepository["getCommit"]>>;
  try {
    found = await repository.getCommit(commit);
  } catch {
    return undefined; // In a workspace of several repositories it may be another one's.
  }
  const [from = ""] = found.parents;
  // Compared by their common ancestor, so there has to be one.
  if (from === "") throw new Error("the first commit has nothing to be compared with");
  const changes = await repository.diffBetween(from, found.hash);
  const parts: string[] = [];
  for (const { uri } of changes.slice(0, maxFiles)) {
    parts.push(await repository.diffBetween(from, found.hash, uri.fsPath));
  }
  return parts.join("\n");
}

function visible(
  workspace: WorkspaceFiles,
  repository: GitRepository,
  { paths, text }: ReturnType<typeof splitPatch>[number],
  wanted: string | undefined,
): readonly string[] {
  if (paths.length === 0) return ["[A file whose name cannot be read is left out.]"];
  const uris = paths.map((path) => vscode.Uri.joinPath(repository.rootUri, path));
  const last = uris.at(-1) ?? repository.rootUri;
  if (wanted !== undefined && !uris.some((uri) => isBelow(pathOf(uri), wanted))) return [];
  for (const uri of uris) {
    const refusal = workspace.refusal(uri);
    if (refusal !== undefined) return [`[${pathOf(last)} changed: ${refusal}]`];
  }
  return [text];
}

function newFiles(
  workspace: WorkspaceFiles,
  repository: GitRepository,
  wanted: string | undefined,
): readonly string[] {
  const { workingTreeChanges, untrackedChanges = [] } = repository.state;
  const names = [...workingTreeChanges.filter(({ status }) => status === untracked), ...untrackedChanges]
    .filter(({ uri }) => workspace.refusal(uri) === undefined)
    .map(({ uri }) => pathOf(uri))
    .filter((path) => wanted === undefined || isBelow(path, wanted));
  return names.length === 0
    ? []
    : [`[New files that git does not track yet: ${names.slice(0, 100).join(", ")}]`];
}

function isBelow(path: string, wanted: string): boolean {
  const base = wanted
    .replaceAll("\\", "/")
    .replace(/^\.?\/+/u, "")
    .replace(/\/+$/u, "");
  return base === "" || base === "." || path === base || path.startsWith(`${base}/`);
}

async function openRepositories(): Promise<readonly GitRepository[] | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (extension === undefined) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1).repositories : undefined;
}
