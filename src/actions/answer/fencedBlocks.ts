/** A fenced code block of a Markdown text. */
export interface FencedBlock {
  /** What follows the opening fence, in lower case: usually a language. */
  readonly info: string;
  /** The lines between the fences, joined by `\n`, without a line end at the end. */
  readonly code: string;
  /** False where the text ends before the closing fence. */
  readonly isClosed: boolean;
}

const opening = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`\n]*)$/;

/**
 * The code blocks of a model's answer, outermost ones only. Lines end with `\n`. A fence inside a block that opens with
 * a language of its own is taken for nested, as models write Markdown inside a fence of the same length.
 */
export function fencedBlocks(answer: string): FencedBlock[] {
  const lines = answer.split("\n");
  const blocks: FencedBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent = "", fence = "", info = ""] = opening.exec(lines[at] ?? "") ?? [];
    if (fence === "") continue;
    const end = closingLine(lines, at + 1, fence);
    const inside = lines.slice(at + 1, end ?? lines.length);
    blocks.push({
      info: info.trim().toLowerCase(),
      code: inside.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join("\n"),
      isClosed: end !== undefined,
    });
    at = end ?? lines.length;
  }
  return blocks;
}

function closingLine(lines: readonly string[], from: number, fence: string): number | undefined {
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    const [, , other = "", info = ""] = opening.exec(lines[at] ?? "") ?? [];
    if (other[0] !== fence[0] || other.length < fence.length) continue;
    if (info.trim() !== "") depth++;
    else if (depth > 0) depth--;
    else return at;
  }
  return undefined;
}
