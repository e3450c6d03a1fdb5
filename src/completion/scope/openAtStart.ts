import type { CommentForm, StringForm, Syntax } from "./syntax";

/** Lines of a comment that begin with `*` before one believes that the window began in it. */
const STARRED_LINES = 3;
/** What a string follows: an operator, an opening bracket or a word that takes a value, and then perhaps a tag. */
const BEFORE_STRING = /(?:[=(,[{:+?>|&]|\b(?:return|in|await|yield))\s*[\w$.]*$/;

/**
 * What a window that begins in the middle of a file begins in, judged from what it holds; undefined for code. A comment
 * is known by an end without a beginning, or by its starred lines. For a string over several lines the first line with
 * an odd number of its quotes decides: it looks like an opening or like an end.
 * @param from offset of a line's start
 */
export function openAtStart(
  text: string,
  from: number,
  syntax: Syntax,
): CommentForm | StringForm | undefined {
  return (
    syntax.comments.find((form) => isInComment(text, from, form)) ??
    syntax.strings.find((form) => isInString(text, from, form))
  );
}

function isInComment(text: string, from: number, { open, close }: CommentForm): boolean {
  if (close === undefined || open === close || open === "{") return false;
  const end = text.indexOf(close, from);
  const start = text.indexOf(open, from);
  if (end !== -1 && (start === -1 || end < start)) {
    // `"**/*.ts"` holds an end, too.
    const before = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
    return !/["'`]/.test(before) || /^\s*\*/.test(before);
  }
  if (open !== "/*") return false;
  const lines = text.slice(from, start === -1 ? undefined : start).split("\n");
  return lines.length >= STARRED_LINES && lines.slice(0, STARRED_LINES).every((line) => /^\s*\*/.test(line));
}

/** Quotes that hardly ever stand for anything else. A plain quote over several lines is too rare to be guessed at. */
function isInString(text: string, from: number, { open, close, isLong }: StringForm): boolean {
  if (isLong !== true || open !== close || !(open === "`" || open.length === 3)) return false;
  for (let at = from, previous = ""; at < text.length;) {
    const lineEnd = text.indexOf("\n", at);
    const line = lineEnd === -1 ? text.slice(at) : text.slice(at, lineEnd);
    const pieces = line.split(open);
    // An even number of pieces has an odd number of quotes between them.
    if (pieces.length % 2 === 0) return lineEnd !== -1 && isEnd(pieces, previous);
    if (line.trim() !== "") previous = line;
    if (lineEnd === -1) break;
    at = lineEnd + 1;
  }
  return false;
}

/** Whether a line that has one quote too many ends a string rather than opening one. */
function isEnd(pieces: readonly string[], previousLine: string): boolean {
  const before = pieces.slice(0, -1).at(-1)?.trimEnd() ?? "";
  const after = pieces.at(-1)?.trim() ?? "";
  const looksClosing = after === "" || /^[;,.)\]}]/.test(after);
  if (before.trim() !== "") {
    return !BEFORE_STRING.test(before) || after.startsWith(";");
  }
  if (after === "") return !/[:=(,[{\\+]\s*$/.test(previousLine);
  return looksClosing;
}
