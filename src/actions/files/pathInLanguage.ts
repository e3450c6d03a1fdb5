import { folderOf, joined, nameOf } from "../tests/projectFiles";

/** The usual ending of a language's files, by editor language id. */
const endings: Readonly<Record<string, string>> = {
  bat: ".bat",
  c: ".c",
  clojure: ".clj",
  cpp: ".cpp",
  csharp: ".cs",
  css: ".css",
  dart: ".dart",
  elixir: ".ex",
  erlang: ".erl",
  fsharp: ".fs",
  go: ".go",
  groovy: ".groovy",
  haskell: ".hs",
  html: ".html",
  java: ".java",
  javascript: ".js",
  javascriptreact: ".jsx",
  json: ".json",
  julia: ".jl",
  kotlin: ".kt",
  lua: ".lua",
  markdown: ".md",
  "objective-c": ".m",
  ocaml: ".ml",
  perl: ".pl",
  php: ".php",
  powershell: ".ps1",
  python: ".py",
  r: ".R",
  ruby: ".rb",
  rust: ".rs",
  scala: ".scala",
  scss: ".scss",
  shellscript: ".sh",
  sql: ".sql",
  swift: ".swift",
  typescript: ".ts",
  typescriptreact: ".tsx",
  vb: ".vb",
  yaml: ".yaml",
  zig: ".zig",
};

/**
 * A file beside a source for its code in another language: `src/parse.py` in Go is `src/parse.go`. Undefined for the
 * same language, and one whose ending is not known: such code gets no name.
 */
export function pathInLanguage(sourcePath: string, languageId: string): string | undefined {
  const ending = Object.hasOwn(endings, languageId) ? endings[languageId] : undefined;
  const stem = nameOf(sourcePath).replace(/\.[^.]+$/, "");
  if (ending === undefined || stem === "") return undefined;
  const path = joined(folderOf(sourcePath), stem + ending);
  return path === sourcePath ? undefined : path;
}
