import * as vscode from "vscode";

/** What answers name is looked for everywhere but here; a whole relative path is found here, too. */
const notSearched = "{**/node_modules/**,**/.git/**}";
const maxFound = 500;
const searchDeadlineMs = 3000;
/** How long an answer counts: a message asks for the same names again when it is scrolled back into view. */
const freshMs = 15_000;

/**
 * Finds files of the workspace by the relative paths, ends of paths or names that an answer gives. Looks at names
 * only; no file is read.
 */
export class WorkspaceFiles {
  readonly #remembered = new Map<string, { readonly uris: readonly vscode.Uri[]; readonly atMs: number }>();

  /** The files for each path: the one that it leads to from a folder of the workspace, else all that end with it. */
  async find(paths: readonly string[]): Promise<ReadonlyMap<string, readonly vscode.Uri[]>> {
    const nowMs = performance.now();
    const found = new Map<string, readonly vscode.Uri[]>();
    const unknown: string[] = [];
    for (const path of paths) {
      const known = this.#remembered.get(path);
      if (known !== undefined && nowMs - known.atMs < freshMs) found.set(path, known.uris);
      else unknown.push(path);
    }
    for (const [path, uris] of await lookUp(unknown)) found.set(path, uris);
    if (this.#remembered.size > 2000) this.#remembered.clear();
    for (const path of unknown) this.#remembered.set(path, { uris: found.get(path) ?? [], atMs: nowMs });
    return found;
  }

  /** Those of the paths for which there is a file. */
  async existing(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await this.find(paths);
    return new Set(paths.filter((path) => (found.get(path)?.length ?? 0) > 0));
  }
}

async function lookUp(paths: readonly string[]): Promise<ReadonlyMap<string, readonly vscode.Uri[]>> {
  const found = new Map<string, readonly vscode.Uri[]>();
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (paths.length === 0 || folders.length === 0) return found;
  await Promise.all(
    paths.map(async (path) => {
      const uris = await Promise.all(folders.map((folder) => fileUnder(folder, path)));
      const there = uris.filter((uri) => uri !== undefined);
      if (there.length > 0) found.set(path, there);
    }),
  );
  const missing = paths.filter((path) => !found.has(path));
  // Braces and commas are signs of the pattern; such names are rare enough to go without a link.
  const names = missing.filter((path) => !/[{},*?[\]]/.test(path));
  if (names.length === 0) return found;
  const source = new vscode.CancellationTokenSource();
  const timer = setTimeout(() => source.cancel(), searchDeadlineMs);
  try {
    const pattern = names.length === 1 ? `**/${names[0]}` : `**/{${names.join(",")}}`;
    const uris = await vscode.workspace.findFiles(pattern, notSearched, maxFound, source.token);
    for (const name of names) {
      const ending = `/${name}`;
      const there = uris.filter((uri) => uri.path.endsWith(ending));
      if (there.length > 0) found.set(name, there);
    }
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
  return found;
}

/** The file at a relative path, which may begin with the folder's own name. */
async function fileUnder(folder: vscode.WorkspaceFolder, path: string): Promise<vscode.Uri | undefined> {
  const withoutFolder = path.startsWith(`${folder.name}/`) ? [path.slice(folder.name.length + 1)] : [];
  for (const each of [path, ...withoutFolder]) {
    const uri = vscode.Uri.joinPath(folder.uri, each);
    if (await isFile(uri)) return uri;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false; // Not there, or not reachable: no link either way.
  }
}
