import type { PlaceRange } from "./placeRange";

/** A name and where it stands; line and column (UTF-16 code units) count from 0. */
export interface NamePlace {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** A problem that marks a whole body says nothing about the names in it. */
const maxMarkedLines = 3;

/** Words that declare or steer in some language: no language server has a definition of them in the workspace. */
const keywords: ReadonlySet<string> = new Set(
  (
    "if else elif for foreach while do switch case break continue return yield try catch except finally throw throws " +
    "raise function func fun def sub lambda class interface struct enum trait impl type typeof namespace module " +
    "package import export from as use using include require extends implements with in of is not and or new delete " +
    "const let var val mut static final readonly public private protected internal abstract override virtual async " +
    "await void int long short char bool boolean string str float double byte number object any unknown never null " +
    "undefined nil none None true false True False self this super default where when match select go defer end begin " +
    "then unless pass global nonlocal assert instanceof keyof declare"
  ).split(" "),
);

/**
 * The different names that problems are about: first those that the problems mark, then the others on the lines that
 * they mark, as far as these lie in the part that is worked on.
 *
 * @param lines all lines of the document
 * @param marked the problems' ranges, those that matter most first
 * @param part the lines that are worked on; `endLine` is the last one
 */
export function namesInvolved(
  lines: readonly string[],
  marked: readonly PlaceRange[],
  part: { readonly startLine: number; readonly endLine: number },
  maxNames: number,
): readonly NamePlace[] {
  const found = new Map<string, NamePlace>();
  const take = (names: readonly NamePlace[]) => {
    for (const each of names) if (found.size < maxNames && !found.has(each.name)) found.set(each.name, each);
  };
  for (const range of marked) {
    for (const line of markedLines(range)) {
      take(namesIn(lines[line] ?? "", line).filter((name) => isInside(name, range)));
    }
  }
  for (const range of marked) {
    for (const line of markedLines(range)) {
      if (line >= part.startLine && line <= part.endLine) take(namesIn(lines[line] ?? "", line));
    }
  }
  return [...found.values()];
}

function markedLines({ start, end }: PlaceRange): readonly number[] {
  const count = Math.min(maxMarkedLines, end.line - start.line + 1);
  return Array.from({ length: count }, (_, index) => start.line + index);
}

/** An empty mark stands at a name that it touches. */
function isInside({ name, line, column }: NamePlace, { start, end }: PlaceRange): boolean {
  const isEmpty = start.line === end.line && start.character === end.character;
  const from = line === start.line ? start.character : 0;
  const to = line === end.line ? end.character : Infinity;
  return isEmpty ? column <= to && column + name.length >= from : column < to && column + name.length > from;
}

function namesIn(text: string, line: number): readonly NamePlace[] {
  if (/^\s*(?:\/\/|#(?!\[)|\*|\/\*|--|;)/u.test(text)) return [];
  // What stands in quotes is no name; the columns stay.
  const code = text.replaceAll(/"[^"]*"|'[^']*'/gu, (string) => " ".repeat(string.length));
  const names: NamePlace[] = [];
  for (const match of code.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
    const [name] = match;
    if (!keywords.has(name)) names.push({ name, line, column: match.index });
  }
  return names;
}
