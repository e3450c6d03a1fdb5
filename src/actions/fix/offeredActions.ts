/** Languages in which types may be written and may be left out. */
const optionallyTyped: ReadonlySet<string> = new Set([
  "astro",
  "elixir",
  "gdscript",
  "groovy",
  "javascript",
  "javascriptreact",
  "julia",
  "luau",
  "php",
  "python",
  "ruby",
  "svelte",
  "typescript",
  "typescriptreact",
  "vue",
]);

/** Text that nobody refactors, tests or documents. */
const noCode: ReadonlySet<string> = new Set([
  "bibtex",
  "csv",
  "diff",
  "dotenv",
  "git-commit",
  "git-rebase",
  "ignore",
  "ini",
  "json",
  "jsonc",
  "jsonl",
  "latex",
  "log",
  "markdown",
  "plaintext",
  "properties",
  "restructuredtext",
  "scminput",
  "tex",
  "toml",
  "tsv",
  "xml",
  "yaml",
]);

/**
 * The actions by id that suit a selection in this language, in the order in which they are offered. Text that is no
 * code can only be edited as the user says.
 */
export function offeredActions(languageId: string): readonly string[] {
  if (noCode.has(languageId)) return ["edit"];
  const types = optionallyTyped.has(languageId) ? ["add-types"] : [];
  return ["edit", "refactor", "simplify", "optimise", "document", ...types, "write-tests"];
}
