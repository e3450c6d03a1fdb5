/** A string that a comment's opening can stand in. */
interface StringForm {
  readonly open: string;
  readonly close: string;
  /** How `close` can stand inside. */
  readonly escape: "backslash" | "doubled" | "none";
  readonly isLong: boolean;
}

/** What one must know of a language to take its comments out. */
export interface CommentSyntax {
  /** Openings of comments that end with their line. */
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
  /** Comments that stand inside comments are closed, too. */
  readonly nests?: boolean;
  /** A line comment counts only where no word goes before it (`a#b`). */
  readonly needsSpace?: boolean;
  /** What behind the opening makes it none: PHP's attributes begin with `#[`. */
  readonly lineUnless?: string;
  readonly strings: readonly StringForm[];
  /** `'x'` is a character; a `'` before anything else means something else. */
  readonly hasCharacters?: boolean;
  /** A `/` where a value can begin opens a regular expression. */
  readonly hasRegex?: boolean;
  /** Code in front of a string that makes it documentation; the string, and what matched of `as`, is taken out. */
  readonly docStringAfter?: RegExp;
}

const quoted = (open: string): StringForm => ({ open, close: open, escape: "backslash", isLong: false });
const long = (open: string, close = open): StringForm => ({ open, close, escape: "backslash", isLong: true });
const raw = (open: string, close = open): StringForm => ({ open, close, escape: "none", isLong: true });
const doubled = (open: string): StringForm => ({ open, close: open, escape: "doubled", isLong: true });

