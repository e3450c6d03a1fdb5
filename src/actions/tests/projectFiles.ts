/** The files of one workspace folder that may be looked at. Paths are relative to it, with `/`. */
export interface ProjectFiles {
  /** Every file, without what git, the settings and privacy leave out. */
  readonly paths: readonly string[];
  /** The text as the editor has it, lines ending with `\n`; undefined where it cannot or may not be read. */
  read(path: string): Promise<string | undefined>;
}

/** `src/a` of `src/a/b.ts`; empty for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** `b.ts` of `src/a/b.ts`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path below a folder; the folder may be empty. */
export function joined(folder: string, name: string): string {
  return folder === "" ? name : name === "" ? folder : `${folder}/${name}`;
}

/** The parts of a path or folder; none for the top. */
export function segmentsOf(path: string): readonly string[] {
  return path === "" ? [] : path.split("/");
}

/** Number of parts with which both begin. */
export function sharedStart(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}
