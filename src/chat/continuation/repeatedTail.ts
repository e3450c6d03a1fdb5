/** Fewer characters in common may be chance. */
const minRepeatedChars = 16;

/** The same where nothing but the length speaks for a repetition: no blanks, as in Chinese, between which a new start would show. */
const minSolidChars = 40;

/**
 * Places in the kept text's end from which a model may repeat it, the nearest to the end first: the start of each word, and
 * the start of each indented line with its indentation. `isWhole`: the text has nothing before `tail`.
 */
export function repeatStarts(tail: string, isWhole: boolean): readonly number[] {
  const starts: number[] = [];
  for (let at = tail.length - 1; at >= 0; at -= 1) {
    if (tail.length - at < minRepeatedChars) continue;
    const isBlankHere = isBlank(tail[at]);
    if (at === 0 ? isWhole && !isBlankHere : !isBlankHere && isBlank(tail[at - 1])) starts.push(at);
    else if (isLineStart(tail, at, isWhole) && startsIndented(tail, at)) starts.push(at);
  }
  return starts;
}

/**
 * Whether new text that begins with `tail.slice(start)` repeats it, and is not a text that goes on by saying the same again.
 *
 * The kept text ends in the middle of a line and without white space. What truly goes on there, and says the same again,
 * begins with the white space that stood before it the first time: `again. The same again.` Without it the first word would
 * stick to the last (`again.The same again.`), which nobody writes. So the repetition is proven by the missing white space,
 * but for these:
 * - it is short (under 16 characters): `coco` goes on as `coconut`;
 * - it is itself a unit repeated (`哈哈哈哈`, `0000`, `ok` on every line): then the row simply goes on;
 * - the text is written without blanks, or the last sign is one of a script without blanks: then it has to be a line's whole
 *   beginning and 40 characters long;
 * - it stands between tags (`<td class="a"></td><td class="a"></td>`): tags follow each other without blanks;
 * - it begins inside a line and a sign other than a letter, a digit or the end of a clause stands last:
 *   minified code does not separate its statements.
 */
export function tellsRepeat(tail: string, start: number, isWhole: boolean): boolean {
  const repeated = tail.slice(start);
  const text = repeated.trim();
  if (text.length < minRepeatedChars || isRow(repeated)) return false;
  const isWholeLines = isLineStart(tail, start - indentationBefore(tail, start), isWhole);
  const last = text.slice(-1);
  const isSolid = !/\s/.test(text) || isSolidScript(last);
  if (isSolid && !text.includes("\n")) return isWholeLines && text.length >= minSolidChars;
  if (last === ">" && repeated.startsWith("<")) return false;
  return isWholeLines || (/[\p{L}\p{N}.,;:!?]/u.test(last) && /^[\p{L}\p{N}]/u.test(text));
}

/** Whether a text is a shorter one, two times or more, in a row, with nothing or white space between. */
function isRow(text: string): boolean {
  // A row stands in its own double also at another place than the two halves.
  return ["", " ", "\n", "\n\n"].some((between) => {
    const row = text + between;
    return (row + row).indexOf(row, 1) < row.length;
  });
}

/** Chinese, Japanese and their signs. */
function isSolidScript(sign: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(sign);
}

function isBlank(sign: string | undefined): boolean {
  return sign !== undefined && /\s/.test(sign);
}

function isLineStart(tail: string, at: number, isWhole: boolean): boolean {
  return at === 0 ? isWhole : tail[at - 1] === "\n";
}

/** Whether indentation begins here. A single blank is none: it may as well stand between two words. */
function startsIndented(tail: string, at: number): boolean {
  return tail[at] === "\t" || tail.startsWith("  ", at);
}

/** Length of the blanks within the line that end here. */
function indentationBefore(tail: string, at: number): number {
  return /[ \t]*$/.exec(tail.slice(0, at))?.[0].length ?? 0;
}
