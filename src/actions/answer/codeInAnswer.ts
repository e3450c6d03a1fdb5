import { quoted, refused, type AnswerRefusal } from "./answerRefusal";
import {
  isAllProse,
  isExcuse,
  isFileName,
  isLead,
  isProse,
  saysNothingToDo,
  withoutChatter,
} from "./chatter";
import { isLanguageOf, isProseLanguage } from "./codeLanguage";
import { holdsPatch, isDiff, type DiffText } from "./diffText";
import { fencedBlocks, fenceOf, languageOfInfo, type FencedBlock } from "./fencedBlocks";
import { inlineCode, insideJson, unwrapped } from "./wrappedCode";
import { withoutEntities } from "./withoutEntities";
import { withoutLineNumbers } from "./withoutLineNumbers";
import { withoutModelTokens } from "./withoutModelTokens";

/** What an answer is read against. Lines end with `\n`. */
export interface AnswerPlace {
  readonly selection: string;
  readonly before: string;
  readonly after: string;
  readonly languageId: string;
}

/** What an answer holds. */
export type CodeInAnswer =
  | {
      readonly type: "code";
      readonly code: string;
      /** The block's end is missing. */ readonly isOpen: boolean;
    }
  | { readonly type: "diff"; readonly diff: DiffText }
  /** The answer says in words that nothing has to change. */
  | { readonly type: "no-change" }
  | AnswerRefusal;

/** The code that an answer holds, out of fences, tags, JSON and chatter; or the diff that it is. Lines end with `\n`. */
export function codeInAnswer(answer: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  if (answer.trim() === "") return refused("empty", "The model gave an empty answer.");
  const known = withoutModelTokens(answer, selection);
  if (typeof known !== "string") return known;
  const text = unwrapped(known, selection, languageId);
  if (text.trim() === "") return refused("empty", "The model gave an empty answer.");
  if (holdsPatch(text, selection, languageId)) return { type: "diff", diff: { type: "patch", text } };
  const found = holdsProse(place) ? proseIn(text, place) : programIn(text, place);
  if (found.type !== "code") return found;
  return cleaned(found, place);
}

/** Prose languages hold prose but for their blocks of code. */
function holdsProse({ before, languageId }: AnswerPlace): boolean {
  return isProseLanguage(languageId) && fencedBlocks(before).at(-1)?.isClosed !== false;
}

function cleaned(found: CodeInAnswer & { type: "code" }, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  const isProgram = !holdsProse(place);
  const text = found.code.startsWith("\ufeff") ? found.code.slice(1) : found.code;
  let code = withoutLineNumbers(text, selection, languageId);
  if (isProgram) code = withoutFileName(withoutEntities(withPlainIndent(code), selection), place);
  if (isDiff(code, place, false)) return { type: "diff", diff: { type: "patch", text: code } };
  return { ...found, code };
}

/** With blanks for what only looks like them at the start of a line: text from a web page has such. */
function withPlainIndent(code: string): string {
  return code.replaceAll(/^[ \t\u00a0\u2000-\u200a\u202f\u3000]+/gm, (indent) =>
    indent.replaceAll(/[^ \t]/g, " "),
  );
}

/** Without the name of the file on its first line; at the start of the document it may be what was asked for. */
function withoutFileName(code: string, { selection, before }: AnswerPlace): string {
  const lines = code.split("\n");
  const at = lines.findIndex((line) => line.trim() !== "");
  const first = lines[at]?.trim() ?? "";
  const isComment = !/^[\w.@~]/.test(first);
  if (lines.length - at < 2 || !isFileName(first) || selection.includes(first)) return code;
  return isComment && before.trim() === "" ? code : lines.slice(at + 1).join("\n");
}

function code(text: string, isOpen = false): CodeInAnswer {
  return { type: "code", code: text, isOpen };
}

function programIn(text: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  const blocks = fencedBlocks(text);
  const bare = beforeLoneFence(text, blocks, selection);
  if (bare === undefined && blocks.length > 0) return oneOf(blocks, text, place);
  const inline = inlineCode(text, selection, languageId);
  if (inline !== undefined) return code(inline);
  const replacesWords = selection.split("\n").some((line) => isProse(line.trim()));
  const withoutWords = withoutChatter(bare ?? text, selection);
  const trimmed = withoutWords.trim() === "" && replacesWords ? (bare ?? text) : withoutWords;
  if (saysNothingToDo(text) && isAllProse(text)) return { type: "no-change" };
  if (trimmed.trim() === "") return refused("no-code", `The model answered without code: ${quoted(text)}`);
  const isList = isLanguageOf("yaml", languageId) === true && /^\s*- /m.test(trimmed);
  const isWords =
    isAllProse(trimmed) && !isList && !selection.split("\n").some((line) => isProse(line.trim()));
  if (isWords || isExcuse(trimmed)) {
    return refused("no-code", `The model answered without code: ${quoted(text)}`);
  }
  return code(trimmed);
}

