import { sentText } from "./keptAnswer";
import { openFence, type OpenFence } from "./openFence";
import { repeatStarts, tellsRepeat } from "./repeatedTail";

/** Takes the new text as it streams and gives what is to stand behind the kept text. */
export interface ContinuationStitcher {
  /** What is certain by now; the head is held back until it is known what it is. */
  push(text: string): string;
  /** The rest, once no more text comes. */
  end(): string;
}

/** So much of the kept text's end is looked at for what the model may repeat; also the most that is ever held back. */
const maxTailChars = 2_000;

/** More white space than this at the head is shown as it comes. */
const maxBlankChars = 400;

/** Longest line taken for a fence that is opened again. */
const maxFenceLineChars = 120;

/**
 * Joins an answer that goes on to what is kept of it. A provider that continues the text itself sends exactly what
 * follows; others, and sometimes models, first repeat the end, open the code fence anew or begin with white space. Only
 * what is provably no part of the answer is taken away; `test/unit/chat/continuation/continuationStitcher.test.ts` holds
 * the table of cases.
 *
 * 1. White space. The request ended without the white space at the kept text's end, so the new text is to begin with it:
 *    there it is taken away, together with anything blank before it. Where nothing was kept back, white space is text.
 * 2. The fence. Inside an open fence with a language, a first line that opens the same fence again is no code (a closing
 *    fence carries no language): it goes, and what follows starts at a line's start. If the kept line was not finished, it
 *    may be begun again there. The opening line itself, whole or begun, may be written again, too.
 * 3. The end repeated. See `repeatedTail.ts`.
 */
export function createContinuationStitcher(kept: string): ContinuationStitcher {
  const sent = sentText(kept);
  const seam: Seam = {
    sent,
    gap: kept.slice(sent.length),
    tail: sent.slice(-maxTailChars),
    lastLine: sent.slice(sent.lastIndexOf("\n") + 1),
    fence: openFence(kept),
  };
  const starts = repeatStarts(seam.tail, sent.length <= maxTailChars);
  let held: string | undefined = "";

  return {
    push(text) {
      if (held === undefined) return text;
      held += text;
      const joined = join(seam, starts, held, false);
      if (joined !== undefined) held = undefined;
      return joined ?? "";
    },
    end() {
      const rest = held === undefined ? "" : (join(seam, starts, held, true) ?? held);
      held = undefined;
      return rest;
    },
  };
}

/** The kept text at its end. */
interface Seam {
  /** What the request ended with. */
  readonly sent: string;
  /** White space that is shown behind it already. */
  readonly gap: string;
  readonly tail: string;
  readonly lastLine: string;
  readonly fence: OpenFence | undefined;
}

/** What stands for the head behind the kept text; undefined while more text could change that. */
function join(seam: Seam, starts: readonly number[], head: string, isEnd: boolean): string | undefined {
  const text = head.trimStart();
  const blank = head.slice(0, head.length - text.length);
  if (text === "") return isEnd || blank.length > maxBlankChars ? withoutGap(seam.gap, blank, "") : undefined;

  if (isAtOpeningLine(seam)) {
    const opening = seam.lastLine.trimStart();
    if (text.startsWith(opening)) return text.slice(opening.length);
    if (!isEnd && opening.startsWith(text)) return undefined;
  }
  // A repetition that begins before the fence may itself begin with a fence like it.
  const fenceStart = (seam.fence?.lineStart ?? Infinity) - (seam.sent.length - seam.tail.length);
  const earlier = seam.fence === undefined ? [] : starts.filter((start) => start < fenceStart);
  const whole = findRepeat(seam, earlier, head);
  if (whole !== undefined) return afterRepeat(seam, head.slice(whole), isEnd);
  if (!isEnd && earlier.some((start) => seam.tail.startsWith(head, start))) return undefined;

  const body = behindReopenedFence(seam, text, isEnd);
  if (body === "unknown") return undefined;
  if (body !== undefined) return joinAtLineStart(seam, body, isEnd);

  const repeat = findRepeat(seam, starts, head);
  if (repeat !== undefined) return afterRepeat(seam, head.slice(repeat), isEnd);
  const mayRepeat = !isEnd && starts.some((start) => seam.tail.startsWith(head, start));
  return mayRepeat ? undefined : withoutGap(seam.gap, blank, text);
}

