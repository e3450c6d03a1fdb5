/** Emphasis marks in one paragraph beyond which micromark's work grows with their square (1,500: 75 ms, 600: 12 ms). */
const maxMarks = 600;
/** A paragraph, table or list without a blank line that is longer is no prose. */
const maxChunkChars = 32_768;
/** Nested quotes and lists opened in one line; micromark overflows the stack at a few thousand. */
const maxDepth = 64;

const delimiterRow = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?\n?$/;

/** A stretch between blank lines, as offsets. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/**
 * The first stretch between blank lines that would take Markdown's parser too long and is therefore shown as plain
 * text; undefined when there is none. Linear. Fenced code is passed over: the parser does not look into it.
 */
export function findUnparseable(text: string): Chunk | undefined {
  let chunkStart = 0;
  let marks = 0;
  let isBad = false;
  let isTable = false;
  let fence: string | undefined;
  for (let lineStart = 0; lineStart < text.length;) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + 4 * maxChunkChars));
    const fenceMark = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (fenceMark !== undefined && fenceMark.startsWith(fence)) {
        fence = undefined;
        chunkStart = lineEnd;
        marks = 0;
      }
    } else if (line.trim() === "") {
      if (isBad) return { start: chunkStart, end: lineStart };
      chunkStart = lineEnd;
      marks = 0;
      isTable = false;
    } else if (fenceMark !== undefined && !isBad) {
      fence = fenceMark;
    } else {
      // Items, headings and rows of a table are resolved each on its own.
      isTable ||= delimiterRow.test(line) && lineStart > chunkStart;
      if (isTable || /^ {0,3}(?:[-+]|#{1,6})[ \t]/.test(line)) marks = 0;
      marks += countMarks(line);
      isBad ||= marks > maxMarks || lineEnd - chunkStart > maxChunkChars || depthOf(line) > maxDepth;
    }
    lineStart = lineEnd;
  }
  return isBad ? { start: chunkStart, end: text.length } : undefined;
}

function countMarks(line: string): number {
  let count = 0;
  for (let index = 0; index < line.length; index++) {
    const char = line.charCodeAt(index);
    // * _ ~
    if (char === 42 || char === 95 || char === 126) count++;
  }
  return count;
}

/** Block markers at the start of the line: an upper bound of what it opens. */
function depthOf(line: string): number {
  const lead = /^[ \t>*+\-\d.)]*/.exec(line)?.[0] ?? "";
  let count = 0;
  for (const char of lead) if (">*+-)".includes(char) || char === ".") count++;
  // A rule such as `-----` or a table's `---` opens nothing.
  return /^[ \t]*[-*+]{3,}\s*$/.test(line) ? 0 : count;
}
