import type { EditTarget } from "./answerToReplacement";
import { edgesOf, withoutBlankEdges } from "./blankEdges";
import { isAllProse, isFileName, isProse, withoutChatter } from "./chatter";
import { cleanedCode } from "./cleanedCode";
import { holdsProse } from "./codeInAnswer";
import { beginsDiff, isDiff, isDiffInfo } from "./diffText";
import { fencedBlocks, type FencedBlock } from "./fencedBlocks";
import { placementOf } from "./indentPlacement";
import { restoreIndentationSoFar } from "./indentation";
import { withLineEnd, withPlainLines } from "../../text/lineEnds";
import { placeholderIn } from "./placeholders";
import { beforeLoneFence, isBesideCode, maxBlocks } from "./programInAnswer";
import { proseInAnswer } from "./proseInAnswer";
import { holdsLines } from "./sameLines";
import { withTrailingBlanksOf } from "./trailingBlanks";
import { withoutModelTokens } from "./withoutModelTokens";
import { withoutSurroundings } from "./withoutSurroundings";
import { unwrapped } from "./wrappedCode";

/**
 * The complete lines of a replacement while its answer is still coming, each with the document's line end; undefined as
 * long as no line of code has come, and for answers that can only be read as a whole: diffs, JSON.
 *
 * For an answer in one fence the lines are the first ones of what `answerToReplacement` makes of the whole, and they
 * only grow in number. Lines that may turn out not to belong to it are held back: blank lines and lines like those
 * behind the selection until another line follows, lines like those before it until one differs, all from a placeholder
 * on. The reading changes, and lines given before may go, only where later text shows that the earlier was something
 * else: a fence opens behind bare text, a second block follows one that quotes the selection, numbers, entities or
 * another step of indentation come to light, thinking ends that did not say that it began.
 *
 * Costs time linear in the lengths of the answer and of the target's texts.
 */
export function answerSoFar(partial: string, target: EditTarget): string | undefined {
  const answer = withPlainLines(partial);
  const complete = answer.slice(0, answer.lastIndexOf("\n") + 1);
  const selection = withPlainLines(target.selection);
  const place = {
    ...target,
    selection,
    before: withPlainLines(target.before),
    after: withPlainLines(target.after),
  };
  const code = codeSoFar(complete, place);
  if (code === undefined) return undefined;
  const own = withoutSurroundings(withoutPlaceholder(code, place), place, false);
  if (typeof own !== "string") return undefined;
  const lines = withoutBlankEdges(own);
  if (lines === "") return undefined;
  const indented = restoreIndentationSoFar(lines, placementOf(place));
  const start = selection.trim() === "" ? "" : edgesOf(selection).start;
  const text = `${start}${withTrailingBlanksOf(selection, indented, target.languageId)}\n`;
  return withLineEnd(text, target.lineEnd);
}

/** The lines of code among complete lines of an answer. */
function codeSoFar(complete: string, place: EditTarget): string | undefined {
  const { selection, languageId } = place;
  const known = withoutModelTokens(complete, selection);
  if (typeof known !== "string") return undefined;
  const text = unwrapped(known, selection, languageId);
  if (text.trim() === "" || beginsDiff(text, selection, languageId)) return undefined;
  const isProgram = !holdsProse(place);
  const found = isProgram ? programSoFar(text, place) : proseSoFar(text, place);
  if (found === undefined || isDiff(found, place, false)) return undefined;
  const lines = found.split("\n").filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  // A second line tells whether the first has a number before it, or is the file's name.
  const isUnsure = isProgram && lines.length === 1 && (/^\s*\d/.test(first) || isFileName(first.trim()));
  return isUnsure ? undefined : cleanedCode(found, place, isProgram);
}

function proseSoFar(text: string, place: EditTarget): string | undefined {
  const found = proseInAnswer(text, place);
  return found.type === "code" ? withoutLineEnd(found.code) : undefined;
}

function programSoFar(text: string, place: EditTarget): string | undefined {
  const { selection, languageId } = place;
  const blocks = fencedBlocks(text);
  const bare = beforeLoneFence(text, blocks, selection);
  if (blocks.length > maxBlocks) return undefined;
  if (bare === undefined && blocks.length > 0) {
    const block = blocks.find((each, at) => isMeant(each, at === blocks.length - 1, place));
    if (block === undefined || isDiff(block.code, place, isDiffInfo(block.info, languageId)))
      return undefined;
    return block.isClosed ? block.code : withoutLineEnd(block.code);
  }
  const code = withoutChatter(bare ?? text, selection);
  const replacesWords = selection.split("\n").some((line) => isProse(line.trim()));
  return isAllProse(code) && !replacesWords ? undefined : withoutLineEnd(code);
}

/** Not a block that shows how to run something or, where more blocks follow, what the selection is now. */
function isMeant(block: FencedBlock, isLast: boolean, { selection, languageId }: EditTarget): boolean {
  if (isBesideCode(block, languageId)) return false;
  return isLast || !holdsLines(selection, block.code);
}

function withoutLineEnd(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

/** The lines before the first that stands for code left out; on the first line it may stand for what is before. */
function withoutPlaceholder(code: string, { selection, languageId }: EditTarget): string {
  const lines = code.split("\n");
  const from = lines.findIndex((line) => line.trim() !== "") + 1;
  const at = lines.findIndex(
    (line, index) => index >= from && placeholderIn(line, selection, languageId) !== undefined,
  );
  const kept = at < 0 ? lines : lines.slice(0, at);
  const [only] = kept.filter((line) => line.trim() !== "");
  const isOnly = from === kept.length && only !== undefined;
  return isOnly && placeholderIn(only, selection, languageId) !== undefined ? "" : kept.join("\n");
}
