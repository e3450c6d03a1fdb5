import { quoted, refused } from "./answerRefusal";
import { withoutBlankEdges } from "./blankEdges";
import { isExcuse, isLead, isProse } from "./chatter";
import type { AnswerPlace, CodeInAnswer } from "./codeInAnswer";
import { isLanguageOf } from "./codeLanguage";
import { isDiff, isDiffInfo, joinedDiffs } from "./diffText";
import { maxBlocks } from "./programInAnswer";
import { fencedBlocks, fenceOf, languageOfInfo, type FencedBlock } from "./fencedBlocks";

/** Announcements that mean the text behind them, not a text of that kind. */
const proseLead =
  /^(?:(?:sure|certainly|of course|absolutely|okay|ok)[!,.:]|here(?:['’]s| is| are) (?:the|your|an?) [^\n]{0,80}\b(?:version|text|translation|selection|paragraph|section|document|rewrite|revision|sentence)\b[^\n]{0,80}:$|(?:the )?(?:updated|improved|revised|rewritten|corrected|translated|edited|polished) (?:version|text|selection|paragraph|section|document)[^\n]{0,40}:$)/i;
const proseExcuse =
  /\b(?:help with (?:that|this)|assist|comply|fulfil|provide (?:the|more|your)|as an ai)\b/i;

/** The text of an answer for a document of prose: blocks of code are its own there, unless one holds the whole of it. */
export function proseInAnswer(text: string, place: AnswerPlace): CodeInAnswer {
  const { selection, languageId } = place;
  const blocks = fencedBlocks(text);
  if (
    blocks.length > 0 &&
    blocks.length <= maxBlocks &&
    blocks.every(({ info, code: inside }) => isDiffInfo(info, languageId) && isDiff(inside, place, false))
  ) {
    return { type: "diff", diff: { type: "patch", text: joinedDiffs(blocks) } };
  }
  const [block] = blocks;
  const lines = text.split("\n");
  if (block !== undefined && isWrapping(block, blocks, lines, selection, languageId)) {
    return block.isClosed || block.code.trim() !== ""
      ? { type: "code", code: block.code, isOpen: !block.isClosed }
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
  return { type: "code", code: withoutBlankEdges(rest), isOpen: false };
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
