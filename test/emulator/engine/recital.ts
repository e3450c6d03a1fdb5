import type { Answer } from "../generation";
import type { ChatQuestion } from "./chatQuestion";

/** A question and the one true answer to it, for tests that must know what a whole answer would have been. */
export interface Recital {
  /** Found anywhere in the user's message. */
  readonly question: string;
  readonly reasoning?: string;
  readonly text: string;
}

/**
 * How a model goes on with a text that it is given:
 * - `exact` with precisely what follows, as prefix completion does
 * - `repeats-lines` it writes the last line again first, or as many as make `repeatedChars`
 * - `reopens-fence` inside a code fence it opens the fence again, and begins the line again that was not finished
 * - `begins-blank` it puts a blank first
 * - `trims-head` the server takes the white space off the new text's head
 */
export const continuationHabits = [
  "exact",
  "repeats-lines",
  "reopens-fence",
  "begins-blank",
  "trims-head",
] as const;

/** One of `continuationHabits`. */
export type ContinuationHabit = (typeof continuationHabits)[number];

/** A model that repeats its last words repeats at least so many characters. */
const repeatedChars = 40;

/** Text of this length that stands twice leaves open which of the two is meant. */
const minTelling = 16;

/**
 * The recital's answer to a question, or what is missing of it behind the given beginning. Undefined where no recital
 * fits, or the beginning is none of its answer.
 */
export function recite(
  question: ChatQuestion,
  recitals: readonly Recital[],
  habit: ContinuationHabit,
): Answer | undefined {
  const asked = question.messages.findLastIndex(
    ({ role, content }) => role === "user" && recitals.some((each) => content?.includes(each.question)),
  );
  const content = question.messages[asked]?.content ?? "";
  const recital = recitals.find((each) => content.includes(each.question));
  if (recital === undefined) return undefined;
  const whole = question.isThinking ? (recital.reasoning ?? "") : "";
  if (question.continuesReasoning !== undefined) {
    const reasoning = restOf(question.continuesReasoning, recital.reasoning ?? "", "exact");
    return reasoning === undefined ? undefined : { reasoning, text: recital.text, calls: [] };
  }
  // A server that starts a new turn is asked for the rest by a message behind the cut answer.
  const earlier = question.messages.slice(asked + 1).findLast(({ role }) => role === "assistant")?.content;
  const given = question.continues ?? earlier ?? undefined;
  if (given === undefined) return { reasoning: whole, text: recital.text, calls: [] };
  const text = restOf(given, recital.text, habit);
  return text === undefined ? undefined : { reasoning: "", text, calls: [] };
}

function restOf(given: string, whole: string, habit: ContinuationHabit): string | undefined {
  // White space between thinking and answer is no part of either.
  const text = whole.startsWith(given) ? whole : whole.trimStart();
  if (!text.startsWith(given)) return undefined;
  const rest = text.slice(given.length);
  const lastLine = given.slice(given.lastIndexOf("\n") + 1);
  switch (habit) {
    case "exact":
      return rest;
    case "repeats-lines":
      return /^\s*`{3}/.test(lastLines(given)) && rest.startsWith("\n") ? rest : lastLines(given) + rest;
    case "reopens-fence": {
      if (/^\s*`{3,}\w*$/.test(lastLine) && openingLine(`${given}\n`) !== undefined) return lastLine + rest;
      const opening = openingLine(given);
      if (opening === undefined) return rest;
      // At a line's end the next one follows; within a line it is begun again, unless nobody could tell which.
      const isNext = rest.startsWith("\n");
      const code = isNext ? rest.slice(1) : lastLine + rest;
      return countOf(given, code) === (isNext ? 0 : 1) ? `${opening}\n${code}` : rest;
    }
    case "begins-blank":
      return /^\s/.test(rest) ? ` ${rest}` : rest;
    case "trims-head":
      return rest.trimStart();
  }
}

/**
 * The end of a text from the start of a line on, at least `repeatedChars` long; empty where there is none, and where the
 * text repeats itself, so that nobody could tell how much of it was repeated.
 */
function lastLines(given: string): string {
  const lines = given.split("\n");
  for (let count = 1; count <= lines.length; count += 1) {
    const first = lines[lines.length - count] ?? "";
    const end = lines.slice(-count).join("\n");
    if (end.length < repeatedChars || first.trim() === "") continue;
    return countOf(given, end) === 1 && countOf(given, lines.at(-1) ?? "") === 1 ? end : "";
  }
  return "";
}

/** How often the first characters of one text stand in another. */
function countOf(whole: string, text: string): number {
  return whole.split(text.slice(0, minTelling)).length - 1;
}

/** The line that opens the fence in which a text ends, where it names a language whose code holds no fences. */
function openingLine(given: string): string | undefined {
  let open: { readonly line: string; readonly marker: string; readonly language: string } | undefined;
  for (const line of given.split("\n")) {
    const [, marker = "", language = ""] = /^\s*(`{3,})(\w*)\s*$/.exec(line) ?? [];
    if (marker === "") continue;
    if (open === undefined) open = { line: line.trim(), marker, language };
    else if (language === "" && marker.length >= open.marker.length) open = undefined;
  }
  return open === undefined || open.language === "" || open.language === "markdown" ? undefined : open.line;
}
