import { refused, type AnswerRefusal } from "./answerRefusal";
import { bracketBalance } from "./bracketBalance";
import { echoLength, placesOfLines } from "./lineEcho";
import { placeholderIn } from "./placeholders";

/** The document around a selection. Lines end with `\n`. */
export interface SelectedText {
  readonly selection: string;
  readonly before: string;
  readonly after: string;
}

/** A line with text: what it says, how deep it stands, and where among all lines. */
interface TextLine {
  readonly text: string;
  readonly indent: number;
  readonly at: number;
}

/**
 * Drops what the model repeated of the text around the selection, up to the whole file. A repeated line is one that
 * says the same, next to the selection, at the same side of it in depth, and that the selection does not have there
 * itself; one line alone counts where it says something, or closes a bracket that the code does not open. Where the
 * code holds surroundings that cannot be told from it, or that were changed, it is refused.
 *
 * @param isWhole false where more of the code may come: its last line is not the end then
 */
export function withoutSurroundings(
  code: string,
  target: SelectedText,
  isWhole = true,
): string | AnswerRefusal {
  const { selection, before, after } = target;
  const all = withoutOuterPlaceholders(withoutLineParts(code, target, isWhole), target).split("\n");
  const lines = textLines(all);
  const own = textLines(selection.split("\n"));
  const beforeLines = textLines(before.split("\n").slice(0, -1));
  // Until a line comes that does not go on with it, all may be repeated.
  if (!isWhole && isEchoSoFar(lines, own, beforeLines)) return "";
  const lineStart = before.slice(before.lastIndexOf("\n") + 1);
  const afterLines = textLines(after.split("\n").slice(endsWithLine(target) ? 0 : 1));
  const depth =
    own[0]?.indent ?? (/^[ \t]*$/.test(lineStart) && lineStart !== "" ? widthOf(lineStart) : undefined);

  const whole = insideWholeFile(lines, own, beforeLines, afterLines);
  if (whole !== undefined)
    return "type" in whole ? whole : all.slice(...rangeOf(whole, lines, all)).join("\n");

  const leading = leadingEcho(lines, own, beforeLines, depth);
  const rest = lines.slice(leading);
  const trailing = trailingEcho(rest, own, afterLines, depth, leading > 0);
  const kept = rest.slice(0, rest.length - trailing);
  if (leading === 0 && startsInside(kept, own, beforeLines)) return moreThanSelection();
  const [first] = kept;
  const last = kept.at(-1);
  if (first === undefined || last === undefined) return code;
  const start = leading === 0 ? 0 : first.at;
  const end = trailing === 0 ? all.length : last.at + 1;
  return all.slice(start, end).join("\n");
}

/** Whether all lines so far stand before the selection, one after the other, up to its start or not. */
function isEchoSoFar(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  before: readonly TextLine[],
): boolean {
  if (lines[0]?.text === own[0]?.text) return false;
  return placesOfLines(before.map(textOf), lines.map(textOf)).length > 0;
}

function moreThanSelection(): AnswerRefusal {
  return refused(
    "surroundings",
    "The model answered with more than the selection and changed the code around it, so nothing was changed. Select that code as well, or ask for the selection alone.",
  );
}

/** Whether what follows the selection begins a line: behind a line end, and at a line's start with nothing selected. */
function endsWithLine({ selection, before }: SelectedText): boolean {
  return selection === "" ? before === "" || before.endsWith("\n") : selection.endsWith("\n");
}

/** How deep an indentation is, in columns of four a tab: only the order of depths matters. */
function widthOf(indent: string): number {
  return indent.replaceAll("\t", "    ").length;
}

function textLines(lines: readonly string[]): readonly TextLine[] {
  return lines.flatMap((line, at) => {
    const text = line.trim();
    return text === ""
      ? []
      : [{ text, indent: widthOf(line.slice(0, line.length - line.trimStart().length)), at }];
  });
}

const textOf = ({ text }: TextLine) => text;

