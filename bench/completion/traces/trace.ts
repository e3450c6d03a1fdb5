/** A stretch of a real file that is typed anew: what stood before it and behind it is there, what follows is known. */
export interface Trace {
  /** Such as `mocha/lib/runner.js:120`. */
  readonly name: string;
  readonly languageId: string;
  /** Relative path of the document, as the engine is told it. */
  readonly path: string;
  /** The whole file as it really is, with `\n` line ends. */
  readonly text: string;
  /** Where typing starts. */
  readonly startOffset: number;
  /** Where typing ends, at a line's end. */
  readonly endOffset: number;
  /** Where the text begins that is behind the cursor from the start. What lies between is true, but never typed. */
  readonly suffixOffset: number;
}

/** Lines behind the typed text that stay hidden, so that the oracle knows more than is typed. */
const hiddenLines = 6;

/**
 * Makes a trace that types whole lines: at least `minChars` typed characters (indentation is the editor's) from
 * `line` (from 0) on. Undefined where the file has not that much text.
 */
export function traceAt(
  file: Pick<Trace, "languageId" | "path" | "text">,
  line: number,
  minChars: number,
): Trace | undefined {
  const { text } = file;
  const startOffset = indentEndAfter(text, lineStart(text, line));
  let endOffset = startOffset;
  let typedChars = 0;
  while (typedChars < minChars) {
    const lineEnd = lineEndAfter(text, endOffset);
    typedChars += lineEnd - indentEndAfter(text, endOffset) + 1;
    if (lineEnd >= text.length) return undefined;
    endOffset = lineEnd + 1;
  }
  endOffset--;
  let suffixOffset = endOffset;
  for (let hidden = 0; hidden < hiddenLines && suffixOffset < text.length; hidden++) {
    suffixOffset = lineEndAfter(text, suffixOffset + 1);
  }
  return { ...file, name: `${file.path}:${line + 1}`, startOffset, endOffset, suffixOffset };
}

/** Offset of the line's end: of its line break, or of the text's end. */
export function lineEndAfter(text: string, offset: number): number {
  const lineBreak = text.indexOf("\n", offset);
  return lineBreak === -1 ? text.length : lineBreak;
}

/** Where the blanks end that stand at `offset`. */
export function indentEndAfter(text: string, offset: number): number {
  let end = offset;
  while (text[end] === " " || text[end] === "\t") end++;
  return end;
}

/** Where the line begins that holds `offset`. */
export function lineStartBefore(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineStart(text: string, line: number): number {
  let offset = 0;
  for (let count = 0; count < line; count++) offset = lineEndAfter(text, offset) + 1;
  return Math.min(offset, text.length);
}
