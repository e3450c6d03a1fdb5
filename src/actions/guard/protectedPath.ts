import { compileGlob } from "../../privacy/glob";
import { protectedGroups, untouchableFolders } from "./protectedNames";

/** What an edit of a file needs. `why` is a sentence for the person. */
export type PathVerdict =
  | { readonly type: "free" }
  | { readonly type: "confirm"; readonly why: string }
  | { readonly type: "refuse"; readonly why: string };

const free: PathVerdict = { type: "free" };
const maxPathChars = 4_096;

/** Names that are devices on Windows, with any ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?$/isu;

/** What Windows makes of a long name (`.git` → `GIT~1`); it opens the same file, on its disks also from WSL. */
const shortName = /^(?=[^.]{3,8}(?:\.|$))[^.~]+~[0-9]{1,6}(?:\.[^.]{0,3})?$/u;

/**
 * What an edit of this file needs. The path is relative to its workspace folder, with any separators; `.` and `..` are
 * resolved by name, so links are for the caller to follow and to ask about again.
 *
 * Letter case, invisible characters, compatibility forms, blanks and dots at the end and streams make no difference:
 * some file system opens the same file under each of them. Names that stand for another file in ways that cannot be
 * read from them are refused.
 *
 * @param isWindows refuses also what is an ordinary name elsewhere: devices, and names with signs that Windows gives a
 * meaning
 */
export function judgePath(path: string, isWindows = true): PathVerdict {
  if (path.length > maxPathChars) return refuse("Its path is too long to be judged.");
  if (/\p{Cc}/u.test(path)) return refuse("Its path holds characters that cannot be seen.");
  if (/^(?:[\\/]|[a-z]:|[a-z][a-z0-9+.-]+:[\\/])/iu.test(path))
    return refuse("It is not inside the workspace.");
  const verdict = judgeNames(path.split(/[\\/]+/u), isWindows);
  // Elsewhere a backslash is a sign as any other: `.git/..\x` is a file in `.git`. A model may mean either.
  return isWindows || !path.includes("\\")
    ? verdict
    : stricter(verdict, judgeNames(path.split("/"), isWindows));
}

function judgeNames(written: readonly string[], isWindows: boolean): PathVerdict {
  const names: string[] = [];
  for (const name of written) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      if (names.pop() === undefined) return refuse("It is not inside the workspace.");
    } else names.push(name);
  }
  if (names.length === 0) return refuse("It is a folder, not a file.");
  const riddle = names.map((name) => riddleIn(name, isWindows)).find((each) => each !== undefined);
  return riddle === undefined ? judgeSegments(names.flatMap(foldedParts)) : refuse(riddle);
}

/** The stricter of two verdicts; of two that are equally strict, the first. */
export function stricter(one: PathVerdict, other: PathVerdict): PathVerdict {
  return rank[other.type] > rank[one.type] ? other : one;
}

const rank = { free: 0, confirm: 1, refuse: 2 } satisfies Record<PathVerdict["type"], number>;

function refuse(why: string): PathVerdict {
  return { type: "refuse", why };
}

/** Why it cannot be told from a name which file it opens. */
function riddleIn(name: string, isWindows: boolean): string | undefined {
  const parts = foldedParts(name);
  // Windows drops dots and blanks at the end: of such a name nothing, or the parent folder, is left.
  if (parts.length === 0) return "Its path holds a name without a letter or digit.";
  if (parts.some((part) => shortName.test(part))) return "Its path holds a short name of Windows.";
  // macOS: `file/..namedfork/data` opens the file itself.
  if (parts.includes("..namedfork")) return "Its path leads into a file.";
  if (!isWindows) return undefined;
  if (parts.some((part) => deviceName.test(part))) return "Its path holds the name of a device.";
  return /[:*?"<>|]/u.test(name) ? "Its path holds signs that no name of a file has on Windows." : undefined;
}

/**
 * A name as the most forgiving file systems compare it: HFS+ and case-folding ext4 skip what cannot be seen, Windows
 * cuts streams, dots and blanks off. Usually one part; more where a compatibility form stands for a separator.
 */
function foldedParts(name: string): readonly string[] {
  return name
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC")
    .split(/[\\/]+/u)
    .map((part) => part.replace(/:.*$/su, "").replace(/[. ]+$/u, ""))
    .filter((part) => part !== "");
}

function judgeSegments(segments: readonly string[]): PathVerdict {
  if (segments.some((segment) => untouchable.has(segment)))
    return refuse("It belongs to version control's own files.");
  const file = segments.slice(-1);
  const group = rules.find(({ folders, files }) => folders(segments) || files(file));
  return group === undefined ? free : { type: "confirm", why: group.why };
}

const untouchable: ReadonlySet<string> = new Set(untouchableFolders);
const rules = protectedGroups.map(({ why, folders = [], files = [] }) => ({
  why,
  folders: anyOf(folders),
  files: anyOf(files),
}));

/** Whether any of the patterns fits anywhere in a path; names without signs of a pattern are looked up. */
function anyOf(patterns: readonly string[]): (segments: readonly string[]) => boolean {
  const names = new Set(patterns.filter((pattern) => !/[*?[{/]/u.test(pattern)));
  const globs = patterns.filter((pattern) => !names.has(pattern)).map(compileGlob);
  return (segments) => segments.some((segment) => names.has(segment)) || globs.some((fits) => fits(segments));
}
