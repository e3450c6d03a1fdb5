import type { CompletionSettings } from "../settings";
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
  /** Why, for the explanation. */
  readonly reason: string;
}

/** A long line of code has about 40 tokens; some tokenizers cut indentation finely. */
const LINE_TOKENS = 64;
/** About 25 lines of code. */
const BLOCK_TOKENS = 256;
const BLOCK_LINES = 40;
/** Lines read on behind a single line, so that the next Tab or Enter costs no request. */
const READ_ON_LINES = 4;
const READ_ON_TOKENS = 128;

/** Ends of a line that open a block, in brace languages and in those that use words or a colon. */
const BLOCK_OPENER = /(?:[{([:]|=>|->|\b(?:do|then|begin|else|try|repeat))\s*$/;

/** Decides between one line and several from the text around the cursor. */
export function planStream(cursor: Cursor, multiline: CompletionSettings["multiline"]): StreamPlan {
  const isRestBlank = cursor.lineRest.trim() === "";
  const isRestClosers = isOnlyClosers(cursor.lineRest);
  if (!isRestBlank && !isRestClosers) {
    return singleLine(true, "text follows on the line, so one line at most");
  }
  if (multiline === "never") return singleLine(!isRestBlank, "the setting allows one line");
  const opensBlock = BLOCK_OPENER.test(cursor.linePrefix) && !isComment(cursor);
  if (!isRestBlank) {
    return opensBlock && /\{\s*$/.test(cursor.linePrefix)
      ? block("an empty block is open around the cursor")
      : singleLine(true, "closing brackets follow on the line, so one line at most");
  }
  if (cursor.linePrefix.trim() === "") return block("the line is blank");
  if (opensBlock && !hasBody(cursor)) return block("the line opens a block that has no body yet");
  return {
    shape: "line",
    isMidLine: false,
    maxTokens: READ_ON_TOKENS,
    stop: ["\n\n"],
    maxLines: 1 + READ_ON_LINES,
    reason: "the line is begun, so the rest of it first",
  };
}

function singleLine(isMidLine: boolean, reason: string): StreamPlan {
  return { shape: "line", isMidLine, maxTokens: LINE_TOKENS, stop: ["\n"], maxLines: 1, reason };
}

function block(reason: string): StreamPlan {
  return {
    shape: "block",
    isMidLine: false,
    maxTokens: BLOCK_TOKENS,
    stop: ["\n\n\n"],
    maxLines: BLOCK_LINES,
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
