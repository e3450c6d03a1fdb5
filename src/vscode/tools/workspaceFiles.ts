import { promises as disk, readFileSync } from "node:fs";
import * as vscode from "vscode";
import type { ChatPrivacy } from "../../chat/chatDependencies";
import { isInside, placesInWorkspace } from "../../chat/tools/workspacePath";
import type { Found } from "../../chat/tools/workspaceSource";
import { IgnoreJudge, type IgnoreFileText, type IgnoreRoot } from "../../privacy/ignoreJudge";
import { compileGlob } from "../../privacy/glob";
import { absolutePathOf } from "../filePath";

/** A file of the workspace. */
export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  /** As the model names it. */
  readonly path: string;
}

/** Folders that are never looked through, beside those that the settings exclude. */
const alwaysExcluded = ["**/.git", "**/.hg", "**/.svn", "**/node_modules"];
/** Work done in one go before other extensions get their turn, in milliseconds. */
const sliceMs = 12;

/**
 * Files of the workspace as the tools may see them: inside it also after links were followed, and allowed by privacy.
 */
export class WorkspaceFiles {
  readonly #privacy: Pick<ChatPrivacy, "decide">;

  constructor(privacy: Pick<ChatPrivacy, "decide">) {
    this.#privacy = privacy;
  }

  /** The file or folder that a model names. */
  async find(path: string, kind: "file" | "folder"): Promise<Found<WorkspaceFile>> {
    const places = placesInWorkspace(path, rootsOfWorkspace(), process.platform === "win32");
    if ("problem" in places) return places;
    for (const { root, segments } of places.found) {
      const uri = segments.length === 0 ? root.uri : vscode.Uri.joinPath(root.uri, ...segments);
      const type = await typeOf(uri);
      if (type === undefined) continue;
      if ((type & vscode.FileType.Directory) !== 0) {
        if (kind === "folder") return this.check(uri, "folder");
        return { problem: `${pathOf(uri)} is a folder; list_files shows what is in it.` };
      }
      if ((type & vscode.FileType.File) === 0) continue;
      return this.check(uri, "file");
    }
    return {
      problem: `There is no ${kind} ${path.slice(0, 200)} in the workspace. list_files shows what there is.`,
    };
  }

  /**
   * Why a file may not be seen, as far as its name and what it links to say; undefined when it may. Quicker than
   * `check`: enough where no content is shown, or where the content comes from elsewhere.
   */
  refusal(uri: vscode.Uri): string | undefined {
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return "it is outside the workspace.";
    const decision = this.#privacy.decide(absolutePathOf(uri));
    return decision.isAllowed ? undefined : decision.reason;
  }

  /** Whether a file that exists may be seen; a folder is only held against the workspace's borders. */
  async check(uri: vscode.Uri, kind: "file" | "folder"): Promise<Found<WorkspaceFile>> {
    const path = pathOf(uri);
    if (!(await isInWorkspace(uri, await realRootsOfWorkspace())))
      return { problem: `${path} leads out of the workspace, so it is not shown.` };
    const refusal = kind === "file" ? this.refusal(uri) : undefined;
    return refusal === undefined ? { found: { uri, path } } : { problem: refusal };
  }

  /** Of listed files those that may be seen by their names; a folder that is a link out of the workspace is left out. */
  async visible(files: readonly WorkspaceFile[], signal: AbortSignal): Promise<readonly WorkspaceFile[]> {
    const realRoots = await realRootsOfWorkspace();
    const folders = new Map<string, vscode.Uri>();
    for (const { uri } of files) folders.set(folderOf(uri), vscode.Uri.joinPath(uri, ".."));
    const inside = new Set<string>();
    for (const [folder, uri] of folders) {
      if (await isInWorkspace(uri, realRoots)) inside.add(folder);
    }
    const seen: WorkspaceFile[] = [];
    await inSlices(files, signal, (file) => {
      if (inside.has(folderOf(file.uri)) && this.refusal(file.uri) === undefined) seen.push(file);
    });
    return seen;
  }