/**
 * The code of an answer whose opening fence is missing: one fence without a language, at the end or before an
 * explanation.
 */
function beforeLoneFence(
  text: string,
  blocks: readonly FencedBlock[],
  selection: string,
): string | undefined {
  const [block] = blocks;
  if (block === undefined || blocks.length > 1 || block.isClosed || block.info !== "") return undefined;
  const above = text.split("\n").slice(0, block.startLine).join("\n");
  if (isAllProse(above)) return undefined;
  const known = new Set(selection.split("\n").map((line) => line.trim()));
  const holdsKnown = (part: string) =>
    part.split("\n").some((line) => line.trim() !== "" && known.has(line.trim()));
  const isAbove = isAllProse(block.code) || (holdsKnown(above) && !holdsKnown(block.code));
  return isAbove ? above : undefined;
}

/** Blocks that show how something is run or what comes out, beside the code. */
const besideCode = /^(?:sh|shell|bash|zsh|console|terminal|text|output|txt|plaintext|log)$/;

function oneOf(blocks: readonly FencedBlock[], text: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  const isDiffBlock = ({ info, code: inside }: FencedBlock) =>
    isDiff(inside, place, isDiffInfo(info, languageId));
  let candidates = preferred(blocks, ({ code: inside, isClosed }) => isClosed || inside.trim() !== "");
  if (candidates.length > 1) {
    candidates = preferred(candidates, (block) => !isDiffBlock(block));
    candidates = preferred(candidates, ({ info }) => {
      const language = languageOfInfo(info);
      return isLanguageOf(language, languageId) === true || !besideCode.test(language);
    });
    const isOurs = ({ info }: FencedBlock) => isLanguageOf(languageOfInfo(info), languageId) === true;
    if (candidates.some(isOurs)) {
      candidates = candidates.filter((block) => isOurs(block) || languageOfInfo(block.info) === "");
    }
    const pairs = replacedParts(candidates, text, selection);
    if (pairs !== undefined) return { type: "diff", diff: { type: "pairs", pairs } };
    candidates = preferred(candidates, (block) => !isSameText(block.code, selection));
    const beyond = candidates.filter((block) => !holdsLines(selection, block.code));
    if (beyond.length === 1 && beyond.every((block) => hasSameEnds(block.code, selection)))
      candidates = beyond;
  }
  const [first] = candidates;
  if (first === undefined) return refused("empty", "The answer ended before any code came.");
  if (candidates.every(isDiffBlock)) {
    return { type: "diff", diff: { type: "patch", text: joinedDiffs(candidates) } };
  }
  if (!first.isClosed && first.code.trim() === "")
    return refused("empty", "The answer ended before any code came.");
  const largest = candidates.reduce((a, b) => (b.code.length > a.code.length ? b : a));
  if (candidates.every((block) => largest.code.includes(block.code.trim()))) {
    const inside = isLanguageOf(languageOfInfo(largest.info), "json") === true ? largest.code : undefined;
    return code(insideJson(inside ?? "", selection, languageId) ?? largest.code, !largest.isClosed);
  }
  return refused(
    "several-blocks",
    "The model answered with several blocks of code; which one is meant is not clear. Ask for the whole selection in one block.",
  );
}

/** Each block begins a hunk of its own. */
function joinedDiffs(blocks: readonly FencedBlock[]): string {
  return blocks.map((block) => block.code).join("\n@@\n");
}

/** A fence of a diff says so; in a document of diffs it says nothing. */
function isDiffInfo(info: string, languageId: string): boolean {
  const language = languageOfInfo(info);
  return isLanguageOf("diff", languageId) !== true && isLanguageOf(language, "diff") === true;
}

/** Those that fit, or all where none does. */
function preferred<T>(items: readonly T[], fits: (item: T) => boolean): readonly T[] {
  const fitting = items.filter(fits);
  return fitting.length > 0 ? fitting : items;
}

const saysOld = /\b(?:replace|change|old|before|original|from|find|current|currently|instead of)\b/i;
const saysNew = /\b(?:with|to|new|after|by|into|updated|becomes|use|now)\b/i;

/**
 * The blocks as pairs of old and new code, where the words above each say so and each old one is a part of the
 * selection, not all of it.
 */
function replacedParts(
  blocks: readonly FencedBlock[],
  text: string,
  selection: string,
): readonly { readonly old: string; readonly new: string }[] | undefined {
  if (blocks.length % 2 === 1) return undefined;
  const lines = text.split("\n");
  const pairs = [];
  for (let at = 0; at < blocks.length; at += 2) {
    const [oldBlock, newBlock] = [blocks[at], blocks[at + 1]];
    if (oldBlock === undefined || newBlock === undefined) return undefined;
    if (isSameText(oldBlock.code, selection) || !holdsLines(selection, oldBlock.code)) return undefined;
    const above = wordsAbove(lines, oldBlock, blocks[at - 1]);
    const between = wordsAbove(lines, newBlock, oldBlock);
    if (!saysOld.test(above) || !saysNew.test(between)) return undefined;
    pairs.push({ old: oldBlock.code, new: newBlock.code });
  }
  return pairs;
}

