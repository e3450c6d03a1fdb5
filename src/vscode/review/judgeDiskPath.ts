import { lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from "node:path";
import { judgePath, stricter, type PathVerdict } from "../../actions/guard/protectedPath";

/** A file on this machine's disk that an edit is meant for; it need not exist. All paths are absolute. */
export interface DiskPlace {
  readonly path: string;
  /** The workspace's folders. */
  readonly folders: readonly string[];
  /** Folders of the editor and of extensions: outside the workspace's folders nothing in them is changed. */
  readonly programs: readonly string[];
  /** Whether the user chose this very file. Only such a file may lie outside the workspace. */
  readonly isChosen: boolean;
}

/** What an edit of the file needs; `place` is where links lead, for a later look whether that is still so. */
export type DiskVerdict = PathVerdict & { readonly place: string };

/**
 * Judges a file as it is named and as links lead to it now, so it must be asked again right before a change.
 *
 * @throws where the disk does not say where the path leads: then the edit must not be made
 */
export async function judgeDiskPath(asked: DiskPlace): Promise<DiskVerdict> {
  // The editor takes `..` back by name, the disk after it has followed links: both must be in order.
  const plain = await judgeSpelling(asked, normalize(asked.path));
  if (plain.path === asked.path) return plain.verdict;
  const { verdict } = await judgeSpelling(asked, asked.path);
  return { ...stricter(plain.verdict, verdict), place: plain.verdict.place };
}

async function judgeSpelling(
  asked: DiskPlace,
  path: string,
): Promise<{ readonly path: string; readonly verdict: DiskVerdict }> {
  const place = await realPathOf(path);
  const verdicts = [await judgePlace(asked, path, place), await judgeFile(place)];
  const verdict = verdicts.reduce(stricter);
  return { path, verdict: { ...verdict, place } };
}

/** By the names of the file, asked and real. */
async function judgePlace(asked: DiskPlace, path: string, place: string): Promise<PathVerdict> {
  const isWindows = process.platform === "win32";
  if (await isInEditorsData(place)) return refuse("It belongs to the editor's own settings and storage.");
  const named = asked.folders.flatMap((folder) => below(folder, path) ?? []);
  const realFolders = await existing(asked.folders);
  const real = realFolders.flatMap((folder) => {
    const inside = below(folder, place);
    return inside === undefined ? [] : [fromHiddenFolder(folder, inside)];
  });
  if (real.length > 0 && (named.length > 0 || asked.isChosen))
    return [...named, ...real].map((each) => judgePath(each, isWindows)).reduce(stricter);
  if (named.length > 0) return refuse("A link leads from it out of the workspace.");
  if (!asked.isChosen) return refuse("It is not inside the workspace.");
  const programs = await existing(asked.programs);
  if (programs.some((folder) => below(folder, place) !== undefined))
    return refuse("It belongs to the editor or to an extension.");
  return [path, place].map((each) => judgePath(withoutRoot(each), isWindows)).reduce(stricter);
}

/** By what stands on the disk at the end of all links. */
async function judgeFile(place: string): Promise<PathVerdict> {
  const found = await orMissing(stat(place));
  if (found === undefined) return { type: "free" };
  if (!found.isFile()) return refuse("It is not a file.");
  return found.nlink > 1
    ? { type: "confirm", why: "The same file has another name on this disk and changes there, too." }
    : { type: "free" };
}

/**
 * The path with all links followed, as far as it exists; the rest is as it is named.
 *
 * @throws where a link leads to nothing or in a circle, or a file stands where a folder should: writing would go
 * somewhere else, or nowhere
 */
async function realPathOf(path: string): Promise<string> {
  const missing: string[] = [];
  // With a separator at the end the disk would not follow a file's link, and say that there is nothing.
  for (let at = withoutLastSeparators(path); ; at = dirname(at)) {
    const real = await orMissing(realpath(at));
    if (real !== undefined) {
      if (missing.length > 0 && !(await stat(real)).isDirectory()) throw new Error("A file is in the way.");
      return join(real, ...missing);
    }
    if ((await orMissing(lstat(at))) !== undefined) throw new Error("A link leads to nothing.");
    // Behind a folder that does not exist, "..” says nothing that could be followed.
    if (basename(at) === "..") throw new Error("The path leads through a folder that does not exist.");
    if (dirname(at) === at) throw new Error("The path has no beginning.");
    missing.unshift(basename(at));
  }
}

function withoutLastSeparators(path: string): string {
  const separators = process.platform === "win32" ? /(?<=[^\\/:])[\\/]+$/u : /(?<=[^/])\/+$/u;
  return path.replace(separators, "");
}

/** Whether an editor of the VS Code family keeps its settings and storage in one of the folders above. */
async function isInEditorsData(place: string): Promise<boolean> {
  for (let at = dirname(place); ; at = dirname(at)) {
    if ((await orMissing(stat(join(at, "User", "globalStorage"))))?.isDirectory() === true) return true;
    if (dirname(at) === at) return false;
  }
}

async function existing(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map((folder) => orMissing(realpath(folder))));
  return real.filter((each) => each !== undefined);
}

async function orMissing<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}

/** The path from a folder to something below it; undefined for everything else. */
function below(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
}

/** A folder such as `.github/workflows` or `.git/hooks` may have been opened by itself: what is in it stays what it is. */
function fromHiddenFolder(folder: string, inside: string): string {
  const names = [basename(dirname(folder)), basename(folder)];
  const first = names.findIndex((name) => name.startsWith("."));
  return first < 0 ? inside : join(...names.slice(first), inside);
}

/** `/etc/hosts` → `etc/hosts`, `C:\a` → `a`, `\\server\share\a` → `server\share\a` */
function withoutRoot(path: string): string {
  return path.replace(/^(?:[a-z]:)?[\\/]+/iu, "");
}

function refuse(why: string): PathVerdict {
  return { type: "refuse", why };
}
