import { leadingBlank } from "../text/indentation";

/** How typed text stands to an answer. */
export type TypedAlong =
  /** The answer goes on after what was typed: `consumedChars` of it are in the document now. */
  | { readonly state: "agrees"; readonly consumedChars: number }
  /** All of the answer so far is typed, and more; only a stream that goes on can still agree. */
  | { readonly state: "ahead" }
  | { readonly state: "diverged" };

/**
 * Compares what was typed since an answer was asked for with the answer. Indentation after a line break may differ:
 * the editor indents by itself.
 */
export function typedAlong(answer: string, typed: string): TypedAlong {
  if (answer.startsWith(typed)) return { state: "agrees", consumedChars: typed.length };
  if (typed.startsWith(answer)) return { state: "ahead" };
  if (!typed.includes("\n")) return { state: "diverged" };
  return compareLines(answer, typed);
}

function compareLines(answer: string, typed: string): TypedAlong {
  let consumedChars = 0;
  for (const [index, typedLine] of typed.split("\n").entries()) {
    if (index > 0) {
      if (consumedChars >= answer.length) return { state: "ahead" };
      if (answer.charAt(consumedChars) !== "\n") return { state: "diverged" };
      consumedChars++;
    }
    const isLast = index === typed.split("\n").length - 1;
    const lineEnd = answer.indexOf("\n", consumedChars);
    const answerLine = answer.slice(consumedChars, lineEnd === -1 ? answer.length : lineEnd);
    const skipped = index === 0 ? 0 : leadingBlank(answerLine).length;
    const code = index === 0 ? typedLine : typedLine.slice(leadingBlank(typedLine).length);
    const answerCode = answerLine.slice(skipped);
    if (isLast ? answerCode.startsWith(code) : answerCode === code) {
      consumedChars += skipped + code.length;
    } else if (lineEnd === -1 && code.startsWith(answerCode)) {
      return { state: "ahead" };
    } else {
      return { state: "diverged" };
    }
  }
  return { state: "agrees", consumedChars };
}
