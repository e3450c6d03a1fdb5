/** Names that models give to languages in code blocks, and VS Code's ids where they differ. */
const aliases: Readonly<Record<string, string>> = {
  bash: "shellscript",
  cjs: "javascript",
  console: "shellscript",
  "c++": "cpp",
  cs: "csharp",
  "c#": "csharp",
  docker: "dockerfile",
  golang: "go",
  h: "c",
  hpp: "cpp",
  js: "javascript",
  jsx: "javascriptreact",
  kt: "kotlin",
  make: "makefile",
  md: "markdown",
  mjs: "javascript",
  mts: "typescript",
  "objective-c": "objective-c",
  ps1: "powershell",
  py: "python",
  rb: "ruby",
  rs: "rust",
  sh: "shellscript",
  shell: "shellscript",
  text: "plaintext",
  ts: "typescript",
  tsx: "typescriptreact",
  txt: "plaintext",
  yml: "yaml",
  zsh: "shellscript",
};

/** The id of a language as VS Code knows it, among `known`; undefined lets the editor guess. */
export function languageOf(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const id = Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
  return id !== undefined && known.includes(id) ? id : undefined;
}
