import { isGenerated } from "./generatedFiles";

/** A file of a commit to be. Paths are relative to the repository, with `/`. */
export interface ChangedFile {
  readonly path: string;
  /** What happened, such as `modified`, `renamed from src/a.ts, mode 100644 → 100755`. */
  readonly what: string;
  readonly addedLines: number;
  readonly removedLines: number;
  /** Its hunks; empty where there is nothing to read (a mode, a binary file, a renaming). */
  readonly hunks: readonly string[];
  /** Its lines matter less than those of the others. */
  readonly isMinor: boolean;
}

/** A patch of one file as `git diff` writes it; `paths` are its names before and after, one where they are the same. */
export function changedFile(paths: readonly string[], patch: string): ChangedFile {
  const start = patch.search(/^@@/mu);
  const head = start < 0 ? patch : patch.slice(0, start);
  const hunks =
    start < 0
      ? []
      : patch
          .slice(start)
          .split(/^(?=@@)/mu)
          .map((hunk) => hunk.trimEnd());
  const path = paths.at(-1) ?? "";
  const what = whatHappened(paths, head, hunks);
  return {
    path,
    what,
    ...countLines(hunks),
    hunks: what.startsWith("submodule") ? [] : hunks,
    isMinor: isGenerated(path, patch),
  };
}

/** A file that git does not track yet: all of it is added. */
export function newFile(path: string, text: string): ChangedFile {
  const lines = text === "" ? [] : text.replaceAll("\r\n", "\n").replace(/\n$/u, "").split("\n");
  const patch = lines.map((line) => `+${line}`).join("\n");
  return {
    path,
    what: lines.length === 0 ? "new, empty" : "new",
    addedLines: lines.length,
    removedLines: 0,
    hunks: lines.length === 0 ? [] : [patch],
    isMinor: isGenerated(path, patch),
  };
}

/** A file of which nothing is shown. @param what such as `new, binary` */
export function namedFile(path: string, what: string): ChangedFile {
  return { path, what, addedLines: 0, removedLines: 0, hunks: [], isMinor: true };
}

function whatHappened(paths: readonly string[], head: string, hunks: readonly string[]): string {
  const submodule = submoduleChange(hunks);
  if (submodule !== undefined) return submodule;
  const parts: string[] = [];
  const [from = ""] = paths;
  if (/^new file mode 120000/mu.test(head)) parts.push("new symbolic link");
  else if (/^new file mode/mu.test(head)) parts.push("new");
  else if (/^deleted file mode/mu.test(head)) parts.push("deleted");
  else if (/^rename from/mu.test(head)) parts.push(`renamed from ${from}`);
  else if (/^copy from/mu.test(head)) parts.push(`copied from ${from}`);
  const [, oldMode, newMode] = /^old mode (\d+)\r?\nnew mode (\d+)/mu.exec(head) ?? [];
  if (oldMode !== undefined && newMode !== undefined) {
    const isExecutable = /7\d\d$/u.test(newMode);
    if (isExecutable !== /7\d\d$/u.test(oldMode)) {
      parts.push(isExecutable ? "made executable" : "made not executable");
    } else parts.push(`mode ${oldMode} → ${newMode}`);
  }
  if (/^(?:Binary files |GIT binary patch)/mu.test(head)) parts.push("binary");
  if (/^diff --(?:cc|combined) /mu.test(head)) parts.push("merged");
  if (parts.length === 0 || (hunks.length > 0 && parts.every((part) => part.startsWith("m")))) {
    parts.unshift("modified");
  }
  return parts.join(", ");
}

function submoduleChange(hunks: readonly string[]): string | undefined {
  if (hunks.length !== 1) return undefined;
  const lines = hunks[0]?.split("\n").slice(1) ?? [];
  const commits = lines.map((line) => /^([+-])Subproject commit ([0-9a-f]{7,64})/u.exec(line));
  if (commits.length === 0 || commits.some((commit) => commit === null)) return undefined;
  const of = (sign: string) => commits.find((commit) => commit?.[1] === sign)?.[2]?.slice(0, 8);
  const [before, after] = [of("-"), of("+")];
  if (before === undefined) return `submodule added at ${after ?? ""}`;
  return after === undefined ? "submodule removed" : `submodule moved from ${before} to ${after}`;
}

function countLines(hunks: readonly string[]): {
  readonly addedLines: number;
  readonly removedLines: number;
} {
  let addedLines = 0;
  let removedLines = 0;
  for (const hunk of hunks) {
    // A combined diff has two columns of signs.
    for (const line of hunk.split("\n").slice(1)) {
      if (/^(?:\+| \+)/u.test(line)) addedLines += 1;
      else if (/^(?:-| -)/u.test(line)) removedLines += 1;
    }
  }
  return { addedLines, removedLines };
}
