/** Languages whose text is read by people: an answer without code is no failure there. */
const prose = new Set([
  "markdown",
  "mdx",
  "plaintext",
  "asciidoc",
  "restructuredtext",
  "latex",
  "tex",
  "bibtex",
  "git-commit",
  "scminput",
]);

/** Whether documents of this editor language hold prose. */
export function isProseLanguage(languageId: string): boolean {
  return prose.has(languageId);
}

/** Names that fences have for editor languages; dialects of one family share the first name. */
const families: readonly (readonly string[])[] = [
  [
    "typescript",
    "ts",
    "tsx",
    "mts",
    "cts",
    "typescriptreact",
    "javascript",
    "js",
    "jsx",
    "mjs",
    "cjs",
    "javascriptreact",
  ],
  ["python", "py", "python3", "pyi"],
  ["go", "golang"],
  ["java"],
  [
    "cpp",
    "c",
    "c++",
    "cc",
    "cxx",
    "h",
    "hpp",
    "hxx",
    "objective-c",
    "objective-cpp",
    "objc",
    "cuda-cpp",
    "cuda",
  ],
  ["csharp", "c#", "cs"],
  ["rust", "rs"],
  ["ruby", "rb"],
  ["php"],
  ["kotlin", "kt", "kts"],
  ["swift"],
  ["html", "htm", "xhtml", "vue", "svelte", "handlebars", "jinja", "erb"],
  ["css", "scss", "less", "sass"],
  ["yaml", "yml", "dockercompose", "github-actions-workflow"],
  ["json", "jsonc", "json5", "jsonl"],
  ["xml", "xsl", "svg"],
  ["sql", "mysql", "postgres", "postgresql", "plsql", "tsql", "sqlite"],
  ["shellscript", "sh", "bash", "zsh", "shell", "console", "shell-session", "terminal"],
  ["powershell", "ps1", "pwsh"],
  ["markdown", "md", "mdx"],
  ["plaintext", "text", "txt", "output", "log"],
  ["diff", "patch", "udiff"],
  ["dockerfile", "docker"],
  ["toml", "ini", "properties"],
];
const familyOf = new Map(families.flatMap((names) => names.map((name) => [name, names[0] ?? name] as const)));

/**
 * Whether a fence with this language may hold code of this editor language; undefined where the fence names none, or
 * one that is not known.
 */
export function isLanguageOf(fenceLanguage: string, languageId: string): boolean | undefined {
  if (fenceLanguage === languageId.toLowerCase()) return true;
  const named = familyOf.get(fenceLanguage);
  if (named === undefined) return undefined;
  return named === (familyOf.get(languageId.toLowerCase()) ?? languageId);
}
