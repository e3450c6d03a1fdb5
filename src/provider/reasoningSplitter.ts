import { longestTail } from "./endTokenStripper";

/** A stretch of a model's output: what it thought, or what it answers. */
export interface SplitPart {
  readonly kind: "reasoning" | "text";
  readonly text: string;
}

/** Takes content as it streams, cut anywhere, and tells thinking and answer apart. */
export interface ReasoningSplitter {
  /** What is known by now; tails that may still become a tag are held back. */
  push(text: string): readonly SplitPart[];
  /** The rest, once no more text comes. `isComplete`: the model stopped by itself, it was not cut off. */
  end(isComplete: boolean): readonly SplitPart[];
}

/**
 * How a model without a `reasoning_content` field may mark its thinking inside the content (fixtures 33, 33b):
 * - `leading-tag`: `<think>…</think>` before the answer. Only at the very start, after white space at most; a `<think>`
 *   later is part of the answer, which may well be about such tags.
 * - `closing-tag-only`: as above, and besides the opening tag may be missing because the prompt's template ended with
 *   it (R1 templates of 2025). Everything before `</think>` is thinking.
 */
export type ReasoningMarks = "leading-tag" | "closing-tag-only";

const openingTag = "<think>";
const closingTag = "</think>";

/**
 * In `closing-tag-only` mode nobody can know whether the first words are thinking until `</think>` or the end comes.
 * This many characters are held back, so that a short answer of a server that has already removed the thinking
 * (fixture 30b) is shown as the answer it is; behind them the text streams as thinking.
 */
const undecidedChars = 256;

/**
 * White space before the opening tag and between the closing tag and the answer belongs to the marks and is dropped;
 * all else comes out as it went in. If the model stopped by itself and the closing tag that was waited for never came,
 * the text was the answer: it is given as text, although a part of it may have been given as thinking before.
 */
export function createReasoningSplitter(marks: ReasoningMarks): ReasoningSplitter {
  let state: "start" | "undecided" | "untagged-reasoning" | "reasoning" | "after-reasoning" | "text" =
    "start";
  let held = "";
  /** All that was taken for thinking without an opening tag. */
  let untagged = "";

  function step(): readonly SplitPart[] {
    switch (state) {
      case "start": {
        const trimmed = held.trimStart();
        if (trimmed.startsWith(openingTag)) {
          state = "reasoning";
          held = trimmed.slice(openingTag.length);
          return step();
        }
        if (openingTag.startsWith(trimmed)) return [];
        state = marks === "closing-tag-only" ? "undecided" : "text";
        return step();
      }
      case "undecided": {
        if (held.includes(closingTag)) {
          state = "reasoning";
          return step();
        }
        if (held.length <= undecidedChars) return [];
        state = "untagged-reasoning";
        return step();
      }
      case "untagged-reasoning":
      case "reasoning": {
        const at = held.indexOf(closingTag);
        if (at >= 0) {
          const reasoning = held.slice(0, at);
          held = held.slice(at + closingTag.length);
          state = "after-reasoning";
          return [...part("reasoning", reasoning), ...step()];
        }
        const tail = longestTail(held, [closingTag]);
        const reasoning = held.slice(0, held.length - tail.length);
        held = tail;
        if (state === "untagged-reasoning") untagged += reasoning;
        return part("reasoning", reasoning);
      }
      case "after-reasoning": {
        held = held.trimStart();
        if (held === "") return [];
        state = "text";
        return step();
      }
      case "text": {
        const text = held;
        held = "";
        return part("text", text);
      }
    }
  }

  return {
    push(text) {
      held += text;
      return step();
    },
    end(isComplete) {
      const rest = held;
      held = "";
      switch (state) {
        case "start":
        case "text":
          return part("text", rest);
        case "undecided":
          return part(isComplete ? "text" : "reasoning", rest);
        case "untagged-reasoning":
          return isComplete ? part("text", untagged + rest) : part("reasoning", rest);
        case "reasoning":
          return part("reasoning", rest);
        case "after-reasoning":
          return [];
      }
    },
  };
}

function part(kind: SplitPart["kind"], text: string): readonly SplitPart[] {
  return text === "" ? [] : [{ kind, text }];
}
