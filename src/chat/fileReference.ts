/** A file that a text names, and the lines it names in it. */
export interface FileReference {
  /** Relative, with `/` between its parts and without `.` and `..`. */
  readonly path: string;
  /** From 1. */
  readonly startLine?: number;
  /** From 1, included; not before `startLine`. */
  readonly endLine?: number;
}

/** The longest reference that is read, in UTF-16 code units. */
export const maxReferenceChars = 260;

const named = /^(?:[\w@+.~-]+\/)*\.?[\w@+~-][\w@+.~-]*$/u;
const lines = /(?::(\d{1,7})(?:(?::\d{1,5})|(?:[-–](\d{1,7})))?|#L(\d{1,7})(?:-L?(\d{1,7}))?)$/u;
const withoutExtension =
  /^(?:Makefile|Dockerfile|Containerfile|LICENSE|README|CHANGELOG|Gemfile|Rakefile|Procfile|Justfile|CMakeLists)$/u;
const hasExtension = /[\w@+~-]\.[A-Za-z][\w-]{0,14}$|^\.[A-Za-z][\w.-]{1,30}$/u;
/** Look like files and are products. */
const products = new Set([
  "node.js",
  "next.js",
  "vue.js",
  "asp.net",
  "vb.net",
  "d3.js",
  "three.js",
  "e.g",
  "i.e",
]);

/**
 * Reads `src/a.ts`, `a.ts:12`, `src/a.ts:12-20`, `a.ts:12:5` and `a.ts#L12-L20`; undefined for anything else, for
 * absolute paths, and for paths that lead upwards. Whether there is such a file is not its question.
 */
export function readFileReference(text: string): FileReference | undefined {
  if (text.length > maxReferenceChars) return undefined;
  const found = lines.exec(text);
  const [, plainStart, plainEnd, hashStart, hashEnd] = found ?? [];
  const path = (found === null ? text : text.slice(0, found.index))
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "");
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!named.test(path) || path.split("/").some((part) => /^\.+$/.test(part))) return undefined;
  if (!hasExtension.test(name) && !withoutExtension.test(name)) return undefined;
  if (products.has(path.toLowerCase())) return undefined;
  const startLine = Number(plainStart ?? hashStart ?? 0);
  const endLine = Number(plainEnd ?? hashEnd ?? 0);
  return {
    path,
    ...(startLine > 0 ? { startLine } : {}),
    ...(startLine > 0 && endLine >= startLine ? { endLine } : {}),
  };
}