const slashes = { line: ["//"], block: [["/*", "*/"]] } as const;
const c: CommentSyntax = { ...slashes, strings: [quoted('"')], hasCharacters: true };
const java: CommentSyntax = { ...c, strings: [long('"""'), quoted('"')] };
const script: CommentSyntax = {
  ...slashes,
  strings: [quoted('"'), quoted("'"), long("`")],
  hasRegex: true,
};
const hash: CommentSyntax = { line: ["#"], block: [], strings: [long('"'), long("'")], needsSpace: true };
/** A string that is a statement of its own: nothing before it on its line, and no bracket or operator left open. */
const alone = /(?:^|[\n:;{}])[ \t]*[rRuUbB]?$/;
const lisp: CommentSyntax = {
  line: [";"],
  block: [["#|", "|#"]],
  nests: true,
  strings: [long('"')],
  docStringAfter:
    /\((?:cl-)?(?:defn-?|defmacro|defmulti|defprotocol|ns|def|defvar|defparameter|defconst|defcustom|defun|defgeneric)\s+[^\s()]+(?:\s+\([^()]*(?:\([^()]*\)[^()]*)*\)(?=\s*$))?\s*$/,
};
const markup: CommentSyntax = { line: [], block: [["<!--", "-->"]], strings: [] };
const sql: CommentSyntax = { line: ["--"], block: [["/*", "*/"]], strings: [doubled("'")] };

/** By editor language id. */
const syntaxes: Readonly<Record<string, CommentSyntax>> = {
  arduino: c,
  c,
  clojure: lisp,
  coffeescript: {
    line: ["#"],
    block: [["###", "###"]],
    strings: [long('"""'), long("'''"), long('"'), long("'")],
  },
  commonlisp: lisp,
  cpp: { ...c, strings: [raw('R"(', ')"'), quoted('"')] },
  crystal: { ...hash, strings: [long('"')], hasCharacters: true },
  csharp: {
    ...c,
    strings: [raw('"""'), { ...doubled('@"'), close: '"' }, { ...doubled('$@"'), close: '"' }, quoted('"')],
  },
  css: { line: [], block: [["/*", "*/"]], strings: [quoted('"'), quoted("'")] },
  "cuda-cpp": c,
  d: {
    line: ["//"],
    block: [
      ["/*", "*/"],
      ["/+", "+/"],
    ],
    strings: [long('"'), raw("`")],
    hasCharacters: true,
  },
  dart: { ...slashes, nests: true, strings: [long('"""'), long("'''"), quoted('"'), quoted("'")] },
  elixir: {
    line: ["#"],
    block: [],
    strings: [long('"""'), long("'''"), long('"'), quoted("'")],
    docStringAfter: /@(?:module|type)?doc\s+(?:~[sS])?$/,
  },
  elm: {
    line: ["--"],
    block: [["{-", "-}"]],
    nests: true,
    strings: [raw('"""'), quoted('"')],
    hasCharacters: true,
  },
  "emacs-lisp": lisp,
  erlang: {
    line: ["%"],
    block: [],
    strings: [long('"""'), long('"')],
    docStringAfter: /^-(?:module)?doc\s+$|\n-(?:module)?doc\s+$/,
  },
  fortran: { line: ["!"], block: [], strings: [doubled('"'), doubled("'")] },
  "fortran-modern": { line: ["!"], block: [], strings: [doubled('"'), doubled("'")] },
  FortranFreeForm: { line: ["!"], block: [], strings: [doubled('"'), doubled("'")] },
  fsharp: {
    line: ["//"],
    block: [["(*", "*)"]],
    nests: true,
    strings: [raw('"""'), long('"')],
    hasCharacters: true,
  },
  gdscript: { ...hash, needsSpace: false, strings: [long('"""'), long("'''"), quoted('"'), quoted("'")] },
  go: { ...c, strings: [quoted('"'), raw("`")] },
  graphql: { line: ["#"], block: [], strings: [raw('"""'), quoted('"')], docStringAfter: alone },
  groovy: { ...slashes, strings: [long('"""'), long("'''"), quoted('"'), quoted("'")] },
  haskell: { line: ["--"], block: [["{-", "-}"]], nests: true, strings: [quoted('"')], hasCharacters: true },
  hcl: { line: ["#", "//"], block: [["/*", "*/"]], strings: [quoted('"')] },
  html: markup,
  java,
  javascript: script,
  javascriptreact: script,
  julia: {
    line: ["#"],
    block: [["#=", "=#"]],
    nests: true,
    strings: [long('"""'), long('"')],
    hasCharacters: true,
    docStringAfter: /(?:^|\n)[ \t]*(?:@doc\s+)?(?:raw)?$/,
  },
  kotlin: { ...slashes, nests: true, strings: [raw('"""'), quoted('"')], hasCharacters: true },
  less: { ...slashes, strings: [quoted('"'), quoted("'")] },
  lisp,
  lua: {
    line: ["--"],
    block: [
      ["--[==[", "]==]"],
      ["--[=[", "]=]"],
      ["--[[", "]]"],
    ],
    strings: [raw("[[", "]]"), quoted('"'), quoted("'")],
  },
  luau: {
    line: ["--"],
    block: [["--[[", "]]"]],
    strings: [raw("[[", "]]"), quoted('"'), quoted("'"), long("`")],
  },
  makefile: { ...hash, strings: [] },
  matlab: { line: ["%"], block: [["%{", "%}"]], strings: [{ ...doubled('"'), isLong: false }] },
  mssql: sql,
  nim: {
    line: ["#"],
    block: [
      ["##[", "]##"],
      ["#[", "]#"],
    ],
    nests: true,
    strings: [raw('"""'), quoted('"')],
    hasCharacters: true,
  },
  "objective-c": c,
  "objective-cpp": c,
  objectpascal: {
    line: ["//"],
    block: [
      ["{", "}"],
      ["(*", "*)"],
    ],
    strings: [{ ...doubled("'"), isLong: false }],
  },
  ocaml: { line: [], block: [["(*", "*)"]], nests: true, strings: [long('"')], hasCharacters: true },
  octave: { line: ["%", "#"], block: [["%{", "%}"]], strings: [quoted('"')] },
  pascal: {
    line: ["//"],
    block: [
      ["{", "}"],
      ["(*", "*)"],
    ],
    strings: [{ ...doubled("'"), isLong: false }],
  },
  perl: {
    ...hash,
    block: ["head1", "head2", "head3", "pod", "over", "item", "begin", "for"].map(
      (word) => [`\n=${word}`, "\n=cut"] as const,
    ),
  },
  pgsql: sql,
  php: { line: ["//", "#"], lineUnless: "[", block: [["/*", "*/"]], strings: [long('"'), long("'")] },
  plsql: sql,
  powershell: {
    ...hash,
    block: [["<#", "#>"]],
    strings: [raw('@"', '\n"@'), raw("@'", "\n'@"), raw('"'), raw("'")],
  },
  prisma: { line: ["//"], block: [], strings: [quoted('"')] },
  proto: { ...slashes, strings: [quoted('"'), quoted("'")] },
  proto3: { ...slashes, strings: [quoted('"'), quoted("'")] },
  python: {
    line: ["#"],
    block: [],
    strings: [long('"""'), long("'''"), quoted('"'), quoted("'")],
    docStringAfter: alone,
  },
  r: { line: ["#"], block: [], strings: [long('"'), long("'")] },
  racket: lisp,
  ruby: { ...hash, block: [["\n=begin", "\n=end"]], strings: [long('"'), long("'"), long("`")] },
  rust: {
    ...slashes,
    nests: true,
    strings: [raw('r##"', '"##'), raw('r#"', '"#'), raw('r"', '"'), long('"')],
    hasCharacters: true,
  },
  sass: { ...slashes, strings: [quoted('"'), quoted("'")] },
  scala: { ...slashes, nests: true, strings: [raw('"""'), quoted('"')], hasCharacters: true },
  scheme: lisp,
  scss: { ...slashes, strings: [quoted('"'), quoted("'")] },
  shellscript: { ...hash, strings: [long('"'), raw("'")] },
  solidity: { ...slashes, strings: [quoted('"'), quoted("'")] },
  sql,
  svelte: {
    ...script,
    block: [
      ["<!--", "-->"],
      ["/*", "*/"],
    ],
    hasRegex: false,
  },
  swift: { ...slashes, nests: true, strings: [long('"""'), raw('#"', '"#'), quoted('"')] },
  terraform: { line: ["#", "//"], block: [["/*", "*/"]], strings: [quoted('"')] },
  typescript: script,
  typescriptreact: script,
  vb: { line: ["'"], block: [], strings: [{ ...doubled('"'), isLong: false }] },
  vue: {
    ...script,
    block: [
      ["<!--", "-->"],
      ["/*", "*/"],
    ],
    hasRegex: false,
  },
  xml: markup,
  yaml: { ...hash, strings: [quoted('"'), { ...doubled("'"), isLong: false }] },
  zig: { line: ["//"], block: [], strings: [quoted('"'), raw("\\\\", "\n")], hasCharacters: true },
};

/** How a language writes comments and strings; undefined where that is not known. */
export function commentSyntaxOf(languageId: string): CommentSyntax | undefined {
  return Object.hasOwn(syntaxes, languageId) ? syntaxes[languageId] : undefined;
}
