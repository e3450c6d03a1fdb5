import { fencedBlocks, type FencedBlock } from "./fencedBlocks";
import { hostileCharacters } from "./hostileCharacters";
import { lineHunks } from "../diff/hunks";
import { restoreIndentation, type IndentUnit } from "./indentation";
import { placeholderIn } from "./placeholders";

/** What the answer is to replace, as the document holds it. */
export interface EditTarget {
  readonly selection: string;
  /** Text right before and behind, as far as it was sent. */
  readonly before: string;
  readonly after: string;
  readonly languageId: string;
  readonly indentUnit: IndentUnit;
  readonly lineEnd: "\n" | "\r\n";
}

/** Something to tell before the user accepts. */
export type EditWarning =
  /** Characters that cannot be seen, as `U+202E`; accepting needs a second confirmation. */
  | { readonly type: "hostile-characters"; readonly codePoints: readonly string[] }
  | { readonly type: "large-deletion"; readonly removedLines: number; readonly ofLines: number };

/** What a model's answer means for the selection. */
export type EditAnswer =
  | { readonly type: "replacement"; readonly text: string; readonly warnings: readonly EditWarning[] }
  | { readonly type: "no-change" }
  /** `message` is a sentence for the person; asking again may help. */
  | {
      readonly type: "refused";
      readonly reason: "empty" | "no-code" | "placeholder" | "diff" | "several-blocks";
      readonly message: string;
    };

/**
 * Reads a whole answer as the replacement of a selection: fences off, chatter and repeated surroundings dropped,
 * indentation, line ends and blank lines at the edges as the selection had them. What would lose code is refused.
 */
export function answerToReplacement(answer: string, target: EditTarget): EditAnswer {
  const selection = withLineFeeds(target.selection);
  const before = withLineFeeds(target.before);
  const found = codeIn(withLineFeeds(answer), selection, target.languageId);
  if (typeof found !== "string") return found;
  if (isDiff(found, selection)) {
    return refused("diff", "The model answered with a diff instead of the new text.");
  }
  const code = withoutSurroundings(found, selection, before, withLineFeeds(target.after));
  const placeholder = placeholderIn(code, selection);
  if (placeholder !== undefined) {
    return refused(
      "placeholder",
      `The model left code out (“${placeholder.slice(0, 80)}”), so nothing was changed.`,
    );
  }
  const lineStart = before.slice(before.lastIndexOf("\n") + 1);
  const indented = restoreIndentation(code, {
    selection,
    startsLine: lineStart === "",
    lineIndent: /^[ \t]*/.exec(lineStart || selection)?.[0] ?? "",
    unit: target.indentUnit,
  });
  const text = withEdgesOf(selection, indented);
  if (text === selection) return { type: "no-change" };
  return {
    type: "replacement",
    text: target.lineEnd === "\r\n" ? text.replaceAll("\n", "\r\n") : text,
    warnings: editWarnings(text, selection),
  };
}

function refused(
  reason: "empty" | "no-code" | "placeholder" | "diff" | "several-blocks",
  message: string,
): EditAnswer {
  return { type: "refused", reason, message };
}

function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

