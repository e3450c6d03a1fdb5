import type { CompletionSettings } from "../settings";
import { closedByEditor } from "../prompt/closedByEditor";
import type { Cursor } from "../prompt/cursor";
import { isOnlyClosers } from "../text/brackets";
import { indentColumns } from "../text/indentation";
import { lineCommentOf } from "../prompt/pathHeader";

/** What to ask for at a position, and how much of it to show. Decided before asking. */
export interface StreamPlan {
  /** `line`: show up to the end of the line. `block`: show a whole block or a few whole statements. */
  readonly shape: "line" | "block";
  /** Code stands behind the cursor on its line: a line break would tear it apart. */
  readonly isMidLine: boolean;
  readonly maxTokens: number;
  readonly stop: readonly string[];
  /** Lines after which the stream is ended; those that are not shown are kept for the positions after them. */
  readonly maxLines: number;
  /** Brackets that the editor closed stand behind the cursor: only a whole block fits between them. */
  readonly isBetweenBrackets: boolean;
  /** Why, for the explanation. */
  readonly reason: string;
}

/** A long line of code has about 40 tokens; some tokenizers cut indentation finely. */
const LINE_TOKENS = 64;
/** About 25 lines of code. */
const BLOCK_TOKENS = 256;
/** A block that must come whole may be so long. */
const WHOLE_BLOCK_LINES = 40;
/** What a line that is read on behind the first may cost. */
const READ_ON_TOKENS = 24;

/** Ends of a line that open a block, in brace languages and in those that use words or a colon. */
export const BLOCK_OPENER = /(?:[{([:]|=>|->|\b(?:do|then|begin|else|try|repeat))\s*$/;

/**
 * Decides between one line and several from the text around the cursor.
 * @param readOnLines lines to read on behind the first, so that the next Tab or Enter costs no request
 */
export function planStream(
  cursor: Cursor,
  multiline: CompletionSettings["multiline"],
  readOnLines: number,
): StreamPlan {
  const isClosedByEditor = closedByEditor(cursor) > 0;
  const isRestBlank = cursor.lineRest.trim() === "" || isClosedByEditor;
  const isRestClosers = isOnlyClosers(cursor.lineRest);
  if (!isRestBlank && !isRestClosers) return midLine("text follows on the line, so one line at most");
  const opensBlock = BLOCK_OPENER.test(cursor.linePrefix) && !isComment(cursor);
  if (multiline === "never") return restOfLine(!isRestBlank, readOnLines, "the setting allows one line");
  if (!isRestBlank) {
    return opensBlock && /\{\s*$/.test(cursor.linePrefix)
      ? block(true, WHOLE_BLOCK_LINES, "an empty block is open around the cursor")
      : restOfLine(true, readOnLines, "closing brackets follow on the line, so one line at most");
  }
  const blockLines = 1 + readOnLines;
  if (cursor.linePrefix.trim() === "") return block(false, blockLines, "the line is blank");
  if (opensBlock && !hasBody(cursor)) {
    // One more, for the line that closes it. Between braces the whole of it: after Enter it stands there to be taken.
    const isBraced = isClosedByEditor && /\{\s*$/.test(cursor.linePrefix);
    const lines = isBraced ? WHOLE_BLOCK_LINES : blockLines + 1;
    return block(false, lines, "the line opens a block that has no body yet");
  }
  return restOfLine(false, readOnLines, "the line is begun, so the rest of it first");
}

function midLine(reason: string): StreamPlan {
  return {
    shape: "line",
    isMidLine: true,
    isBetweenBrackets: false,
    maxTokens: LINE_TOKENS,
    stop: ["\n"],
    maxLines: 1,
    reason,
  };
}

/** What follows the line is read on: typing over the brackets leads there. */
function restOfLine(isMidLine: boolean, readOnLines: number, reason: string): StreamPlan {
  return {
    shape: "line",
    isMidLine,
    isBetweenBrackets: false,
    maxTokens: LINE_TOKENS + READ_ON_TOKENS * readOnLines,
    stop: ["\n\n"],
    maxLines: 1 + readOnLines,
    reason,
  };
}

function block(isBetweenBrackets: boolean, maxLines: number, reason: string): StreamPlan {
  return {
    shape: "block",
    isMidLine: false,
    isBetweenBrackets,
    maxTokens: Math.min(BLOCK_TOKENS, LINE_TOKENS + READ_ON_TOKENS * (maxLines - 1)),
    stop: ["\n\n\n"],
    maxLines,
    reason,
  };
}

/** The next line with text is indented deeper than the cursor's line. */
function hasBody(cursor: Cursor): boolean {
  const next = cursor.suffix
    .slice(cursor.lineRest.length + 1)
    .split("\n")
    .find((line) => line.trim() !== "");
  return next !== undefined && indentColumns(next) > indentColumns(cursor.linePrefix);
}

function isComment(cursor: Cursor): boolean {
  const comment = lineCommentOf(cursor.languageId);
  return comment !== undefined && cursor.linePrefix.trimStart().startsWith(comment);
}
