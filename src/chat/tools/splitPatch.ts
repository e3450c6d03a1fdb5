/** One file's part of a patch. */
export interface FilePatch {
  /** Before and after, relative to the repository with `/`; one of them where they are the same. */
  readonly paths: readonly string[];
  readonly text: string;
}

/**
 * A patch as git writes it, by files. A part whose paths cannot be read comes with none: nobody can say then whether
 * it may be sent.
 */
export function splitPatch(patch: string): readonly FilePatch[] {
  return patch
    .split(/^(?=diff --(?:git|cc|combined) )/mu)
    .filter((text) => text.startsWith("diff --"))
    .map((text) => ({ paths: pathsOf(text), text: text.trimEnd() }));
}

function pathsOf(text: string): readonly string[] {
  // A hunk may hold lines that look like a head.
  const [head = ""] = text.split(/^@@/mu, 1);
  const paths = new Set<string>();
  for (const line of head.split("\n").slice(1)) {
    const named = /^(?:(?:---|\+\+\+) |(?:rename|copy) (?:from|to) )(.+?)\t?\r?$/u.exec(line)?.[1];
    if (named === undefined || named === "/dev/null") continue;
    const path = unquoted(named);
    if (path === undefined) return [];
    paths.add(/^(?:rename|copy)/u.test(line) ? path : path.replace(/^[a-z]\//u, ""));
  }
  if (paths.size > 0) return [...paths];
  // An empty or a binary file has no such lines: both names stand in the first, equal but for their first letter.
  const first = head.split("\n", 1)[0]?.replace(/\r$/u, "") ?? "";
  const combined = /^diff --(?:cc|combined) (.+)$/u.exec(first)?.[1];
  const quoted = /^diff --git (".*") (".*")$/u.exec(first);
  const plain = /^diff --git [a-z]\/(.+) [a-z]\/\1$/u.exec(first)?.[1];
  const only =
    combined === undefined ? unquoted(quoted?.[2] ?? "")?.replace(/^[a-z]\//u, "") : unquoted(combined);
  const path = plain ?? only;
  return path === undefined || path === "" ? [] : [path];
}

/** Git puts names with unusual bytes in quotes, the bytes in octal (git-config(1), core.quotePath). */
function unquoted(name: string): string | undefined {
  if (!name.startsWith('"')) return name;
  if (!/^"(?:[^"\\]|\\(?:[0-7]{3}|[abfnrtv"\\]))*"$/u.test(name)) return undefined;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [piece, octal, letter] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\([abfnrtv"\\])|[^\\]+/gu)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (letter !== undefined) bytes.push(...encoder.encode(escapes[letter] ?? letter));
    else bytes.push(...encoder.encode(piece));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const escapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