/** How much of the head repeats the kept text's end; the shortest that is proven, so that no more is taken away. */
function findRepeat({ tail, sent }: Seam, starts: readonly number[], head: string): number | undefined {
  const start = starts.find(
    (each) => head.startsWith(tail.slice(each)) && tellsRepeat(tail, each, sent.length <= maxTailChars),
  );
  return start === undefined ? undefined : tail.length - start;
}

/** The text behind what was repeated; its white space is compared with what is shown. */
function afterRepeat(seam: Seam, rest: string, isEnd: boolean): string | undefined {
  const text = rest.trimStart();
  if (text === "" && !isEnd && rest.length <= maxBlankChars && seam.gap !== "") return undefined;
  return withoutGap(seam.gap, rest.slice(0, rest.length - text.length), text);
}

/** Takes the white space that is shown already off the new text's. */
function withoutGap(gap: string, blank: string, text: string): string {
  if (gap === "") return blank + text;
  const at = blank.indexOf(gap);
  if (at >= 0) return blank.slice(at + gap.length) + text;
  // A blank at the end of the kept line, and the model ends the line.
  if (blank.includes("\n") && !gap.includes("\n")) return blank.slice(blank.indexOf("\n")) + text;
  return text;
}

/**
 * What follows a line that opens the open fence again; undefined when the text does not begin with such a line, "unknown"
 * while it may. A fence of Markdown may well hold fences, so there such a line is code.
 */
function behindReopenedFence({ fence }: Seam, text: string, isEnd: boolean): string | undefined {
  if (fence === undefined || fence.language === "" || /^(?:md|markdown|mdx)$/.test(fence.language)) {
    return undefined;
  }
  const opening = fence.marker + fence.language;
  const lineEnd = text.indexOf("\n");
  const line = (lineEnd < 0 ? text : text.slice(0, lineEnd)).toLowerCase();
  const isOpening = line.startsWith(opening) && !/^[\w+#.-]/.test(line.slice(opening.length));
  if (lineEnd >= 0) return isOpening ? text.slice(lineEnd + 1) : undefined;
  if (isEnd || line.length > maxFenceLineChars) return undefined;
  return isOpening || opening.startsWith(line) ? "unknown" : undefined;
}

/** Whether the kept text ends in the line that opens its fence, whole or begun. */
function isAtOpeningLine({ fence, sent, lastLine, gap }: Seam): boolean {
  return fence?.lineStart === sent.length - lastLine.length && !gap.includes("\n");
}

/**
 * Joins text behind a fence that was opened again, so at a line's start: the next line, or the code begun again with the
 * unfinished last line, some lines before it, or from its first line on.
 */
function joinAtLineStart(seam: Seam, body: string, isEnd: boolean): string | undefined {
  const { gap } = seam;
  const isBetweenLines = gap.includes("\n");
  for (const code of codeFrom(seam, isBetweenLines)) {
    if (!isEnd && code.startsWith(body)) return undefined;
    if (!body.startsWith(code)) continue;
    const rest = body.slice(code.length);
    // A whole line like the last one is the next line.
    const isNextLine = rest.startsWith("\n") && !code.includes("\n") && !isBetweenLines;
    if (!isNextLine) return afterRepeat(seam, rest, isEnd);
  }
  if (!isBetweenLines) return `\n${body}`;
  // The fence's line took the place of the line end that is shown already.
  return afterRepeat(seam, `\n${body}`, isEnd);
}

/** The open fence's code from each line that may be begun again, the nearest first. */
function codeFrom({ sent, lastLine, fence }: Seam, isBetweenLines: boolean): readonly string[] {
  const code = sent.slice(sent.indexOf("\n", fence?.lineStart ?? 0) + 1);
  if (code.length > maxTailChars) return isBetweenLines ? [] : [lastLine, lastLine.trimStart()];
  if (isBetweenLines) return tellsRepeat(code, 0, true) ? [code] : [];
  const lines = code.split("\n");
  const further = lines.slice(1).map((_, index) => lines.slice(-2 - index).join("\n"));
  return [lastLine, lastLine.trimStart(), ...further];
}