const prose = new Set([
  "markdown",
  "plaintext",
  "asciidoc",
  "restructuredtext",
  "latex",
  "tex",
  "git-commit",
]);
const excuse = /^(?:i['’]?m sorry|sorry|i am sorry|i can(?:no|['’])t|i am unable|i['’]?m unable|as an ai)\b/i;
const lead =
  /^(?:sure|certainly|of course|okay|ok|absolutely|here(?:['’]s| is| are)|below is|the (?:updated|modified|rewritten|refactored|following|new|replacement)|i(?:['’]ve| have)|updated code|replacement)\b[^\n;{}]*[:.!]$/i;
const tail =
  /^(?:this (?:change|version|code|will|now|function)|the (?:change|above|code|function) |i(?:['’]ve| have) |note(?: that|:)|explanation|changes(?: made)?:|let me know|hope this|\*\*)/i;

function codeIn(answer: string, selection: string, languageId: string): string | EditAnswer {
  if (answer.trim() === "") return refused("empty", "The model gave an empty answer.");
  const blocks = fencedBlocks(answer);
  if (blocks.length > 0 && !(prose.has(languageId) && startsWithText(answer, selection))) {
    return oneOf(blocks, selection);
  }
  const bare = prose.has(languageId) ? answer : withoutChatter(answer, selection);
  if (!prose.has(languageId) && excuse.test(bare.trimStart())) {
    return refused("no-code", `The model answered without code: “${bare.trim().slice(0, 120)}”`);
  }
  if (bare.trim() === "") return refused("no-code", "The model answered without code.");
  return bare;
}

/** A Markdown document that starts as the selection does is no wrapped answer: its blocks are its own. */
function startsWithText(answer: string, selection: string): boolean {
  return selection.trim() !== "" && firstLine(answer) === firstLine(selection);
}

function firstLine(text: string): string | undefined {
  return text.trimStart().split("\n", 1)[0]?.trim();
}

function oneOf(blocks: readonly FencedBlock[], selection: string): string | EditAnswer {
  const [first] = blocks;
  if (first !== undefined && blocks.length === 1) return first.code;
  // Beside the code models quote what was there before, and how to run it.
  const others = blocks.filter(
    ({ info, code }) =>
      !/^(?:sh|shell|bash|console|text|output|txt|plaintext)\b/.test(info) && !isSameText(code, selection),
  );
  const candidates = others.length > 0 ? others : blocks;
  const largest = candidates.reduce((a, b) => (b.code.length > a.code.length ? b : a));
  if (candidates.every(({ code }) => largest.code.includes(code.trim()))) return largest.code;
  return refused(
    "several-blocks",
    "The model answered with several blocks of code; which one is meant is not clear.",
  );
}

function isSameText(a: string, b: string): boolean {
  return withSingleSpaces(a) === withSingleSpaces(b);
}

function withSingleSpaces(text: string): string {
  return text.replaceAll(/[ \t]+/g, " ").trim();
}

function withoutChatter(answer: string, selection: string): string {
  const lines = answer.split("\n");
  const known = new Set(selection.split("\n").map((line) => line.trim()));
  const isChatter = (line: string | undefined, pattern: RegExp) =>
    line !== undefined && pattern.test(line.trim()) && !known.has(line.trim());
  const firstAt = lines.findIndex((line) => line.trim() !== "");
  const start = isChatter(lines[firstAt], lead) ? firstAt + 1 : 0;
  let end = lines.length;
  for (let at = start + 1; at < lines.length; at++) {
    if (lines[at - 1]?.trim() === "" && isChatter(lines[at], tail)) {
      end = at;
      break;
    }
  }
  return lines.slice(start, end).join("\n");
}

function isDiff(code: string, selection: string): boolean {
  if (/^@@ .*@@/m.test(code) && !/^@@ .*@@/m.test(selection)) return true;
  if (/^<{5,9} ?(?:SEARCH|ORIGINAL|HEAD)\b/m.test(code) && !/^<{5,9} /m.test(selection)) return true;
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  const known = new Set(selection.split("\n"));
  const removed = lines.filter((line) => line.startsWith("-") && known.has(line.slice(1)));
  const added = lines.filter((line) => line.startsWith("+"));
  return removed.length > 0 && added.length > 0 && lines.every((line) => /^[-+ ]/.test(line));
}

/** Fewer repeated lines than this may be the code's own. */
const minEchoedLines = 2;

/** Drops lines of the surroundings that the model repeated, up to the whole file around the selection. */
function withoutSurroundings(code: string, selection: string, before: string, after: string): string {
  const lines = code.split("\n");
  const selected = selection.split("\n");
  const beforeLines = before.split("\n").slice(0, -1);
  const afterLines = selection.endsWith("\n") ? after.split("\n") : after.split("\n").slice(1);
  const leading = echoLength(
    (at) => lines[at],
    (at, length) => beforeLines[beforeLines.length - length + at],
    Math.min(lines.length - 1, beforeLines.length),
  );
  const isOwnStart =
    leading > 0 &&
    lines[0]?.trimEnd() === selected[0]?.trimEnd() &&
    lines[1]?.trimEnd() === selected[1]?.trimEnd();
  const rest = isOwnStart ? lines : lines.slice(leading);
  while (rest.length > 1 && rest.at(-1)?.trim() === "") rest.pop();
  while (afterLines.length > 1 && afterLines.at(-1)?.trim() === "") afterLines.pop();
  const trailing = echoLength(
    (at, length) => rest[rest.length - length + at],
    (at) => afterLines[at],
    Math.min(rest.length - 1, afterLines.length),
  );
  const ownEnd = selected.filter((line) => line.trim() !== "").slice(-trailing);
  const isOwnEnd =
    trailing > 0 &&
    ownEnd.join("\n") ===
      rest
        .slice(-trailing)
        .filter((line) => line.trim() !== "")
        .join("\n");
  return (isOwnEnd ? rest : rest.slice(0, rest.length - trailing)).join("\n");
}

/** The greatest number of lines, at least `minEchoedLines` with text, for which both sides are the same. */
function echoLength(
  line: (at: number, length: number) => string | undefined,
  other: (at: number, length: number) => string | undefined,
  maxLines: number,
): number {
  for (let length = maxLines; length >= minEchoedLines; length--) {
    let textLines = 0;
    let at = 0;
    for (; at < length; at++) {
      const left = line(at, length)?.trimEnd();
      if (left === undefined || left !== other(at, length)?.trimEnd()) break;
      if (/[\p{L}\p{N}]/u.test(left)) textLines++;
    }
    if (at === length && textLines >= minEchoedLines) return length;
  }
  return 0;
}

/** Blank lines and the line end at the edges are the selection's: models drop and add them without being asked. */
function withEdgesOf(selection: string, text: string): string {
  if (selection.trim() === "") return text;
  const blankStart = /^(?:[ \t]*\n)*/.exec(selection)?.[0] ?? "";
  const blankEnd = /(?:\n[ \t]*)*$/.exec(selection)?.[0] ?? "";
  const inner = text.replace(/^(?:[ \t]*\n)+/, "").replace(/(?:\n[ \t]*)+$/, "");
  return inner.trim() === "" ? "" : blankStart + inner + blankEnd;
}

const largeDeletionLines = 20;

/** What to tell before `text` takes the place of `selection`. */
export function editWarnings(text: string, selection: string): readonly EditWarning[] {
  const warnings: EditWarning[] = [];
  const codePoints = hostileCharacters(text, selection);
  if (codePoints.length > 0) warnings.push({ type: "hostile-characters", codePoints });
  const ofLines = selection.split("\n").length;
  const lost = lineHunks(selection, text).reduce((sum, hunk) => sum + hunk.removedLines - hunk.addedLines, 0);
  if (ofLines > largeDeletionLines && lost > ofLines / 2) {
    warnings.push({ type: "large-deletion", removedLines: lost, ofLines });
  }
  return warnings;
}
