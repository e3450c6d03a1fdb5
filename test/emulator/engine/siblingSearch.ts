import { alignLine, type Alignment } from "./alignLine";
import { cutContinuation } from "./continuation";
import { firstFilledLine, indentOf, lastFilledIndex, type Hole } from "./hole";
import type { MaterialDocument } from "./material";
import { applyRenames } from "./renames";

/** A place in the material that reads like the text before the cursor, and what it goes on with. */
interface Sibling {
  readonly text: string;
  readonly score: number;
}

const leastScore = 5;
const contextLines = 6;
const definition =
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function|class|interface|type|enum|def|func|const|struct)\s/;

/**
 * The different continuations for a hole, best first: the places whose lines agree longest with the lines up to the
 * cursor, names being allowed to differ consistently. Among equals the first document, and in it the place nearest to
 * its end, comes first. Empty when no place agrees well enough.
 */
export function findSiblings(hole: Hole, documents: readonly MaterialDocument[]): readonly string[] {
  const present = new Set([...hole.before, ...hole.after].map((line) => line.trim()));
  const siblings: Sibling[] = [];
  for (const document of documents) {
    for (let index = document.lines.length - 1; index >= 0; index -= 1) {
      const found =
        hole.current.trim() === ""
          ? bodyAt(document, index, hole)
          : statementAt(document, index, hole, present);
      if (found !== undefined && found.score >= leastScore) siblings.push(found);
    }
  }
  const texts = siblings.toSorted((one, other) => other.score - one.score).map(({ text }) => text);
  return [...new Set(texts)];
}

/** The cursor's line has a beginning: the material's line must begin alike. */
function statementAt(
  document: MaterialDocument,
  index: number,
  hole: Hole,
  present: ReadonlySet<string>,
): Sibling | undefined {
  const line = document.lines[index];
  if (line === undefined) return undefined;
  const alignment = alignLine(hole.current.trimStart(), line.trimmed, line.tokens);
  if (alignment === undefined) return undefined;
  const whole = (hole.current.trimStart() + alignment.rest).trim();
  if (definition.test(whole) && present.has(whole)) return undefined;
  const promptIndent = indentOf(hole.current);
  const following = followingLines(document, index + 1, alignment, indentOf(line.text), promptIndent);
  const text = cutContinuation(
    { lines: [alignment.rest, ...following], baseIndent: promptIndent, isBody: false },
    hole,
  );
  if (text === undefined) return undefined;
  const context = contextScore(document, index, hole.before, alignment);
  // One word alone, such as `return`, stands everywhere: it needs company above it.
  if (alignment.equalTokens < 2 && context === 0) return undefined;
  return { text, score: scoreOf(alignment) + context };
}

/** The cursor's line is blank: the last written line must have a twin, whose followers are offered. */
function bodyAt(document: MaterialDocument, index: number, hole: Hole): Sibling | undefined {
  const previousIndex = lastFilledIndex(hole.before);
  const previous = hole.before[previousIndex];
  const twin = document.lines[index];
  if (previous === undefined || twin === undefined || twin.trimmed === "") return undefined;
  const alignment = alignLine(`${previous.trim()} `, twin.trimmed, twin.tokens);
  if (alignment === undefined || alignment.rest !== "") return undefined;
  const lines = followingLines(document, index + 1, alignment, indentOf(twin.text), indentOf(previous));
  while (lines[0] !== undefined && lines[0].trim() === "") lines.shift();
  const [first] = lines;
  if (first === undefined || indentOf(first).length < hole.current.length) return undefined;
  const follower = firstFilledLine([hole.rest, ...hole.after]);
  if (follower !== undefined && follower.trim() === first.trim()) return undefined;
  const baseIndent = indentOf(first);
  const head = first.startsWith(hole.current) ? first.slice(hole.current.length) : first.trimStart();
  const text = cutContinuation({ lines: [head, ...lines.slice(1)], baseIndent, isBody: true }, hole);
  if (text === undefined) return undefined;
  return {
    text,
    score: scoreOf(alignment) + contextScore(document, index, hole.before.slice(0, previousIndex), alignment),
  };
}

function followingLines(
  document: MaterialDocument,
  start: number,
  alignment: Alignment,
  theirIndent: string,
  ourIndent: string,
): string[] {
  return document.lines.slice(start, start + 60).map(({ text }) => {
    const renamed = applyRenames(text, alignment.renames);
    return renamed.startsWith(theirIndent) ? ourIndent + renamed.slice(theirIndent.length) : renamed;
  });
}

/** Equal characters speak for a place, renamed names a little against it, unrelated names much. */
function scoreOf(alignment: Alignment): number {
  const renamedCount = alignment.renames.names.size;
  return (
    Math.min(alignment.equalChars, 80) -
    2 * renamedCount -
    8 * alignment.strangerCount +
    3 * alignment.sharedWords
  );
}

function contextScore(
  document: MaterialDocument,
  index: number,
  before: readonly string[],
  alignment: Alignment,
): number {
  const ours = before.filter((line) => line.trim() !== "").slice(-contextLines);
  let score = 0;
  let theirIndex = index - 1;
  for (const line of ours.toReversed()) {
    while (theirIndex >= 0 && document.lines[theirIndex]?.trimmed === "") theirIndex -= 1;
    const theirs = document.lines[theirIndex];
    if (theirs === undefined || applyRenames(theirs.trimmed, alignment.renames) !== line.trim()) break;
    score += 2 + Math.min(line.trim().length, 24);
    theirIndex -= 1;
  }
  return score;
}