/** Words that end or begin a block everywhere say nothing about a place. */
const common =
  /^(?:else|try|finally|do|begin|end|then|fi|done|pass|return|break|continue|default|esac)?\s*[;:{]?$|^(?:\}\s*)?(?:else|finally|try|do)\s*\{?:?$/;

/** Whether a line says enough to be told from others. */
function saysSomething({ text }: TextLine): boolean {
  return /[\p{L}\p{N}_]{2}/u.test(text) && !common.test(text);
}

function wordCount(lines: readonly TextLine[]): number {
  return lines.filter(saysSomething).length;
}

/** How many of the first lines repeat what stands before the selection. */
function leadingEcho(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  before: readonly TextLine[],
  depth: number | undefined,
): number {
  const length = echoLength(before.map(textOf), lines.slice(0, -1).map(textOf));
  if (length === 0) return 0;
  const echoed = lines.slice(0, length);
  const words = wordCount(echoed);
  if (words === 0) return 0;
  if (beginsLike(lines, own) && !beginsLike(lines.slice(length), own)) return 0;
  if (words === 1 && length === 1 && own.some(({ text }) => text === echoed[0]?.text)) return 0;
  const last = echoed.at(-1);
  const next = lines[length];
  const isSameSide =
    depth === undefined || sideOf(next, last) === Math.sign(depth - (before.at(-1)?.indent ?? 0));
  // Words of a line that lost its indentation stand at no side.
  return isSameSide || words >= 3 ? length : 0;
}

/** How many of the last lines repeat what stands behind the selection. */
function trailingEcho(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  after: readonly TextLine[],
  depth: number | undefined,
  hasLeading: boolean,
): number {
  const length = echoLength(lines.slice(1).map(textOf), after.map(textOf));
  if (length === 0) return 0;
  const kept = lines.slice(0, lines.length - length);
  const echoed = lines.slice(lines.length - length);
  const isSameSide =
    depth === undefined || sideOf(echoed[0], lines[0]) === Math.sign((after[0]?.indent ?? 0) - depth);
  const words = wordCount(echoed);
  if (words > 0) {
    if (endsLike(lines, own) && !endsLike(kept, own)) return 0;
    if (words === 1 && own.some(({ text }) => text === echoed.find(saysSomething)?.text)) return 0;
    return isSameSide || words >= 3 ? length : 0;
  }
  // Brackets alone are repeated where the code closes more of them than the selection.
  const surplus = balanceOf(lines) - balanceOf(own);
  if (surplus < 0) return closingEcho(echoed, surplus);
  return hasLeading && isSameSide && surplus === 0 && /^end\b/.test(echoed[0]?.text ?? "") ? length : 0;
}

/** How many of the echoed lines of brackets are the surplus. */
function closingEcho(echoed: readonly TextLine[], surplus: number): number {
  for (let count = 1; count <= echoed.length; count++) {
    if (balanceOf(echoed.slice(echoed.length - count)) === surplus) return count;
  }
  return 0;
}

function balanceOf(lines: readonly TextLine[]): number {
  return bracketBalance(lines.map(textOf).join("\n"));
}

function sideOf(line: TextLine | undefined, other: TextLine | undefined): number {
  return Math.sign((line?.indent ?? 0) - (other?.indent ?? 0));
}

function beginsLike(lines: readonly TextLine[], own: readonly TextLine[]): boolean {
  return own.length > 0 && own.slice(0, 2).every(({ text }, at) => text === lines[at]?.text);
}

function endsLike(lines: readonly TextLine[], own: readonly TextLine[]): boolean {
  return (
    own.length > 0 && own.slice(-2).every(({ text }, at, { length }) => text === lines.at(at - length)?.text)
  );
}

/** A range of lines with text, [start, end). */
type LineRange = readonly [start: number, end: number];

function rangeOf([start, end]: LineRange, lines: readonly TextLine[], all: readonly string[]): LineRange {
  return [lines[start]?.at ?? all.length, (lines[end - 1]?.at ?? -1) + 1];
}

/** As many lines with words as a place in a whole file must share with the selection's edge. */
const minAnchorWords = 2;

/**
 * The part of a whole file that stands between what was before and behind the selection, where the file reaches further
 * than what was sent of it. Undefined where the code is no such file; a refusal where it is one with other changes.
 */
function insideWholeFile(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  before: readonly TextLine[],
  after: readonly TextLine[],
): LineRange | AnswerRefusal | undefined {
  const head = anchor(before.toReversed()).toReversed();
  const tail = anchor(after);
  if (head.length === 0) return undefined;
  const texts = lines.map(textOf);
  const ownTexts = own.map(textOf);
  if (placesOfLines(ownTexts, head.map(textOf)).length > 0) return undefined;
  const headPlaces = placesOfLines(texts, head.map(textOf));
  const [headAt] = headPlaces;
  if (headAt === undefined || headAt === 0 || headPlaces.length > 1) return undefined;
  const start = headAt + head.length;
  const end = startOfTail(texts, start, tail.map(textOf), after.map(textOf));
  if (end === undefined || end <= start) return undefined;
  // All that was sent must be there as it was; what was not sent cannot be checked.
  const sameBefore = before.every(({ text }, at) => {
    const place = start - before.length + at;
    return place < 0 || texts[place] === text;
  });
  const sameAfter = after.every(({ text }, at) => end + at >= texts.length || texts[end + at] === text);
  if (sameBefore && sameAfter) return start >= before.length ? [start, end] : undefined;
  // At the end of a document the text behind is no witness: new code may well be like the code before.
  return tail.length === 0 ? undefined : moreThanSelection();
}

/** Where what follows the selection begins: at its only anchor, or as the whole end of the lines. */
function startOfTail(
  texts: readonly string[],
  from: number,
  tail: readonly string[],
  after: readonly string[],
): number | undefined {
  if (tail.length > 0) {
    const [at, other] = placesOfLines(texts.slice(from), tail);
    return at === undefined || other !== undefined ? undefined : from + at;
  }
  const end = texts.length - after.length;
  return after.every((text, at) => texts[end + at] === text) ? end : undefined;
}

/** The first lines up to the one with which enough was said; none where that is never. */
function anchor(lines: readonly TextLine[]): readonly TextLine[] {
  let words = 0;
  for (const [at, line] of lines.entries()) {
    if (saysSomething(line) && ++words === minAnchorWords) return lines.slice(0, at + 1);
  }
  return [];
}

/** Whether code begins with lines from before the selection and then goes another way than they do. */
function startsInside(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  before: readonly TextLine[],
): boolean {
  const head = lines.slice(0, 3);
  if (head.length < 3 || wordCount(head) < minAnchorWords || beginsLike(lines, own)) return false;
  const [at] = placesOfLines(before.map(textOf), head.map(textOf));
  return (
    at !== undefined &&
    !own.some(({ text }) => text === head[0]?.text) &&
    shareOf(before.slice(at), lines) > 0.5
  );
}

/** How much of the first lines stands among the second. */
function shareOf(lines: readonly TextLine[], others: readonly TextLine[]): number {
  const known = new Set(others.map(textOf));
  const words = lines.filter(saysSomething);
  return words.filter(({ text }) => known.has(text)).length / Math.max(1, words.length);
}

/** Of a selection within a line, the code without the rest of that line where the model repeated it. */
function withoutLineParts(code: string, target: SelectedText, isWhole: boolean): string {
  const { selection, before, after } = target;
  const lineStart = before.slice(before.lastIndexOf("\n") + 1).trimStart();
  const lineRest = endsWithLine(target) ? "" : (after.split("\n", 1)[0] ?? "").trimEnd();
  let text = code;
  const trimmed = code.trimStart();
  const hasStart =
    /[\p{L}\p{N}_]/u.test(lineStart) &&
    trimmed.startsWith(lineStart.trimEnd()) &&
    !selection.trimStart().startsWith(lineStart.trimEnd());
  if (hasStart) text = trimmed.slice(lineStart.trimEnd().length).replace(/^[ \t]/, "");
  const rest = lineRest.trim();
  const end = text.trimEnd();
  if (!isWhole || rest === "" || selection.trimEnd().endsWith(rest) || !end.endsWith(rest)) return text;
  const cut = end.slice(0, end.length - rest.length);
  const isBrackets = /^[;,:.)\]}\s]+$/.test(rest);
  // A bracket that the code needs is its own.
  const closesOwn =
    bracketBalance(cut) !== bracketBalance(selection) && bracketBalance(end) === bracketBalance(selection);
  return (hasStart || isBrackets) && !closesOwn ? cut.trimEnd() : text;
}

/**
 * Without a first and a last line that stand for what is around the selection ("// ... existing code ..."): the line
 * beside each is the selection's own first or last one.
 */
function withoutOuterPlaceholders(code: string, { selection, before, after }: SelectedText): string {
  let lines = code.split("\n");
  const own = textLines(selection.split("\n"));
  const isPlaceholder = (line: TextLine | undefined) =>
    line !== undefined && placeholderIn(line.text, selection) !== undefined;
  let texts = textLines(lines);
  const [first, second] = texts;
  if (before.trim() !== "" && isPlaceholder(first) && second !== undefined && second.text === own[0]?.text) {
    lines = lines.slice(second.at);
    texts = textLines(lines);
  }
  const last = texts.at(-1);
  const previous = texts.at(-2);
  if (
    after.trim() !== "" &&
    isPlaceholder(last) &&
    previous !== undefined &&
    previous.text === own.at(-1)?.text &&
    balanceOf(texts.slice(0, -1)) === balanceOf(own)
  ) {
    lines = lines.slice(0, previous.at + 1);
  }
  return lines.join("\n");
}
