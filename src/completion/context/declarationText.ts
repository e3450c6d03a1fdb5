import { indentColumns } from "../text/indentation";

const maxHeaderLines = 10;
const maxBodyLines = 24;
/** How far the end of a type's body is looked for. */
const maxScannedLines = 300;

/** Declarations whose members matter more than what the members do. */
const typeKeyword =
  /^\s*(?:(?:export|default|declare|public|private|protected|internal|abstract|final|sealed|static|partial|open|data|const|pub(?:\([^)]*\))?|@[\w.]+(?:\([^)]*\))?)\s+)*(?:class|interface|struct|enum|trait|type|protocol|record|union|object|namespace|impl)\b/;

/** Members that nobody outside can use, and lines that are none. `#[…]` is an attribute. */
const hiddenMember = /^\s*(?:(?:(?:static|readonly|async|get|set)\s+)*#(?!\[)|private\b|\}|\*|\/\*|\/\/)/;

/**
 * What somebody who uses a declaration needs to see of it: of a type its open members without their bodies, of a
 * function its head, of a value its first lines. Knows no grammar: members are the lines of the body that are
 * indented least.
 *
 * @param startLine the line with the declared name, counted from 0
 * @returns undefined where that line is missing or blank
 */
export function declarationText(lines: readonly string[], startLine: number): string | undefined {
  const first = lines[startLine];
  if (first === undefined || first.trim() === "") return undefined;
  const headEnd = endOfHead(lines, startLine);
  const head = lines.slice(startLine, headEnd);
  const text = typeKeyword.test(first) ? [...head, ...members(lines, headEnd, indentColumns(first))] : head;
  return text.map((line) => line.trimEnd()).join("\n");
}

/** The line behind the one in which the head's parentheses are closed. */
function endOfHead(lines: readonly string[], startLine: number): number {
  let open = 0;
  for (let line = startLine; line < Math.min(lines.length, startLine + maxHeaderLines); line++) {
    for (const character of lines[line] ?? "") {
      if (character === "(" || character === "[") open++;
      else if (character === ")" || character === "]") open--;
    }
    if (open <= 0) return line + 1;
  }
  return Math.min(lines.length, startLine + maxHeaderLines);
}

function members(lines: readonly string[], startLine: number, ownColumns: number): readonly string[] {
  const body: string[] = [];
  let closing: string | undefined;
  for (const line of lines.slice(startLine, startLine + maxScannedLines)) {
    if (line.trim() === "") continue;
    if (indentColumns(line) <= ownColumns) {
      // Only a line that closes the body belongs to it.
      if (/^\s*[})\]]/.test(line) || /^\s*end\b/.test(line)) closing = line;
      break;
    }
    body.push(line);
  }
  const columns = Math.min(...body.map((line) => indentColumns(line)));
  const shown = body.filter((line) => indentColumns(line) === columns && !hiddenMember.test(line));
  return [...shown.slice(0, maxBodyLines), ...(closing === undefined ? [] : [closing])];
}
