/** A fenced code block of a Markdown text. */
export interface FencedBlock {
  /** What follows the opening fence, in lower case: usually a language, sometimes more (`ts title="a.ts"`). */
  readonly info: string;
  /** The lines between the fences, joined by `\n`, without a line end at the end. */
  readonly code: string;
  /** False where the text ends before the closing fence. */
  readonly isClosed: boolean;
  /** The lines that the block takes, fences included: [startLine, endLine), from 0. */
  readonly startLine: number;
  readonly endLine: number;
}

interface Fence {
  readonly indent: string;
  readonly marks: string;
  readonly info: string;
}

/** Infos of blocks that hold Markdown, in which blocks of their own are to be expected. */
const markdown = /^(?:markdown|md|mdx)\b/;
/** A text with more blocks than this that lack their closing fence is read no further: each costs a look at the rest. */
const maxUnclosed = 20;

/**
 * The code blocks of a model's answer, outermost ones only. Lines end with `\n`. A fence inside a block that opens with
 * a language of its own is taken for nested, as models write Markdown inside a fence of the same length. A fence may
 * open behind a few words and a colon, and close at the end of the last line of code: both happen.
 */
export function fencedBlocks(answer: string): FencedBlock[] {
  const lines = answer.split("\n");
  const blocks: FencedBlock[] = [];
  let unclosed = 0;
  for (let at = 0; at < lines.length && unclosed < maxUnclosed; at++) {
    const line = lines[at] ?? "";
    const fence = fenceOf(line) ?? fenceBehindWords(line);
    if (fence === undefined) continue;
    // Only once: looking for the last fence reads the whole rest.
    const canNest = blocks.length === 0 && markdown.test(fence.info);
    const end =
      (canNest ? outerClosingLine(lines, at + 1, fence) : undefined) ?? closingLine(lines, at + 1, fence);
    if (end === undefined) unclosed++;
    const glued = end === undefined ? gluedClosingLine(lines, at + 1, fence) : undefined;
    const inside = lines.slice(at + 1, end ?? (glued === undefined ? lines.length : glued + 1));
    if (glued !== undefined) inside.push((inside.pop() ?? "").trimEnd().slice(0, -fence.marks.length));
    const endLine = end ?? glued ?? lines.length - 1;
    blocks.push({
      info: fence.info,
      code: inside.map((each) => withoutIndent(each, fence.indent)).join("\n"),
      isClosed: end !== undefined || glued !== undefined,
      startLine: at,
      endLine: endLine + 1,
    });
    at = endLine;
  }
  return blocks;
}

/** The language that a fence's info names, without what comes with it: `ts` for `ts:src/a.ts` and `{.ts .numbered}`. */
export function languageOfInfo(info: string): string {
  return /^[{.\s]*([\p{L}\p{N}+#_-]*)/u.exec(info)?.[1] ?? "";
}

/** The opening or closing fence that a line is. */
export function fenceOf(line: string): Fence | undefined {
  const trimmed = line.trimStart();
  const mark = trimmed[0];
  if (mark !== "`" && mark !== "~") return undefined;
  let length = 1;
  while (trimmed[length] === mark) length++;
  const info = trimmed.slice(length);
  if (length < 3 || info.includes("`")) return undefined;
  return {
    indent: line.slice(0, line.length - trimmed.length),
    marks: trimmed.slice(0, length),
    info: info.trim().toLowerCase(),
  };
}

const maxWordsChars = 200;

/** A fence that opens behind words, as in "Here it is: ```ts". */
function fenceBehindWords(line: string): Fence | undefined {
  if (line.length > maxWordsChars) return undefined;
  const at = line.indexOf("```");
  if (at <= 0 || !line.slice(0, at).trimEnd().endsWith(":")) return undefined;
  const fence = fenceOf(line.slice(at));
  return fence === undefined || !/^[\w+#-]{0,20}$/.test(fence.info) ? undefined : fence;
}

/** The lines that may close a block: fences without a language that close no block inside it. */
function* closingLines(lines: readonly string[], from: number, { marks }: Fence): Generator<number> {
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    const other = fenceOf(lines[at] ?? "");
    if (!other?.marks.startsWith(marks)) continue;
    if (other.info !== "") depth++;
    else if (depth > 0) depth--;
    else yield at;
  }
}

function closingLine(lines: readonly string[], from: number, fence: Fence): number | undefined {
  for (const at of closingLines(lines, from, fence)) return at;
  return undefined;
}

/**
 * The fence at the very end of the text, where a Markdown block holds pairs of fences without a language: the first of
 * them opens behind a blank line, as the end of a block does not.
 */
function outerClosingLine(lines: readonly string[], from: number, fence: Fence): number | undefined {
  const closing = Array.from(closingLines(lines, from, fence));
  const [first] = closing;
  const last = closing.at(-1);
  if (first === undefined || last === undefined || closing.length < 3 || closing.length % 2 === 0)
    return undefined;
  const isLast = lines.slice(last + 1).every((line) => line.trim() === "");
  return isLast && lines[first - 1]?.trim() === "" ? last : undefined;
}

/** The first line of an unclosed block that has the closing fence at its end, where nothing or a blank line follows. */
function gluedClosingLine(lines: readonly string[], from: number, { marks }: Fence): number | undefined {
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? "").trimEnd();
    // A fence behind the mark of a comment opens or closes an example in it.
    if (!line.endsWith(marks) || !/[\p{L}\p{N};)}\]>"']/u.test(line.slice(0, -marks.length))) continue;
    if ((lines[at + 1] ?? "").trim() === "") return at;
  }
  return undefined;
}

function withoutIndent(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line;
}
