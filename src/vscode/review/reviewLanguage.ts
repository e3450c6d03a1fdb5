/**
 * Languages whose servers, as VS Code brings them, read documents of every scheme (seen with 1.139): a review holds old
 * and new lines in one, which they would report as full of errors. The manifest has a language of the same grammar for
 * each, without a name, which no server knows.
 */
const readByServers: ReadonlySet<string> = new Set([
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "json",
  "jsonc",
  "css",
  "scss",
  "less",
  "html",
]);

/** The language of the review of a file in this one. */
export function reviewLanguage(languageId: string): string {
  return readByServers.has(languageId) ? `midfill-review-${languageId}` : languageId;
}
