import type { CommentForm, StringForm, Syntax } from "./syntax";

const line = (open: string, at?: CommentForm["at"]): CommentForm =>
  at === undefined ? { open } : { open, at };
const block = (open: string, close: string, nests = false): CommentForm => ({ open, close, nests });
/** A string on one line with backslash escapes. */
const quoted = (open: string, hole?: StringForm["hole"]): StringForm => ({
  open,
  close: open,
  escape: "backslash",
  ...(hole !== undefined && { hole }),
});
/** The same over several lines. */
const long = (open: string, hole?: StringForm["hole"]): StringForm => ({
  ...quoted(open, hole),
  isLong: true,
});
/** Over several lines, with nothing that escapes. */
const raw = (open: string, close = open): StringForm => ({ open, close, escape: "none", isLong: true });
const doubled = (open: string, isLong = false): StringForm => ({
  open,
  close: open,
  escape: "doubled",
  isLong,
});

/** Perl's documentation: any of its words opens it, `=cut` ends it. */
const pod = (open: string): CommentForm => ({ open, close: "=cut", at: "line" });

const slashes = [line("//"), block("/*", "*/")];
const nestedSlashes = [line("//"), block("/*", "*/", true)];

const c: Syntax = { comments: slashes, strings: [quoted('"')], hasCharacters: true };
const cpp: Syntax = { ...c, special: "cpp" };
const javascript: Syntax = {
  comments: slashes,
  strings: [quoted('"'), quoted("'"), long("`", "${")],
  hasRegex: true,
};
const css: Syntax = {
  comments: [block("/*", "*/")],
  strings: [quoted('"'), quoted("'")],
  areStringsCode: true,
};
const scss: Syntax = { ...css, comments: [line("//", "word"), block("/*", "*/")] };
const markup: Syntax = { comments: [block("<!--", "-->")], strings: [], areStringsCode: true };
const data: Syntax = { comments: slashes, strings: [quoted('"'), quoted("'")], areStringsCode: true };
const hashData: Syntax = {
  comments: [line("#", "word")],
  strings: [quoted('"'), doubled("'")],
  areStringsCode: true,
};
const ini: Syntax = { comments: [line("#", "line"), line(";", "line")], strings: [], areStringsCode: true };
const shell: Syntax = {
  comments: [line("#", "word")],
  strings: [long('"', "$("), raw("'")],
  heredoc: /<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1/y,
};
const lisp: Syntax = { comments: [line(";"), block("#|", "|#", true)], strings: [long('"')] };
const ocaml: Syntax = { comments: [block("(*", "*)", true)], strings: [long('"')], hasCharacters: true };
const basic: Syntax = { comments: [line("'")], strings: [doubled('"')] };
const matlab: Syntax = { comments: [line("%"), line("#", "word")], strings: [doubled('"')] };

/** For a language that is not in the table: what most have, and only where it is hard to be mistaken for more. */
const unknownSyntax: Syntax = {
  comments: [line("//", "word"), line("#", "line"), block("/*", "*/")],
  strings: [quoted('"')],
};

