import { tokenise } from "../../../test/emulator/tokens";
import { indentEndAfter, lineEndAfter, type Trace } from "../traces/trace";
import { editorWaitMs } from "./editor";
import { firstTokenAfter, tokenMs } from "./network";
import type { Oracle } from "./oracle";
import { Typist, type TypingHabits } from "./typist";

/** A place of the true text to which the typist has come. */
interface Instant {
  readonly atMs: number;
  readonly trueOffset: number;
  readonly isJudged: boolean;
}

/**
 * At how many keystrokes a right first line could have been visible at best: for an engine without any cost of its
 * own that asks at every key and at every line's end it has been told, all at once, and that is never misled by a
 * wrong answer. It lives in the same editor: what comes from memory is shown 50 ms after a key, what is visible stays.
 */
export function physicalBound(options: {
  readonly trace: Trace;
  readonly oracle: Oracle;
  readonly habits: TypingHabits;
  readonly medianFirstTokenMs: number;
  readonly seed: number;
}): number {
  const { trace, oracle, medianFirstTokenMs, seed } = options;
  const { text } = trace;
  const instants = typeAlone(trace, options.habits, seed);
  /** Place → when it can be asked about. */
  const askMs = new Map<number, number>();
  for (const { atMs, trueOffset, isJudged } of instants) {
    if (isJudged && !askMs.has(trueOffset)) askMs.set(trueOffset, atMs);
  }
  /** Line end → when the line is known up to there. */
  const knownMs = new Map<number, number>();
  const earlier = (map: Map<number, number>, offset: number, atMs: number) =>
    map.set(offset, Math.min(map.get(offset) ?? Infinity, atMs));
  for (let offset = trace.startOffset; offset <= trace.endOffset; offset++) {
    const sentMs = askMs.get(offset);
    if (sentMs === undefined) continue;
    const firstMs = sentMs + firstTokenAfter(medianFirstTokenMs, seed, offset);
    for (const { lineEnd, tokens } of rightLines(text, offset, oracle.continuation(offset))) {
      const atMs = firstMs + tokens * tokenMs;
      earlier(knownMs, lineEnd, atMs);
      earlier(askMs, lineEnd, atMs);
      earlier(askMs, indentEndAfter(text, lineEnd + 1), atMs);
    }
    // Whoever has a line's end also knows that a line may follow it.
    if (text.charAt(offset) === "\n") earlier(askMs, indentEndAfter(text, offset + 1), sentMs);
  }
  let visible = 0;
  for (const [index, { atMs, trueOffset, isJudged }] of instants.entries()) {
    const before = instants[index - 1];
    if (before === undefined || !isJudged) continue;
    const known = knownMs.get(partEnd(text, trueOffset)) ?? Infinity;
    const isAsked = atMs - before.atMs >= editorWaitMs;
    if (known <= (isAsked ? atMs : before.atMs)) visible++;
  }
  return visible;
}

/** Every key before it is pressed, as it would be pressed without any suggestion. */
function typeAlone(trace: Trace, habits: TypingHabits, seed: number): readonly Instant[] {
  const typist = new Typist(trace, habits, seed);
  const instants: Instant[] = [{ atMs: 0, trueOffset: typist.trueOffset, isJudged: true }];
  let atMs = 0;
  for (;;) {
    const { trueOffset, isMistaken, nextPauseMs } = typist;
    const edit = typist.next();
    if (edit === undefined || nextPauseMs === undefined) return instants;
    atMs += nextPauseMs;
    if (!edit.isMove) instants.push({ atMs, trueOffset, isJudged: !isMistaken });
  }
}

/** Ends of the lines that an answer has right from its beginning on, with the tokens until each is known to end. */
function rightLines(
  text: string,
  offset: number,
  answer: string,
): readonly { readonly lineEnd: number; readonly tokens: number }[] {
  const lines: { lineEnd: number; tokens: number }[] = [];
  const tokens = tokenise(answer);
  let at = 0;
  let index = 0;
  let written = 0;
  for (;;) {
    const end = lineEndAfter(answer, at);
    if (!text.startsWith(answer.slice(at, end), offset + at)) return lines;
    if (text.charAt(offset + end) !== "\n" && offset + end < text.length) return lines;
    // The token that holds the line break, or the end of the stream.
    while (index < tokens.length && written + (tokens[index]?.length ?? 0) <= end) {
      written += tokens[index]?.length ?? 0;
      index++;
    }
    lines.push({ lineEnd: offset + end, tokens: index });
    if (end >= answer.length) return lines;
    at = end + 1;
  }
}

/** End of the first line with text, from the cursor on. */
function partEnd(text: string, offset: number): number {
  let start = offset;
  while (start < text.length && /\s/.test(text.charAt(start))) start++;
  return lineEndAfter(text, start);
}