  /**
   * Files below a folder that match, sorted by path, without those that git or the settings `files.exclude` and
   * `search.exclude` leave out. Not held against privacy yet.
   */
  async list(
    query: { readonly folder?: vscode.Uri; readonly glob?: string; readonly maxFiles: number },
    signal: AbortSignal,
  ): Promise<{ readonly files: readonly WorkspaceFile[]; readonly isCut: boolean }> {
    const cancel = new vscode.CancellationTokenSource();
    const onAbort = () => cancel.cancel();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      const { folder, maxFiles } = query;
      const include = folder === undefined ? "**/*" : new vscode.RelativePattern(folder, "**/*");
      const uris = await vscode.workspace.findFiles(include, excluded(), maxFiles + 1, cancel.token);
      const matches = query.glob === undefined ? () => true : globTest(query.glob);
      const isIgnored = gitIgnore();
      const files: WorkspaceFile[] = [];
      await inSlices(uris.slice(0, maxFiles), signal, (uri) => {
        const path = pathOf(uri);
        if (matches(path) && !isIgnored(uri)) files.push({ uri, path });
      });
      return {
        files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
        isCut: uris.length > maxFiles,
      };
    } finally {
      signal.removeEventListener("abort", onAbort);
      cancel.dispose();
    }
  }
}

function folderOf(uri: vscode.Uri): string {
  return uri.path.slice(0, uri.path.lastIndexOf("/"));
}

/** Runs `each` over all items without keeping the extension host from its other work. */
async function inSlices<T>(items: readonly T[], signal: AbortSignal, each: (item: T) => void): Promise<void> {
  let startMs = performance.now();
  for (const item of items) {
    if (performance.now() - startMs > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      startMs = performance.now();
    }
    each(item);
  }
}

/** A path for the model: relative, with the folder's name first where there are several. */
export function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).replaceAll("\\", "/");
}

/** Whether a file is in a folder of the workspace, also after its links were followed. */
async function isInWorkspace(uri: vscode.Uri, realRoots: readonly string[]): Promise<boolean> {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return false;
  if (uri.scheme !== "file") return true;
  const ignoresCase = process.platform === "win32" || process.platform === "darwin";
  const real = await realPath(uri);
  return real !== undefined && realRoots.some((root) => isInside(root, real, ignoresCase));
}

async function realRootsOfWorkspace(): Promise<readonly string[]> {
  const roots = rootsOfWorkspace().filter(({ uri }) => uri.scheme === "file");
  const real = await Promise.all(roots.map(({ uri }) => realPath(uri)));
  return real.filter((path) => path !== undefined);
}

async function realPath(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return await disk.realpath(uri.fsPath);
  } catch {
    return undefined;
  }
}

function rootsOfWorkspace(): readonly (IgnoreRoot & { readonly uri: vscode.Uri })[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
    name,
    path: absolutePathOf(uri),
    uri,
  }));
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}

function excluded(): string {
  const patterns = new Set(alwaysExcluded);
  for (const section of ["files.exclude", "search.exclude"]) {
    const entries = vscode.workspace.getConfiguration().get<Readonly<Record<string, unknown>>>(section) ?? {};
    for (const [pattern, isOn] of Object.entries(entries)) if (isOn === true) patterns.add(pattern);
  }
  return `{${[...patterns].join(",")}}`;
}

function globTest(glob: string): (path: string) => boolean {
  const isMatch = compileGlob(
    glob
      .replaceAll("\\", "/")
      .replace(/^\.?\//u, "")
      .toLowerCase(),
  );
  return (path) => isMatch(path.toLowerCase().split("/"));
}

/** What the workspace's `.gitignore` files leave out, read anew; on a virtual file system nothing. */
function gitIgnore(): (uri: vscode.Uri) => boolean {
  const roots = rootsOfWorkspace().filter((root) => root.uri.scheme === "file");
  if (roots.length === 0) return () => false;
  const judge = new IgnoreJudge({
    roots: () => roots,
    names: () => [".gitignore"],
    read: (root, folder, name) =>
      readIgnoreFile(vscode.Uri.joinPath(vscode.Uri.file(root.path), folder, name).fsPath),
  });
  return (uri) => uri.scheme === "file" && judge.reasonFor(uri.fsPath) !== undefined;
}

function readIgnoreFile(path: string): IgnoreFileText {
  try {
    return { state: "text", text: readFileSync(path, "utf8") };
  } catch {
    return { state: "missing" };
  }
}
