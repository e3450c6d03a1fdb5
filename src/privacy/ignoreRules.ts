import ignore from "ignore";

/** An ignore file in gitignore's syntax (git's documentation, gitignore(5)). */
export interface IgnoreFile {
  /** The folder it lies in, relative to the root with `/`; empty for the root. */
  readonly folder: string;
  /** Such as `.midfillignore`. */
  readonly name: string;
  readonly text: string;
}

/** What leaves a path out. */
export interface IgnoreMatch {
  /** The ignore file, relative to the root. */
  readonly file: string;
  /** The line as it is written there. */
  readonly line: string;
}

/**
 * More `**` than this in one line are not matched in reasonable time by the library's expressions: six of them on a
 * path of 60 folders took 2.7 s, four 10 to 34 ms.
 */
const maxGlobstars = 4;
/** The library remembers every path it has judged; it is made anew after so many. */
const maxJudgedPaths = 2_000;

/**
 * Reads ignore files as git does: the last matching line wins, a file in a nearer folder comes later, and nothing
 * inside a folder that is left out can be taken back in. Letter case makes no difference, because a file system may
 * think so too.
 *
 * @param files the root's first, deeper folders' later
 * @returns what leaves out a path relative to the root (with `/`), or undefined
 */
export function compileIgnoreFiles(files: readonly IgnoreFile[]): (path: string) => IgnoreMatch | undefined {
  const marks: IgnoreMatch[] = [];
  const patterns = files.flatMap(({ folder, name, text }) =>
    text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .flatMap((line) => {
        const pattern = patternFromRoot(line, folder);
        if (pattern === undefined) return [];
        marks.push({ file: folder === "" ? name : `${folder}/${name}`, line: line.trim() });
        return [{ pattern, mark: String(marks.length - 1) }];
      }),
  );
  if (patterns.length === 0) return () => undefined;
  let rules = ignore().add(patterns);
  let judgedPaths = 0;
  return (path) => {
    if (!ignore.isPathValid(path)) return undefined;
    if (++judgedPaths > maxJudgedPaths) {
      rules = ignore().add(patterns);
      judgedPaths = 0;
    }
    const { rule } = rules.test(path);
    return rule === undefined ? undefined : marks[Number(rule.mark)];
  };
}

/** A line of a folder's ignore file as it would stand in the root's; undefined where it says nothing. */
function patternFromRoot(line: string, folder: string): string | undefined {
  if (line.startsWith("#")) return undefined;
  const isNegated = line.startsWith("!");
  // Blanks at the end count only behind a backslash.
  const written = (isNegated ? line.slice(1) : line).replace(/(?<!\\) +$/, "");
  if (written.trim() === "") return undefined;
  const body = withFewGlobstars(written);
  // A line that takes files back in must not take in more than it says.
  if (isNegated && body !== written) return undefined;
  const sign = isNegated ? "!" : "";
  if (folder === "") return sign + body;
  const place = `/${folder.replaceAll(/[\\*?[\]#! ]/g, "\\$&")}`;
  // A slash at the start or in the middle ties the line to its folder; without one it holds at any depth.
  const isTied = /\/(?!$)/.test(body);
  return `${sign}${place}${isTied ? `/${body.replace(/^\//, "")}` : `/**/${body}`}`;
}

/** Cut behind the last `**` that counts: such a line leaves out more than was written, never less. */
function withFewGlobstars(pattern: string): string {
  const globstars = [...pattern.matchAll(/\*{2,}/g)];
  const last = globstars[maxGlobstars - 1];
  return globstars.length <= maxGlobstars || last === undefined
    ? pattern
    : pattern.slice(0, last.index + last[0].length);
}