/** The last line of words between two blocks. */
function wordsAbove(lines: readonly string[], block: FencedBlock, previous: FencedBlock | undefined): string {
  const between = lines.slice(previous?.endLine ?? 0, block.startLine);
  return between.findLast((line) => line.trim() !== "")?.slice(0, 400) ?? "";
}

/** Whether the part's lines stand in the text one after the other, whatever their indentation. */
function holdsLines(text: string, part: string): boolean {
  const all = `\n${withTrimmedLines(text)}\n`;
  const lines = withTrimmedLines(part);
  return lines !== "" && all.includes(`\n${lines}\n`);
}

/** Whether the first and the last line with text are the same: a new version of the whole, not of a part. */
function hasSameEnds(code: string, selection: string): boolean {
  const [ours, theirs] = [withTrimmedLines(code).split("\n"), withTrimmedLines(selection).split("\n")];
  return ours[0] === theirs[0] && ours.at(-1) === theirs.at(-1);
}

function withTrimmedLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function isSameText(a: string, b: string): boolean {
  return withTrimmedLines(a) === withTrimmedLines(b);
}

/** Announcements that mean the text behind them, not a text of that kind. */
const proseLead =
  /^(?:(?:sure|certainly|of course|absolutely|okay|ok)[!,.:]|here(?:['’]s| is| are) (?:the|your|an?) [^\n]{0,80}\b(?:version|text|translation|selection|paragraph|section|document|rewrite|revision|sentence)\b[^\n]{0,80}:$|(?:the )?(?:updated|improved|revised|rewritten|corrected|translated|edited|polished) (?:version|text|selection|paragraph|section|document)[^\n]{0,40}:$)/i;
const proseExcuse =
  /\b(?:help with (?:that|this)|assist|comply|fulfil|provide (?:the|more|your)|as an ai)\b/i;

/** The text of an answer for a document of prose: blocks of code are its own there, unless one holds the whole of it. */
function proseIn(text: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  const blocks = fencedBlocks(text);
  if (
    blocks.length > 0 &&
    blocks.every(({ info, code: inside }) => isDiffInfo(info, languageId) && isDiff(inside, place, false))
  ) {
    return { type: "diff", diff: { type: "patch", text: joinedDiffs(blocks) } };
  }
  const [block] = blocks;
  const lines = text.split("\n");
  if (block !== undefined && isWrapping(block, blocks, lines, selection, languageId)) {
    return block.isClosed || block.code.trim() !== ""
      ? code(block.code, !block.isClosed)
      : refused("empty", "The answer ended before any text came.");
  }
  const at = lines.findIndex((line) => line.trim() !== "");
  const first = lines[at]?.trim() ?? "";
  const isLeadLine = first.length <= 200 && proseLead.test(first) && !selection.includes(first);
  const rest = isLeadLine ? lines.slice(at + 1).join("\n") : text;
  const isRefusal = isExcuse(rest) && proseExcuse.test(rest.slice(0, 400)) && rest.trim().length < 400;
  if (rest.trim() === "" || (isRefusal && !isExcuse(selection))) {
    return refused("no-code", `The model answered without the text: ${quoted(text)}`);
  }
  return code(rest);
}

function isWrapping(
  block: FencedBlock,
  blocks: readonly FencedBlock[],
  lines: readonly string[],
  selection: string,
  languageId: string,
): boolean {
  const language = languageOfInfo(block.info);
  const named = isLanguageOf(language, languageId) === true || isLanguageOf(language, "markdown") === true;
  if (language !== "" && !named && isLanguageOf(language, "plaintext") !== true) return false;
  // The selection is, or begins with, such a block itself.
  const own = fenceOf(selection.trimStart().split("\n", 1)[0] ?? "");
  if (own !== undefined && languageOfInfo(own.info) === language && !named) return false;
  const above = lines.slice(0, block.startLine).filter((line) => line.trim() !== "");
  const below = lines.slice(block.endLine).filter((line) => line.trim() !== "");
  if (named || blocks.length === 1) {
    return (
      above.every((line) => isLead(line.trim()) || proseLead.test(line.trim().slice(0, 200))) &&
      !above.some((line) => selection.includes(line.trim())) &&
      // Behind the only block that names the language there is nothing but words about it.
      (named ? below.every((line) => isProse(line.trim())) : below.length === 0 || above.length > 0)
    );
  }
  return false;
}
