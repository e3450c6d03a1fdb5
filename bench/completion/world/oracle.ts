import { indentEndAfter, lineEndAfter, lineStartBefore, type Trace } from "../traces/trace";
import { decidingName } from "./decidingName";
import { noise } from "./noise";

/**
 * How much the oracle knows: every line, half of them at once and the others late, fewer and some never, or those
 * whose rarest name stands in the prompt.
 */
export type Knowledge = "perfect" | "half" | "hard" | "context";

/**
 * What a line looks like that it does not know yet. `late`: true up to the character with which it will know the
 * line, and wrong from that character on. `at-once`: wrong from the first character.
 */
export type WrongStart = "late" | "at-once";

/** What the oracle is made with. */
export interface OracleOptions {
  readonly knowledge: Knowledge;
  readonly wrongStart: WrongStart;
  readonly seed: number;
}

/** Text that the editor put behind the cursor by itself, and where the true text has it. */
export interface PendingCloser {
  /** Where the closer stands in the true text. */
  readonly offset: number;
  /** The closer, with the line break and blanks before it where it stands on a line of its own. */
  readonly text: string;
}

/** What the oracle writes before `stop` and `max_tokens` are obeyed. */
export interface OracleAnswer {
  /** Where the prompt ends in the true text; undefined: nowhere, the prompt holds something else. */
  readonly trueOffset: number | undefined;
  readonly text: string;
}

/** Lines of an answer, the cursor's line included. */
const maxLines = 6;
/** A place is recognised by so much text before it. */
const tailChars = 48;
const maxLateChars = 14;

/**
 * Stands for the model: it knows the file as it really is, finds the place in it by the prompt's text alone, and
 * goes on from there with what it knows. Everything it says depends on the place only, so all engines are told
 * the same.
 */
export class Oracle {
  readonly #trace: Trace;
  readonly #options: OracleOptions;

  constructor(trace: Trace, options: OracleOptions) {
    this.#trace = trace;
    this.#options = options;
  }

  /**
   * @param nearOffset where the typist is: of two places that look alike the nearer one is taken
   * @param closers what the editor closed by itself, innermost first: an answer ends where they stand
   */
  answer(
    prefix: string,
    suffix: string,
    nearOffset: number,
    closers: readonly PendingCloser[],
  ): OracleAnswer {
    const trueOffset = this.locate(prefix, nearOffset);
    if (trueOffset === undefined) {
      const tail = prefix.slice(-tailChars);
      return { trueOffset, text: wrongWords(tail.replace(/\s+/g, " ").trimStart(), noise("lost", tail)) };
    }
    const limit = closers.find(
      ({ offset, text }) => startOf(offset, text) >= trueOffset && suffix.startsWith(text.trimEnd()),
    );
    const limitOffset = limit && startOf(limit.offset, limit.text);
    return { trueOffset, text: this.continuation(trueOffset, limitOffset, prefix + suffix) };
  }

  /** Where the prefix ends in the true text; undefined when its last characters are not the file's. */
  locate(prefix: string, nearOffset: number): number | undefined {
    const { text } = this.#trace;
    const tail = prefix.slice(-tailChars);
    let best: { readonly offset: number; readonly length: number } | undefined;
    for (let at = text.indexOf(tail); at !== -1; at = text.indexOf(tail, at + 1)) {
      const offset = at + tail.length;
      const length = commonEnd(prefix, text, offset);
      const isNearer = Math.abs(offset - nearOffset) < Math.abs((best?.offset ?? Infinity) - nearOffset);
      if (best === undefined || length > best.length || (length === best.length && isNearer)) {
        best = { offset, length };
      }
    }
    return best?.offset;
  }

