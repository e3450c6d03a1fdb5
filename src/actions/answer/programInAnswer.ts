import { quoted, refused } from "./answerRefusal";
import { withoutBlankEdges } from "./blankEdges";
import { isAllProse, isExcuse, isProse, saysNothingToDo, withoutChatter } from "./chatter";
import type { AnswerPlace, CodeInAnswer } from "./codeInAnswer";
import { isLanguageOf } from "./codeLanguage";
import { isDiff, isDiffInfo, joinedDiffs } from "./diffText";
import { fencedBlocks, languageOfInfo, type FencedBlock } from "./fencedBlocks";
import { hasSameEnds, holdsLines, isSameText } from "./sameLines";
import { inlineCode, insideJson } from "./wrappedCode";

/** The code of an answer for a document of code: the block that is meant, or what is left without chatter. */
export function programInAnswer(text: string, place: AnswerPlace): CodeInAnswer {
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
  return code(withoutBlankEdges(trimmed));
}

/**
 * The code of an answer whose opening fence is missing: one fence without a language, at the end or before an
 * explanation.
 */
export function beforeLoneFence(
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

function code(text: string, isOpen = false): CodeInAnswer {
  return { type: "code", code: text, isOpen };
}

/** Blocks that show how something is run or what comes out, beside the code. */
const besideCode = /^(?:sh|shell|bash|zsh|console|terminal|text|output|txt|plaintext|log)$/;

/** Whether a block only shows how the code of this language is run, or what comes out. */
export function isBesideCode({ info }: FencedBlock, languageId: string): boolean {
  const language = languageOfInfo(info);
  return isLanguageOf(language, languageId) !== true && besideCode.test(language);
}

/** An answer with more blocks than this has none that is meant; each is compared with the selection. */
export const maxBlocks = 40;

function oneOf(blocks: readonly FencedBlock[], text: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  const isDiffBlock = ({ info, code: inside }: FencedBlock) =>
    isDiff(inside, place, isDiffInfo(info, languageId));
  if (blocks.length > maxBlocks) return severalBlocks();
  let candidates = preferred(blocks, ({ code: inside, isClosed }) => isClosed || inside.trim() !== "");
  if (candidates.length > 1) {
    candidates = preferred(candidates, (block) => !isDiffBlock(block));
    candidates = preferred(candidates, (block) => !isBesideCode(block, languageId));
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
  return severalBlocks();
}

function severalBlocks(): CodeInAnswer {
  return refused(
    "several-blocks",
    "The model answered with several blocks of code; which one is meant is not clear. Ask for the whole selection in one block.",
  );
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
