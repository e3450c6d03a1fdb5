import { overlapWithRest } from "../filters/suffixOverlap";
import { cursorAhead, type TextAhead } from "../prompt/aheadCursor";
import type { Cursor } from "../prompt/cursor";
import { isOnlyClosers } from "../text/brackets";
import type { AnswerStore } from "./answerStore";

/** The text that is known from a cursor on. */
export interface KnownAhead {
  readonly ahead: TextAhead;
  /** More than what is shown. */
  readonly isMoreKnown: boolean;
  /** A line break comes next. */
  readonly isLineOver: boolean;
}

/**
 * All that is known from the cursor on, `shown` first, and whether a line break comes next; undefined when its end has
 * been asked for already.
 */
export function knownAhead(
  cursor: Cursor,
  shown: TextAhead,
  store: Pick<AnswerStore, "find">,
): KnownAhead | undefined {
  let ahead = shown;
  let isMoreKnown = false;
  // Each turn adds the rest of an answer, or brackets that are typed over; nobody looks further ahead.
  for (let turn = 0; turn < 4; turn++) {
    const there = cursorAhead(cursor, ahead);
    const found = store.find(there);
    const remaining = found?.match.state === "agrees" ? found.match.remaining : undefined;
    if (found !== undefined && (remaining === undefined || !found.answer.isComplete)) return undefined;
    if (remaining === undefined || remaining === "") {
      const behind = behindClosers(ahead, there);
      if (behind !== undefined) {
        ahead = behind;
        continue;
      }
      if (remaining === undefined) return { ahead, isMoreKnown, isLineOver: isWholeLine(there, ahead) };
      // The model was asked here, and says that nothing comes on this line.
      return isLineEnd(there) ? { ahead, isMoreKnown, isLineOver: true } : undefined;
    }
    if (remaining.trim() === "") return undefined;
    const { replacedChars } = overlapWithRest(
      remaining.split("\n")[0] ?? "",
      there.linePrefix,
      there.lineRest,
    );
    ahead = { text: ahead.text + remaining, replacedChars: ahead.replacedChars + replacedChars };
    isMoreKnown = true;
  }
  return undefined;
}

/** Brackets that the editor closed are typed over before anything else is written; undefined where none stand. */
function behindClosers(ahead: TextAhead, { lineRest }: Cursor): TextAhead | undefined {
  return lineRest.trim() !== "" && isOnlyClosers(lineRest)
    ? { text: ahead.text + lineRest, replacedChars: ahead.replacedChars + lineRest.length }
    : undefined;
}

/**
 * Whether a line break comes next; told so, the model goes on where it would have stopped. Brackets typed over at the
 * end say nothing about it: `f(a)` may go on with `.then` or a return type.
 */
function isWholeLine(there: Cursor, { replacedChars }: TextAhead): boolean {
  return isLineEnd(there) && (replacedChars === 0 || /[;,]\s*$/.test(there.linePrefix));
}

function isLineEnd({ linePrefix, lineRest }: Cursor): boolean {
  return lineRest.trim() === "" && linePrefix.trim() !== "";
}
