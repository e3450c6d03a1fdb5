import { isCommonWord } from "./identifierIds";

/** A name and where it stands; line and column (UTF-16 code units) count from 0. */
export interface NamePlace {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

const linesBefore = 15;
const linesBehind = 3;
const importStart = /^\s*(?:import|from|use|using|pub use)\b|=\s*require\s*\(/;

/**
 * The different names near the cursor, the nearest line's first: what the language server is asked about. Import
 * lines are left to `importedNames`.
 *
 * @param lines a part of the document that holds the lines around the cursor
 * @param firstLine the number of its first line in the document
 */
export function namesAround(
  lines: readonly string[],
  firstLine: number,
  cursorLine: number,
  maxNames: number,
): readonly NamePlace[] {
  const found = new Map<string, NamePlace>();
  const near: number[] = [];
  for (let line = cursorLine; line >= cursorLine - linesBefore; line--) near.push(line);
  for (let line = cursorLine + 1; line <= cursorLine + linesBehind; line++) near.push(line);
  for (const line of near) {
    const text = lines[line - firstLine] ?? "";
    if (importStart.test(text)) continue;
    for (const place of namesIn(text, line)) {
      if (found.size >= maxNames) return [...found.values()];
      if (!found.has(place.name)) found.set(place.name, place);
    }
  }
  return [...found.values()];
}

/**
 * The different names that the file's imports bring in, those in use first.
 *
 * @param topLines the document's first lines
 * @param used names that stand near the cursor
 */
export function importedNames(
  topLines: readonly string[],
  used: ReadonlySet<string>,
  maxNames: number,
): readonly NamePlace[] {
  const found = new Map<string, NamePlace>();
  let isInside = false;
  for (const [line, text] of topLines.entries()) {
    if (!importStart.test(text) && !isInside) continue;
    // Python names the module first, and the module itself says little.
    const skipped = /^\s*from\b.*?\bimport\b/.exec(text)?.[0].length ?? 0;
    for (const place of namesIn(text, line)) {
      if (place.column >= skipped && !found.has(place.name)) found.set(place.name, place);
    }
    const opened = openedBy(text);
    isInside = opened > 0 || (isInside && opened === 0);
  }
  return [...found.values()]
    .toSorted((left, right) => Number(used.has(right.name)) - Number(used.has(left.name)))
    .slice(0, maxNames);
}

/** Brackets that a line opens and does not close; negative where it closes more. */
function openedBy(text: string): number {
  return (text.match(/[{(]/g)?.length ?? 0) - (text.match(/[})]/g)?.length ?? 0);
}

function namesIn(line: string, at: number): readonly NamePlace[] {
  if (/^\s*(?:\/\/|#(?!\[)|\*|\/\*|--|;)/.test(line)) return [];
  // What stands in quotes is no name; the columns stay.
  const code = line.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, (quoted) => " ".repeat(quoted.length));
  const names: NamePlace[] = [];
  for (const match of code.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
    const [name] = match;
    if (name.length > 2 && !isCommonWord(name)) names.push({ name, line: at, column: match.index });
  }
  return names;
}
