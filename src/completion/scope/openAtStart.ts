import type { CommentForm, StringForm, Syntax } from "./syntax";

/** Lines of a comment that begin with `*` before one believes that the window began in it. */
const STARRED_LINES = 3;
/** What a string follows: an operator, an opening bracket or a word that takes a value, and then perhaps a tag. */
const BEFORE_STRING = /(?:[=(,[{:+?>|&]|\b(?:return|in|await|yield))\s*[\w$.]*$/;
/** Plain quotes that are looked at, and by how many votes they must speak against code: they err more easily. */
const PLAIN_QUOTES = 20;
const PLAIN_MAJORITY = 3;

/**
 * What a window that begins in the middle of a file begins in, judged from what it holds; undefined for code. A comment
 * is known by an end without a beginning, or by its starred lines. Of a string over several lines each quote looks like
 * an opening or like an end, and openings and ends take turns: the quotes vote on which turn came first.
 * @param from offset of a line's start
 */
export function openAtStart(
  text: string,
  from: number,
  syntax: Syntax,
): CommentForm | StringForm | undefined {
  return (
    syntax.comments.find((form) => isInComment(text, from, form, syntax.comments)) ??
    syntax.strings.find((form) => isInString(text, from, form))
  );
}

function isInComment(
  text: string,
  from: number,
  { open, close }: CommentForm,
  forms: readonly CommentForm[],
): boolean {
  if (close === undefined || open === close || open === "{") return false;
  const end = text.indexOf(close, from);
  const starts = forms
    .filter((form) => form.close === close)
    .map((form) => text.indexOf(form.open, from))
    .filter((start) => start !== -1);
  const start = starts.length === 0 ? -1 : Math.min(...starts);
  if (end !== -1 && (start === -1 || end < start)) {
    // `"**/*.ts"` holds an end, too.
    const before = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
    return !/["'`]/.test(before) || /^\s*\*/.test(before);
  }
  if (open !== "/*") return false;
  const lines = text.slice(from, start === -1 ? undefined : start).split("\n");
  return lines.length >= STARRED_LINES && lines.slice(0, STARRED_LINES).every((line) => /^\s*\*/.test(line));
}

function isInString(text: string, from: number, { open, close, isLong }: StringForm): boolean {
  if (isLong !== true || open !== close) return false;
  if (open === '"') return votesOfPlainQuotes(text, from) <= -PLAIN_MAJORITY;
  // An apostrophe says nothing.
  return (open === "`" || open.length === 3) && votesOfLines(text, from, open) < 0;
}

/** Each line with an odd number of quotes has one vote; positive for a window that begins in code. */
function votesOfLines(text: string, from: number, quote: string): number {
  if (!text.includes(quote, from)) return 0;
  let votes = 0;
  let isOpeningsTurn = true;
  let previous = text.slice(0, from).trimEnd();
  for (let at = from; ;) {
    const lineEnd = text.indexOf("\n", at);
    // The cursor's line is not whole.
    if (lineEnd === -1) return votes;
    const line = text.slice(at, lineEnd);
    at = lineEnd + 1;
    if (line.trim() === "") continue;
    const pieces = line.split(quote);
    // An even number of pieces has an odd number of quotes between them. In comments backticks mean something else.
    if (pieces.length % 2 === 0 && !/^\s*(?:\*|\/\/|#)/.test(line)) {
      votes += isEnd(pieces, previous) === isOpeningsTurn ? -1 : 1;
      isOpeningsTurn = !isOpeningsTurn;
    }
    previous = line;
  }
}

/** Whether a line that has one quote too many ends a string rather than opening one. */
function isEnd(pieces: readonly string[], previousLine: string): boolean {
  const before = pieces.slice(0, -1).at(-1)?.trimEnd() ?? "";
  const after = pieces.at(-1)?.trim() ?? "";
  const looksClosing = after === "" || /^[;,.)\]}]/.test(after);
  if (before.trim() !== "") {
    // `name = """` opens; so does `tag` directly before it, while a word and then the quote may be either.
    return !BEFORE_STRING.test(before) || after.startsWith(";");
  }
  if (after === "") return !/[:=(,[{\\+]\s*$/.test(previousLine);
  return looksClosing;
}

/** The same for quotes that also hold strings of one line: a blank or an operator stands outside of them, a word inside. */
function votesOfPlainQuotes(text: string, from: number): number {
  let votes = 0;
  let at = text.indexOf('"', from);
  for (let count = 0; at !== -1 && count < PLAIN_QUOTES; count++) {
    const isOpening = /[\s=(,[{:;|&!<>]/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1));
    const isClosing = /[\s),;\]}|&]/.test(text.charAt(at + 1)) && /\S/.test(text.charAt(at - 1));
    if (isOpening !== isClosing) votes += isOpening === (count % 2 === 0) ? 1 : -1;
    do at = text.indexOf('"', at + 1);
    while (at !== -1 && text.charAt(at - 1) === "\\");
  }
  return votes;
}
