/** A file's text, or the sentence why there is none. */
export type FolderFileText =
  { readonly isText: true; readonly text: string } | { readonly isText: false; readonly reason: string };

/** What of a folder goes along. */
export interface FolderText {
  readonly text: string;
  /** Paths, as they were given, of the files whose text is in it. */
  readonly included: readonly string[];
}

/** All of a folder's text, in UTF-16 code units: about 25,000 tokens of code. */
const maxFolderChars = 60_000;
const maxTreeLines = 400;
/** Files that are opened to see whether they fit. */
const maxReads = 200;
/** Less room than this is not worth opening another file. */
const minRoomChars = 200;
const maxNamedReasons = 20;

/**
 * A folder as text: what is in full and what is not, the tree of all its files, then the files that fit, those nearest
 * to the top first. `paths` are relative to the folder. `read` gets the characters that are left.
 */
export async function folderText(
  paths: readonly string[],
  read: (path: string, maxChars: number) => Promise<FolderFileText>,
): Promise<FolderText> {
  const tree = folderTree(paths);
  const parts: string[] = [];
  const included: string[] = [];
  const leftOut: string[] = [];
  let roomChars = maxFolderChars - tree.length;
  let readCount = 0;
  for (const path of paths.toSorted(nearestFirst)) {
    if (roomChars < minRoomChars || readCount === maxReads) break;
    readCount++;
    // oxlint-disable-next-line no-await-in-loop -- the next file's room depends on this one
    const found = await read(path, roomChars);
    if (found.isText) {
      const part = `--- ${plain(path)} ---\n${found.text}${found.text.endsWith("\n") ? "" : "\n"}`;
      parts.push(part);
      included.push(path);
      roomChars -= part.length;
    } else leftOut.push(`${plain(path)}: ${found.reason}`);
  }
  const text = [told(paths.length, included.length, leftOut), tree, ...parts].join("\n\n");
  return { text, included };
}

function told(fileCount: number, includedCount: number, leftOut: readonly string[]): string {
  const head =
    includedCount === fileCount
      ? `All ${fileCount} files in full.`
      : `${includedCount} of ${fileCount} files in full; the others are only named.`;
  const named = leftOut.slice(0, maxNamedReasons).map((line) => `- ${line}`);
  const more = leftOut.length - named.length;
  return [head, ...named, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

/** The files indented below their folders, a line each; what is beyond 400 lines is counted. */
function folderTree(paths: readonly string[]): string {
  const lines: string[] = [];
  let open: readonly string[] = [];
  let leftOut = 0;
  for (const path of paths.toSorted()) {
    const segments = path.split("/");
    const folders = segments.slice(0, -1);
    let shared = 0;
    while (shared < folders.length && open[shared] === folders[shared]) shared++;
    const added = folders.length - shared + 1;
    if (lines.length + added > maxTreeLines) {
      leftOut++;
      continue;
    }
    for (let depth = shared; depth < folders.length; depth++) {
      lines.push(`${"  ".repeat(depth)}${plain(folders[depth] ?? "")}/`);
    }
    open = folders;
    lines.push(`${"  ".repeat(folders.length)}${plain(segments.at(-1) ?? "")}`);
  }
  if (leftOut > 0) lines.push(`(and ${leftOut.toLocaleString("en")} more files)`);
  return lines.join("\n");
}

function nearestFirst(a: string, b: string): number {
  return a.split("/").length - b.split("/").length || (a < b ? -1 : a > b ? 1 : 0);
}

/** A name as one line. */
function plain(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}]/gu, "");
}
