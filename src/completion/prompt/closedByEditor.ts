import { autoClosedBy, bracketBalance, isOnlyClosers } from "../text/brackets";

/** The bracket around an argument on a line of its own was opened further up, though seldom as far as this. */
const MAX_LINES_UP = 40;
/** Of very long lines so much is looked at. */
const MAX_CHARS_UP = 2000;

/**
 * How many characters behind the cursor on its line the editor has put there by itself: the partners of brackets and of
 * a quote that are open before the cursor. They say nothing about what will be written: behind `if (█)` a block may
 * follow, or `&&`. All of the rest of the line, or nothing: whoever wrote a `;` behind the brackets has said how the
 * line ends.
 * @param prefix text before the cursor, `suffix` text behind it, both with `\n` line ends
 */
export function closedByEditor({
  prefix,
  suffix,
}: {
  readonly prefix: string;
  readonly suffix: string;
}): number {
  const lineBreak = suffix.indexOf("\n");
  const rest = (lineBreak === -1 ? suffix : suffix.slice(0, lineBreak)).trimEnd();
  if (rest === "" || !isOnlyClosers(rest)) return 0;
  const near = prefix.slice(-MAX_CHARS_UP);
  const lineStart = near.lastIndexOf("\n") + 1;
  // The line alone first: what stands above may hold brackets in comments.
  const isClosed =
    closes(rest, near.slice(lineStart)) || closes(rest, near.slice(startOfLinesUp(near, lineStart)));
  return isClosed ? rest.length : 0;
}

/** Whether each character closes what is open, from the innermost on. */
function closes(rest: string, text: string): boolean {
  const { openers, openQuote } = bracketBalance(text);
  let open = openers.length;
  let quote = openQuote;
  for (const character of rest) {
    if (open > 0 && character === autoClosedBy(openers.charAt(open - 1))) open--;
    else if (quote !== "" && character === quote) quote = "";
    else return false;
  }
  return true;
}

function startOfLinesUp(text: string, lineStart: number): number {
  let start = lineStart;
  for (let line = 0; line < MAX_LINES_UP && start > 0; line++) start = text.lastIndexOf("\n", start - 2) + 1;
  return start;
}
