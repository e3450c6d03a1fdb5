/** What of a diff may be sent. */
export interface AllowedDiff {
  readonly text: string;
  /** Of all files in `text`, as the diff names them. */
  readonly paths: readonly string[];
  /** A sentence for each file that was left out. */
  readonly leftOut: readonly string[];
}

/** One file's part of a diff is cut behind so many characters: a lock file must not crowd out the rest. */
const maxSectionChars = 30_000;

/**
 * Takes from a diff (`git diff`) every file that must not be sent. Both names of a renamed file count; a part whose
 * file cannot be told is left out.
 *
 * @param refusalOf the reason why a path is kept here, or undefined
 */
export function allowedDiff(diff: string, refusalOf: (path: string) => string | undefined): AllowedDiff {
  const kept: string[] = [];
  const paths: string[] = [];
  const leftOut: string[] = [];
  for (const section of sectionsOf(diff)) {
    const names = namesIn(section);
    const refusal =
      names.length === 0
        ? "A part was left out, as its file's name cannot be read."
        : names.map(refusalOf).find((each) => each !== undefined);
    if (refusal !== undefined) {
      leftOut.push(refusal);
      continue;
    }
    paths.push(...names);
    kept.push(cut(section));
  }
  return { text: kept.join(""), paths: [...new Set(paths)], leftOut };
}

function sectionsOf(diff: string): readonly string[] {
  // What stands before the first file (nothing, in git's own diffs) cannot be judged.
  return diff.split(/^(?=diff --(?:git|cc|combined) )/mu).filter((section) => section.startsWith("diff --"));
}

function cut(section: string): string {
  if (section.length <= maxSectionChars) return section;
  const end = section.lastIndexOf("\n", maxSectionChars - 1) + 1;
  const lines = section.slice(end).split("\n").length - 1;
  return `${section.slice(0, end)}(${lines.toLocaleString("en")} more lines of this file's changes were left out)\n`;
}

/** Both names of a section's file; one where they are the same. */
function namesIn(section: string): readonly string[] {
  const hunks = section.search(/^@@/mu);
  const header = hunks < 0 ? section : section.slice(0, hunks);
  const names = new Set<string>();
  for (const line of header.split(/\r?\n/u)) {
    const renamed = /^(?:rename|copy) (?:from|to) (.+)$/u.exec(line)?.[1];
    const marked = /^(?:---|\+\+\+) (.+?)\t?$/u.exec(line)?.[1];
    if (renamed !== undefined) names.add(unquoted(renamed));
    else if (marked !== undefined && marked !== "/dev/null") names.add(withoutSide(unquoted(marked)));
  }
  if (names.size > 0) return [...names];
  // Neither renamed nor with lines (a mode, a binary file): both names are the same.
  const [first = ""] = header.split(/\r?\n/u);
  const merged = /^diff --(?:cc|combined) (.+)$/u.exec(first)?.[1];
  if (merged !== undefined) return [unquoted(merged)];
  const quotedPair = /^diff --git ("(?:[^"\\]|\\.)+") ("(?:[^"\\]|\\.)+")$/u.exec(first);
  if (quotedPair?.[1] !== undefined && quotedPair[2] !== undefined) {
    return [...new Set([quotedPair[1], quotedPair[2]].map((name) => withoutSide(unquoted(name))))];
  }
  const pair = first.slice("diff --git ".length);
  const half = (pair.length - 1) / 2;
  const [left, right] = [pair.slice(0, half), pair.slice(half + 1)];
  return pair.charAt(half) === " " && withoutSide(left) === withoutSide(right) ? [withoutSide(left)] : [];
}

/** Without `a/`, `b/`, or the letters of `diff.mnemonicPrefix`. */
function withoutSide(name: string): string {
  return name.replace(/^[abciow]\//u, "");
}

/** A name in git's C-like quotes (`"b/\303\244.txt"`), or as it is. */
function unquoted(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part, octal, escaped] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]/gsu)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (escaped !== undefined) bytes.push(...encoder.encode(escapes.get(escaped) ?? escaped));
    else bytes.push(...encoder.encode(part));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const escapes = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
]);
