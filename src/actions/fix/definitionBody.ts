import type { LineSpan } from "./fixRange";

const maxBodyLines = 40;

/** A declaration's text and its lines. */
export interface DefinitionBody extends LineSpan {
  /** At most 40 lines; the last one says how many are missing, if so. */
  readonly text: string;
}

/**
 * A declaration's text as far as it is worth showing.
 *
 * @param span where the language server knows it: the declaration's lines. A single line is taken for the name's place
 * only, and the declaration's end is where the indentation says.
 */
export function definitionBody(lines: readonly string[], span: LineSpan): DefinitionBody | undefined {
  const first = lines[span.startLine];
  if (first === undefined || first.trim() === "") return undefined;
  const endLine = Math.min(
    lines.length - 1,
    span.endLine > span.startLine ? span.endLine : endByIndentation(lines, span.startLine),
  );
  const all = lines.slice(span.startLine, endLine + 1);
  const missing = all.length - maxBodyLines;
  const shown = missing > 0 ? all.slice(0, maxBodyLines - 1) : all;
  const text = withoutCommonIndent(shown).join("\n");
  return {
    startLine: span.startLine,
    endLine,
    text: missing > 0 ? `${text}\n(${missing + 1} more lines)` : text,
  };
}

/** The last line of what starts here: lines that are indented more, and one that closes it. */
function endByIndentation(lines: readonly string[], startLine: number): number {
  const own = indentOf(lines[startLine] ?? "");
  let endLine = startLine;
  for (let line = startLine + 1; line < lines.length; line++) {
    const text = lines[line] ?? "";
    if (text.trim() === "") continue;
    // A body's brace may stand on a line of its own.
    const isOpening = indentOf(text) === own && /^\s*\{\s*$/u.test(text) && endLine === line - 1;
    if (indentOf(text) > own || isOpening) {
      endLine = line;
      continue;
    }
    const isClosing = /^\s*(?:[})\]]|end\b)/u.test(text);
    // `) {` closes the parameters only.
    if (isClosing && indentOf(text) === own) {
      endLine = line;
      if (/[{(:[]\s*$/u.test(text)) continue;
    }
    break;
  }
  return endLine;
}

function withoutCommonIndent(lines: readonly string[]): readonly string[] {
  const [first = ""] = lines;
  const indent = /^\s*/u.exec(first)?.[0] ?? "";
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line).trimEnd());
}

/** White space before the first word, in characters: a file mixes tabs and spaces rarely within one declaration. */
function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
