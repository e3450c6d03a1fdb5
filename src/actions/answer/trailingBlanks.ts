import { isProseLanguage } from "./codeLanguage";

/**
 * The text with blanks at line ends as the selection has them: a line that differs in nothing else is the selection's.
 * Where the selection has none at all, code gets none; in prose two of them mean a line break.
 */
export function withTrailingBlanksOf(selection: string, text: string, languageId: string): string {
  const lines = text.split("\n");
  const selected = selection.split("\n");
  if (!lines.some(hasTrailingBlanks) && !selected.some(hasTrailingBlanks)) return text;
  const known = new Map(selected.map((line) => [line.trimEnd(), line]));
  const isKept = isProseLanguage(languageId) || selected.some(hasTrailingBlanks);
  return lines
    .map((line) => {
      const bare = line.trimEnd();
      return known.get(bare) ?? (isKept ? line : bare);
    })
    .join("\n");
}

function hasTrailingBlanks(line: string): boolean {
  return line.endsWith(" ") || line.endsWith("\t");
}