  /** How many characters have to be typed on the line that holds `offset` before it is known: 0 … 14, or never. */
  neededChars(offset: number): number {
    const { knowledge, seed } = this.#options;
    const start = lineStartBefore(this.#trace.text, offset);
    const luck = noise(seed, "line", this.#trace.path, start);
    if (knowledge === "perfect" || knowledge === "context") return 0;
    if (knowledge === "half") return luck < 0.5 ? 0 : this.#lateChars(start);
    if (luck < 0.3) return 0;
    return luck < 0.51 ? Infinity : this.#lateChars(start);
  }

  /** True up to the name that decides the line, unless the prompt has it. */
  #decidedRest(at: number, rest: string, prompt: string | undefined): string {
    const deciding = prompt === undefined ? undefined : decidingName(this.#trace.text, at);
    if (prompt === undefined || deciding === undefined || prompt.includes(deciding.name)) return rest;
    const rightChars = Math.min(rest.length, Math.max(0, deciding.offset - at));
    const wrong = wrongWords(rest.slice(rightChars), noise(this.#options.seed, "wrong", deciding.offset));
    return rest.slice(0, rightChars) + wrong;
  }

  #lateChars(start: number): number {
    const { seed } = this.#options;
    return 1 + Math.floor(maxLateChars * noise(seed, "late", this.#trace.path, start));
  }

  /**
   * What is written at a place of the true text.
   * @param limitOffset where something stands behind the cursor
   * @param prompt what was sent; missing: everything that decides a line
   */
  continuation(offset: number, limitOffset?: number, prompt?: string): string {
    const { text } = this.#trace;
    let result = "";
    let at = offset;
    for (let line = 0; line < maxLines && at <= text.length; line++) {
      const end = lineEndAfter(text, at);
      if (line > 0 && text.slice(at, end).trim() === "") break;
      if (line > 0) result += "\n";
      const isLimited = limitOffset !== undefined && limitOffset >= at && limitOffset <= end;
      result += this.#restOfLine(at, end, prompt).slice(0, isLimited ? limitOffset - at : undefined);
      if (isLimited) break;
      at = end + 1;
    }
    return result;
  }

  #restOfLine(at: number, end: number, prompt: string | undefined): string {
    const { text } = this.#trace;
    const rest = text.slice(at, end);
    if (this.#options.knowledge === "context") return this.#decidedRest(at, rest, prompt);
    const codeStart = indentEndAfter(text, lineStartBefore(text, at));
    const typedChars = Math.max(0, at - codeStart);
    const neededChars = this.neededChars(at);
    if (typedChars >= neededChars) return rest;
    const isNever = neededChars === Infinity;
    const lateChars = isNever ? this.#lateChars(lineStartBefore(text, at)) : neededChars;
    const wrongFrom = this.#options.wrongStart === "late" ? codeStart + lateChars - 1 : codeStart;
    const rightChars = Math.min(rest.length, Math.max(0, wrongFrom - at));
    return (
      rest.slice(0, rightChars) +
      wrongWords(rest.slice(rightChars), noise(this.#options.seed, "wrong", codeStart))
    );
  }
}

/** Text of the same shape that is wrong from its first character on. */
function wrongWords(text: string, luck: number): string {
  const shift = 1 + Math.floor(luck * 24);
  const wrong = text.replace(/[a-z]/gi, (letter) => {
    const base = letter < "a" ? 65 : 97;
    return String.fromCharCode(base + ((letter.charCodeAt(0) - base + shift) % 26));
  });
  const first = text.charAt(0);
  return first === "" || wrong.charAt(0) !== first ? wrong : (first === "x" ? "y" : "x") + wrong.slice(1);
}

function startOf(closerOffset: number, closerText: string): number {
  return closerOffset - (closerText.length - 1);
}

function commonEnd(prefix: string, text: string, offset: number): number {
  let length = 0;
  while (
    length < prefix.length &&
    length < offset &&
    prefix.charCodeAt(prefix.length - 1 - length) === text.charCodeAt(offset - 1 - length)
  ) {
    length++;
  }
  return length;
}
