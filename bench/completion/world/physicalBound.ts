import { tokenise } from "../../../test/emulator/tokens";
import { indentEndAfter, lineEndAfter, type Trace } from "../traces/trace";
import { editorWaitMs, glanceChars } from "./editor";
import { firstTokenAfter, tokenMs } from "./network";
import type { Oracle } from "./oracle";
import { Typist, type TypingHabits } from "./typist";

/** A key, and the place of the true text at which it is pressed. */
interface Instant {
  readonly atMs: number;
  readonly trueOffset: number;
  readonly isJudged: boolean;
  /** The cursor has moved since the key before: its ghost text is gone, and nobody was asked for another. */
  readonly isBlind: boolean;
  /** What the editor closed by itself stands here: a line may end before it. */
  readonly closerOffset: number | undefined;
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
  for (const [index, { trueOffset }] of instants.entries()) {
    // The place was reached with the key before.
    if (!askMs.has(trueOffset)) askMs.set(trueOffset, instants[index - 1]?.atMs ?? 0);
  }
  /** Place → when the text is known up to it. */
  const knownMs = new Map<number, number>();
  const earlier = (map: Map<number, number>, offset: number, atMs: number) =>
    map.set(offset, Math.min(map.get(offset) ?? Infinity, atMs));
  for (let offset = trace.startOffset; offset <= trace.endOffset; offset++) {
    const sentMs = askMs.get(offset);
    if (sentMs === undefined) continue;
    const firstMs = sentMs + firstTokenAfter(medianFirstTokenMs, seed, offset);
    for (const { end, tokens } of rightText(text, offset, oracle.continuation(offset))) {
      const atMs = firstMs + tokens * tokenMs;
      earlier(knownMs, end, atMs);
      if (end !== lineEndAfter(text, end)) continue;
      earlier(askMs, end, atMs);
      earlier(askMs, indentEndAfter(text, end + 1), atMs);
    }
    // Whoever has a line's end also knows that a line may follow it.
    if (text.charAt(offset) === "\n") earlier(askMs, indentEndAfter(text, offset + 1), sentMs);
  }
  let visible = 0;
  for (const [index, { atMs, trueOffset, isJudged, isBlind, closerOffset }] of instants.entries()) {
    const before = instants[index - 1];
    if (before === undefined || !isJudged || isBlind) continue;
    const lineEnd = partEnd(text, trueOffset);
    let known = Infinity;
    const needed = Math.min(lineEnd, trueOffset + glanceChars, closerOffset ?? Infinity);
    for (let end = needed; end <= lineEnd; end++) known = Math.min(known, knownMs.get(end) ?? Infinity);
    const isAsked = atMs - before.atMs >= editorWaitMs;
    if (known <= (isAsked ? atMs : before.atMs)) visible++;
  }
  return visible;
}

/** Every key before it is pressed, as it would be pressed without any suggestion. */
function typeAlone(trace: Trace, habits: TypingHabits, seed: number): readonly Instant[] {
  const typist = new Typist(trace, habits, seed);
  const { trueOffset } = typist;
  const instants: Instant[] = [
    { atMs: 0, trueOffset, isJudged: true, isBlind: false, closerOffset: undefined },
  ];
  let atMs = 0;
  let isBlind = false;
  for (;;) {
    const { trueOffset, isJudged, nextPauseMs } = typist;
    const closerOffset = typist.closers[0]?.offset;
    const edit = typist.next();
    if (edit === undefined || nextPauseMs === undefined) return instants;
    atMs += nextPauseMs;
    if (!edit.isMove) instants.push({ atMs, trueOffset, isJudged, isBlind, closerOffset });
    isBlind = edit.isMove;
  }
}

/** The places up to which an answer is right, token by token, each with the tokens that come before it is known. */
function rightText(
  text: string,
  offset: number,
  answer: string,
): readonly { readonly end: number; readonly tokens: number }[] {
  const places: { end: number; tokens: number }[] = [];
  let written = 0;
  const tokens = tokenise(answer);
  for (const [index, token] of tokens.entries()) {
    if (!text.startsWith(token, offset + written)) {
      // The line may end right where the token begins to be wrong; its break, inside the token, is known with it.
      const right = commonLength(token, text, offset + written);
      if (right > 0) places.push({ end: offset + written + right, tokens: index });
      return places;
    }
    // A line's end is known with the line break, which begins a token.
    if (token.startsWith("\n")) places.push({ end: offset + written, tokens: index });
    written += token.length;
    const isLineEnd = text.charAt(offset + written) === "\n" || offset + written >= text.length;
    if (!isLineEnd) places.push({ end: offset + written, tokens: index });
  }
  places.push({ end: offset + written, tokens: tokens.length });
  return places;
}

function commonLength(token: string, text: string, offset: number): number {
  let length = 0;
  while (length < token.length && token.charCodeAt(length) === text.charCodeAt(offset + length)) length++;
  return length;
}

/** End of the first line with text, from the cursor on. */
function partEnd(text: string, offset: number): number {
  let start = offset;
  while (start < text.length && /\s/.test(text.charAt(start))) start++;
  return lineEndAfter(text, start);
}
