import { createContext, Script } from "node:vm";
import type { Found, TextQuery } from "../../chat/tools/workspaceSource";

/** A line of one of the texts. */
interface MatchedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Finds the matching lines of each text, at most `maxLines` of each. May say instead why it gave up. */
export type LineMatcher = (
  texts: readonly string[],
  maxLines: number,
) => Found<readonly (readonly MatchedLine[])[]>;

/**
 * How long a regular expression may work on one batch of texts, in milliseconds; nothing else runs in the extension
 * host meanwhile. A fair one takes a few milliseconds for a batch.
 */
const regexLimitMs = 250;
/** Longer lines are looked at up to here: minified code would cost much and show nothing. UTF-16 code units. */
const maxLineChars = 10_000;

/**
 * A text is found by plain search. A regular expression is JavaScript's own, run under the engine's watchdog: there is
 * no telling which of them take for ever, so any of them may be stopped.
 */
export function createLineMatcher({ text, isRegex, isCaseSensitive }: TextQuery): Found<LineMatcher> {
  if (!isRegex) return { found: createTextMatcher(text, isCaseSensitive) };
  let regex: RegExp;
  try {
    regex = new RegExp(text, isCaseSensitive ? "" : "i");
  } catch (error) {
    return {
      problem: `The regular expression is not valid${error instanceof Error ? ` (${error.message})` : ""}. Mend it, or search for plain text.`,
    };
  }
  return {
    found: (texts, maxLines) =>
      withinTime(() => texts.map((each) => linesOf(each, maxLines, (line) => regex.test(line)))),
  };
}

function createTextMatcher(wanted: string, isCaseSensitive: boolean): LineMatcher {
  const folded = isCaseSensitive ? wanted : wanted.toLowerCase();
  const fold = (text: string) => (isCaseSensitive ? text : text.toLowerCase());
  return (texts, maxLines) => ({
    found: texts.map((each) =>
      // Most files have nothing: one look at the whole text is ten times as fast as one at each line.
      fold(each).includes(folded) ? linesOf(each, maxLines, (line) => fold(line).includes(folded)) : [],
    ),
  });
}

function linesOf(text: string, maxLines: number, isFound: (line: string) => boolean): readonly MatchedLine[] {
  const found: MatchedLine[] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/u).entries()) {
    const looked = line.length > maxLineChars ? line.slice(0, maxLineChars) : line;
    if (!isFound(looked)) continue;
    found.push({ line: at + 1, text: looked });
    if (found.length >= maxLines) break;
  }
  return found;
}

const script = new Script("work()");
let sandbox: { work: () => void } | undefined;

/** Runs `work` in place, ended by the engine itself (`vm`, option `timeout`) when it takes too long. */
function withinTime<T>(work: () => T): Found<T> {
  sandbox ??= createSandbox();
  let result: { readonly found: T } | undefined;
  sandbox.work = () => {
    result = { found: work() };
  };
  try {
    script.runInContext(sandbox, { timeout: regexLimitMs });
  } catch (error) {
    if (!isTimeout(error)) throw error;
  }
  return (
    result ?? {
      problem: "The regular expression takes too long on these files. Use a simpler one, or plain text.",
    }
  );
}

/** The error comes from the sandbox's realm, so it is no `Error` of ours. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

function createSandbox(): { work: () => void } {
  const made = { work: () => undefined };
  createContext(made);
  return made;
}
