/** A block of code found in a message. */
export interface AttachedCode {
  readonly language: string;
  /** What the text before the fence calls it: its last filled line, often a path. */
  readonly label: string;
  readonly code: string;
}

const fence = /^(?<ticks>`{3,}|~{3,})[ \t]*(?<info>[^\n`]*)\n(?<code>[^]*?)(?:^\k<ticks>[ \t]*$|(?![^]))/gm;

/** Fenced blocks of a text, in order. */
export function attachedCode(text: string): readonly AttachedCode[] {
  const blocks: AttachedCode[] = [];
  for (const match of text.matchAll(fence)) {
    const [language = "", ...more] = (match.groups?.["info"] ?? "").trim().split(/\s+/);
    const before = text.slice(0, match.index).trimEnd();
    const label = more.join(" ") || before.slice(before.lastIndexOf("\n") + 1).trim();
    blocks.push({ language, label, code: (match.groups?.["code"] ?? "").replace(/\n$/, "") });
  }
  return blocks;
}

/** The text without its fenced blocks. */
export function withoutCode(text: string): string {
  return text
    .replace(fence, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A fenced block, with a fence longer than any run of backticks in the code. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${code}\n${ticks}`;
}
