/** How a line comment starts, by editor language id. Languages without line comments get no header. */
const LINE_COMMENTS: Readonly<Record<string, string>> = {
  bat: "REM",
  c: "//",
  clojure: ";;",
  coffeescript: "#",
  cpp: "//",
  csharp: "//",
  "cuda-cpp": "//",
  dart: "//",
  dockerfile: "#",
  elixir: "#",
  erlang: "%",
  fsharp: "//",
  go: "//",
  groovy: "//",
  haskell: "--",
  java: "//",
  javascript: "//",
  javascriptreact: "//",
  julia: "#",
  kotlin: "//",
  latex: "%",
  less: "//",
  lua: "--",
  makefile: "#",
  "objective-c": "//",
  "objective-cpp": "//",
  perl: "#",
  powershell: "#",
  python: "#",
  r: "#",
  ruby: "#",
  rust: "//",
  scala: "//",
  scss: "//",
  shellscript: "#",
  sql: "--",
  swift: "//",
  toml: "#",
  typescript: "//",
  typescriptreact: "//",
  yaml: "#",
  zig: "//",
};

/** The language's line comment, or undefined where it has none or we do not know it. */
export function lineCommentOf(languageId: string): string | undefined {
  return LINE_COMMENTS[languageId];
}

/**
 * First line of the prompt: the file's path as a comment, so that the model knows language and place. It never
 * changes while a file is edited. Empty for languages without a line comment.
 */
export function pathHeader(languageId: string, path: string): string {
  const comment = lineCommentOf(languageId);
  const isAbsolute = /^(?:[/\\]|[a-z]:)/i.test(path);
  // Folders outside the workspace are nobody's business, the user's name is often one of them. Control characters in a file's name could end the comment.
  const shownPath = (isAbsolute ? (path.split(/[/\\]/).at(-1) ?? "") : path)
    .replaceAll("\\", "/")
    .replaceAll(/\p{Cc}/gu, " ")
    .trim();
  return comment === undefined || shownPath === "" ? "" : `${comment} ${shownPath}\n`;
}