/** By editor language id. */
const SYNTAXES: Readonly<Record<string, Syntax>> = {
  ada: { comments: [line("--")], strings: [doubled('"')], hasCharacters: true },
  bat: { comments: [line("REM ", "line"), line("rem ", "line"), line("::", "line")], strings: [] },
  bicep: { comments: slashes, strings: [raw("'''"), quoted("'", "${")] },
  c,
  clojure: { comments: [line(";")], strings: [long('"')] },
  cmake: { comments: [block("#[[", "]]"), line("#")], strings: [long('"')] },
  coffeescript: {
    comments: [block("###", "###"), line("#")],
    strings: [long('"""', "#{"), long("'''"), long('"', "#{"), long("'")],
  },
  cpp,
  crystal: { comments: [line("#")], strings: [long('"', "#{")], hasCharacters: true },
  csharp: { comments: slashes, strings: [raw('"""'), quoted('"')], hasCharacters: true, special: "csharp" },
  css,
  "cuda-cpp": cpp,
  d: { comments: [...slashes, block("/+", "+/", true)], strings: [long('"'), raw("`")], hasCharacters: true },
  dart: {
    comments: nestedSlashes,
    strings: [long('"""', "${"), long("'''", "${"), quoted('"', "${"), quoted("'", "${")],
  },
  dockercompose: hashData,
  dockerfile: { comments: [line("#", "line")], strings: [], areStringsCode: true },
  elixir: {
    comments: [line("#")],
    strings: [long('"""', "#{"), long("'''", "#{"), long('"', "#{"), quoted("'", "#{")],
    hasDocStrings: true,
  },
  elm: { comments: [line("--"), block("{-", "-}", true)], strings: [raw('"""'), quoted('"')] },
  erlang: { comments: [line("%")], strings: [long('"')] },
  "fortran-modern": { comments: [line("!")], strings: [doubled('"'), doubled("'")] },
  FortranFreeForm: { comments: [line("!")], strings: [doubled('"'), doubled("'")] },
  fsharp: {
    comments: [line("//"), block("(*", "*)", true)],
    strings: [raw('"""'), long('"')],
    hasCharacters: true,
    special: "csharp",
  },
  gdscript: {
    comments: [line("#")],
    strings: [long('"""'), long("'''"), quoted('"'), quoted("'")],
    special: "python",
    hasDocStrings: true,
  },
  glsl: c,
  go: { comments: slashes, strings: [quoted('"'), raw("`")], hasCharacters: true },
  graphql: { comments: [line("#")], strings: [raw('"""'), quoted('"')] },
  groovy: {
    comments: slashes,
    strings: [long('"""', "${"), long("'''"), quoted('"', "${"), quoted("'")],
  },
  haskell: {
    comments: [line("--"), block("{-", "-}", true)],
    strings: [quoted('"')],
    hasCharacters: true,
  },
  hlsl: c,
  html: markup,
  ignore: { comments: [line("#", "line")], strings: [] },
  ini,
  java: { comments: slashes, strings: [long('"""'), quoted('"')], hasCharacters: true },
  javascript,
  javascriptreact: javascript,
  json: data,
  json5: data,
  jsonc: data,
  jsonl: data,
  julia: {
    comments: [block("#=", "=#", true), line("#")],
    strings: [long('"""', "$("), long('"', "$(")],
    hasCharacters: true,
    hasDocStrings: true,
  },
  kotlin: {
    comments: nestedSlashes,
    strings: [{ ...raw('"""'), hole: "${" }, quoted('"', "${")],
    hasCharacters: true,
  },
  less: scss,
  lisp,
  lua: { comments: [line("--")], strings: [quoted('"'), quoted("'")], special: "lua" },
  luau: { comments: [line("--")], strings: [quoted('"'), quoted("'"), long("`", "{")], special: "lua" },
  makefile: { comments: [line("#", "word")], strings: [], areStringsCode: true },
  matlab,
  nim: {
    comments: [block("#[", "]#", true), line("#")],
    strings: [raw('"""'), quoted('"')],
    hasCharacters: true,
  },
  nix: {
    comments: [line("#"), block("/*", "*/")],
    strings: [{ ...raw("''"), hole: "${" }, long('"', "${")],
  },
  "objective-c": c,
  "objective-cpp": cpp,
  ocaml,
  octave: matlab,
  pascal: { comments: [line("//"), block("{", "}"), block("(*", "*)")], strings: [doubled("'")] },
  perl: {
    comments: [
      ...["=pod", "=head", "=item", "=over", "=back", "=begin", "=for", "=encoding"].map(pod),
      line("#", "word"),
    ],
    strings: [quoted('"'), quoted("'")],
    heredoc: /<<~?(["']?)([A-Za-z_]\w*)\1/y,
  },
  php: {
    comments: [line("//"), { open: "#", at: "word", unlessBefore: "[" }, block("/*", "*/")],
    strings: [long('"', "${"), long("'")],
    heredoc: /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1/y,
  },
  powershell: {
    comments: [block("<#", "#>"), line("#", "word")],
    strings: [raw('@"', '\n"@'), raw("@'", "\n'@"), { ...raw('"'), hole: "$(" }, raw("'")],
  },
  prisma: { comments: [line("//")], strings: [quoted('"')] },
  properties: ini,
  proto3: { comments: slashes, strings: [quoted('"')] },
  proto: { comments: slashes, strings: [quoted('"')] },
  python: {
    comments: [line("#")],
    strings: [long('"""'), long("'''"), quoted('"'), quoted("'")],
    special: "python",
    hasDocStrings: true,
  },
  r: { comments: [line("#")], strings: [long('"'), long("'")] },
  racket: lisp,
  razor: { comments: [block("@*", "*@"), block("<!--", "-->")], strings: [], areStringsCode: true },
  ruby: {
    comments: [{ open: "=begin", close: "=end", at: "line" }, line("#", "word")],
    strings: [long('"', "#{"), long("'"), long("`", "#{")],
    hasRegex: true,
    // Without a sign or a quote only a word in capitals: `list << item` appends.
    heredoc: /<<(?=[~"'`A-Z-])[~-]?(["'`]?)([A-Za-z_]\w*)\1/y,
  },
  rust: {
    comments: nestedSlashes,
    strings: [long('"')],
    hasCharacters: true,
    special: "rust",
  },
  sass: scss,
  scala: {
    comments: nestedSlashes,
    strings: [{ ...raw('"""'), hole: "${" }, quoted('"', "${")],
    hasCharacters: true,
  },
  scheme: lisp,
  scss,
  shellscript: shell,
  solidity: { comments: slashes, strings: [quoted('"'), quoted("'")] },
  sql: {
    comments: [line("--"), block("/*", "*/"), line("#", "line")],
    // PostgreSQL's `$$` opens a function's body, which is code.
    strings: [doubled("'", true)],
  },
  stylus: scss,
  svelte: markup,
  swift: {
    comments: nestedSlashes,
    strings: [long('"""', "\\("), quoted('"', "\\(")],
    special: "swift",
  },
  systemverilog: { comments: slashes, strings: [quoted('"')] },
  tcl: { comments: [line("#", "line")], strings: [long('"')] },
  terraform: {
    comments: [line("#"), line("//"), block("/*", "*/")],
    strings: [quoted('"', "${")],
    heredoc: /<<-?(["']?)([A-Za-z_]\w*)\1/y,
  },
  toml: {
    comments: [line("#")],
    strings: [long('"""'), raw("'''"), quoted('"'), { ...raw("'"), isLong: false }],
    areStringsCode: true,
  },
  typescript: javascript,
  typescriptreact: javascript,
  vb: basic,
  verilog: { comments: slashes, strings: [quoted('"')] },
  vhdl: { comments: [line("--")], strings: [doubled('"')], hasCharacters: true },
  viml: { comments: [line('"', "line")], strings: [quoted('"'), doubled("'")] },
  vue: markup,
  wgsl: { comments: nestedSlashes, strings: [] },
  xml: markup,
  xsl: markup,
  yaml: hashData,
  zig: { comments: [line("//")], strings: [quoted('"'), raw("\\\\", "\n")], hasCharacters: true },
};

/** The syntax by which a language is read. */
export function syntaxOf(languageId: string): Syntax {
  return Object.hasOwn(SYNTAXES, languageId) ? (SYNTAXES[languageId] ?? unknownSyntax) : unknownSyntax;
}
