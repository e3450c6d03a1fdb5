import { firstFilledLine, indentOf, type Hole } from "./hole";

const maxLines = 40;
const closers = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/** Candidate text for a hole: what the material goes on with, first line possibly only the rest of one. */
export interface CandidateText {
  /** Lines as they would stand in the document, the first without what is typed already. */
  readonly lines: readonly string[];
  /** Indentation of the statement or block the text belongs to; a later line further left ends it. */
  readonly baseIndent: string;
  /** The text is the inside of a block (the line at the cursor is still blank), not the rest of a statement. */
  readonly isBody: boolean;
}

/**
 * Cuts a candidate where it meets the text after the cursor or where its statement or block ends, whichever is
 * first. Undefined when nothing worth offering is left.
 */
export function cutContinuation(candidate: CandidateText, hole: Hole): string | undefined {
  const rest = hole.rest.trim();
  const taken = rest === "" ? takeLines(candidate, hole) : takeUpTo(candidate, hole.rest);
  if (taken === undefined) return undefined;
  const text = rest === "" ? taken.trimEnd() : taken;
  return text.trim() === "" ? undefined : text;
}

function takeLines(candidate: CandidateText, hole: Hole): string {
  const { lines, baseIndent, isBody } = candidate;
  const follower = firstFilledLine(hole.after);
  const taken = lines.slice(0, 1);
  for (const line of lines.slice(1, maxLines)) {
    if (line.trim() === "") {
      if (isBody && baseIndent === "") break;
      taken.push(line);
      continue;
    }
    if (follower !== undefined && line.trimEnd() === follower.trimEnd()) break;
    const indentChars = indentOf(line).length;
    if (isBody ? indentChars < baseIndent.length : indentChars <= baseIndent.length) {
      const isOurs = isBody || indentChars === baseIndent.length;
      if (isOurs && goesOn.test(line)) {
        taken.push(line);
        continue;
      }
      if (isOurs && closesBlock(line) && !closedBySuffix(line, follower)) taken.push(line);
      break;
    }
    taken.push(line);
  }
  return taken.join("\n");
}

/** Lines at the statement's own indentation that still belong to it. */
const goesOn = /^\s*(?:\}\s*(?:else|catch|finally)\b|(?:else|elif|except|finally)\b.*:\s*$)/;

/** With text right of the cursor only what fits before that text is offered. */
function takeUpTo(candidate: CandidateText, rest: string): string | undefined {
  const sign = rest.trimStart().slice(0, 1);
  const text = candidate.lines.slice(0, maxLines).join("\n");
  const opener = closers.get(sign);
  if (opener !== undefined) {
    const end = unmatchedCloser(text, sign);
    return end === undefined ? undefined : text.slice(0, end);
  }
  const [first = ""] = candidate.lines;
  const end = first.lastIndexOf(rest.trim());
  return end <= 0 ? undefined : first.slice(0, end);
}

function unmatchedCloser(text: string, closer: string): number | undefined {
  let depth = 0;
  for (const [index, sign] of signsOutsideStrings(text)) {
    if ([...closers.values()].includes(sign)) depth += 1;
    else if (closers.has(sign)) {
      if (depth === 0) return sign === closer ? index : undefined;
      depth -= 1;
    }
  }
  return undefined;
}

/** Signs of the code, without those inside quotes and line comments. */
export function* signsOutsideStrings(text: string): Generator<[number, string]> {
  let quote = "";
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (quote !== "") {
      if (sign === "\\") index += 1;
      else if (sign === quote || (sign === "\n" && quote !== "`")) quote = "";
      continue;
    }
    if (sign === '"' || sign === "'" || sign === "`") quote = sign;
    else if ((sign === "/" && text.charAt(index + 1) === "/") || sign === "#") {
      const end = text.indexOf("\n", index);
      if (end < 0) return;
      index = end - 1;
    } else yield [index, sign];
  }
}

function closesBlock(line: string): boolean {
  return /^\s*[)\]}]/.test(line);
}

function closedBySuffix(line: string, follower: string | undefined): boolean {
  if (follower === undefined) return false;
  return (
    follower.trimStart().charAt(0) === line.trimStart().charAt(0) && indentOf(follower) === indentOf(line)
  );
}
