import * as vscode from "vscode";
import { FuzzyIndex } from "../../chat/attachables/fuzzyIndex";
import { compileGlob } from "../../privacy/glob";

/** Files that are listed. A workspace with more is searched in its first ones; the editor gives them in no order. */
const maxFiles = 50_000;

/** A file of the workspace. */
export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  /** As the editor shows it: with the folder's name in front where there are several. */
  readonly path: string;
}

/** A file or folder that fits a query. */
interface Hit {
  readonly file: WorkspaceFile;
  readonly score: number;
}

/** The list as it is now, ready to be searched. */
export interface FileList {
  readonly files: readonly WorkspaceFile[];
  /** There are more files than are listed. */
  readonly isCut: boolean;
  searchFiles(query: string, limit: number, boost: (file: WorkspaceFile) => number): readonly Hit[];
  /** Folders that hold a listed file, also deeper down. */
  searchFolders(query: string, limit: number): readonly Hit[];
}

/**
 * The workspace's files without those that `files.exclude` and `search.exclude` name. Listed when they are asked for
 * first; then kept up to date by a watcher, and listed anew when settings or folders change.
 */
export class WorkspaceFiles implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  /** By address; undefined before the first question and after what a watcher cannot follow. */
  #listing: Promise<Map<string, WorkspaceFile>> | undefined;
  #isCut = false;
  #list: FileList | undefined;
  #watcher: vscode.Disposable | undefined;
  #isExcluded: ((segments: readonly string[]) => boolean) | undefined;

  constructor() {
    const forget = () => this.#forget();
    this.#subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("files.exclude") || event.affectsConfiguration("search.exclude"))
          forget();
      }),
    ];
  }

  /** The list as it is now. The first call, and the first after a change of settings, waits for the editor's search. */
  async list(): Promise<FileList> {
    this.#listing ??= this.#find();
    const files = await this.#listing;
    this.#list ??= createList([...files.values()], this.#isCut);
    return this.#list;
  }

  dispose(): void {
    this.#watcher?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #find(): Promise<Map<string, WorkspaceFile>> {
    this.#watch();
    const patterns = excludedPatterns();
    const exclude = patterns.length === 0 ? null : `{${patterns.join(",")}}`;
    const uris = await vscode.workspace.findFiles("**/*", exclude, maxFiles + 1);
    this.#isCut = uris.length > maxFiles;
    const files = new Map<string, WorkspaceFile>();
    for (const uri of uris.slice(0, maxFiles)) files.set(uri.toString(), fileOf(uri));
    return files;
  }

  #watch(): void {
    if (this.#watcher !== undefined) return;
    const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, false);
    const change = (apply: (files: Map<string, WorkspaceFile>) => void) => {
      // Told while the search runs, it comes behind it.
      void this.#listing?.then((files) => {
        apply(files);
        this.#list = undefined;
      });
    };
    this.#watcher = vscode.Disposable.from(
      watcher,
      watcher.onDidCreate((uri) => {
        const file = fileOf(uri);
        if (this.#excludes(file.path)) return;
        void isFile(uri).then((itIs) => {
          if (itIs) change((files) => files.size < maxFiles && files.set(uri.toString(), file));
        });
      }),
      watcher.onDidDelete((uri) =>
        change((files) => {
          if (files.delete(uri.toString())) return;
          // A folder takes what is below it along.
          const folder = `${uri.toString()}/`;
          for (const address of files.keys()) if (address.startsWith(folder)) files.delete(address);
        }),
      ),
    );
  }

  #excludes(path: string): boolean {
    if (this.#isExcluded === undefined) {
      const globs = excludedPatterns().map((pattern) => compileGlob(pattern));
      this.#isExcluded = (segments) => globs.some((matches) => matches(segments));
    }
    return this.#isExcluded(path.split("/"));
  }

  #forget(): void {
    this.#listing = undefined;
    this.#list = undefined;
    this.#isExcluded = undefined;
  }
}

/** What the user has the editor leave out of the explorer and of searches. Conditions (`when`) are not read. */
function excludedPatterns(): readonly string[] {
  const patterns = new Set<string>();
  for (const section of ["files.exclude", "search.exclude"]) {
    const listed = vscode.workspace.getConfiguration().get<Readonly<Record<string, unknown>>>(section, {});
    for (const [pattern, isOn] of Object.entries(listed)) if (isOn === true) patterns.add(pattern);
  }
  return [...patterns];
}

function fileOf(uri: vscode.Uri): WorkspaceFile {
  return { uri, path: vscode.workspace.asRelativePath(uri) };
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false; // Gone again.
  }
}

function createList(files: readonly WorkspaceFile[], isCut: boolean): FileList {
  const sorted = sortedByPath(files);
  let fileIndex: FuzzyIndex | undefined;
  let folders: readonly WorkspaceFile[] | undefined;
  let folderIndex: FuzzyIndex | undefined;
  return {
    files: sorted,
    isCut,
    searchFiles: (query, limit, boost) => {
      fileIndex ??= new FuzzyIndex(sorted.map(({ path }) => path));
      return hits(fileIndex, sorted, query, limit, boost);
    },
    searchFolders: (query, limit) => {
      folders ??= foldersOf(sorted);
      folderIndex ??= new FuzzyIndex(folders.map(({ path }) => path));
      return hits(folderIndex, folders, query, limit, () => 0);
    },
  };
}

function hits(
  index: FuzzyIndex,
  files: readonly WorkspaceFile[],
  query: string,
  limit: number,
  boost: (file: WorkspaceFile) => number,
): readonly Hit[] {
  const boostAt = (at: number): number => {
    const file = files[at];
    return file === undefined ? 0 : boost(file);
  };
  return index.search(query, limit, boostAt).flatMap(({ index: at, score }) => {
    const file = files[at];
    return file === undefined ? [] : [{ file, score }];
  });
}

function foldersOf(files: readonly WorkspaceFile[]): readonly WorkspaceFile[] {
  const folders = new Map<string, WorkspaceFile>();
  for (const { path, uri } of files) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.set(folder, { path: folder, uri: uri.with({ path: uri.path.slice(0, end - path.length) }) });
    }
  }
  return sortedByPath([...folders.values()]);
}

function sortedByPath(files: readonly WorkspaceFile[]): readonly WorkspaceFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
