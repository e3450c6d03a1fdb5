/** Alternatives that one pattern may expand to; a pattern with more matches everything (closed rather than open). */
const maxAlternatives = 500;

type Element = { readonly kind: "star" } | { readonly kind: "one"; accepts(character: string): boolean };
type Segment = "globstar" | readonly Element[];

/**
 * Compiles a glob into a test of a path's segments. `*` and `?` stay inside a segment, `**` stands for any number of
 * segments, `{a,b}` and `[a-z]`, `[!a-z]` are known. A pattern matches wherever in the path it fits, and everything
 * below what it matches. Both sides are compared as they come, so fold case before. Time is at most proportional to
 * pattern × path: there is no backtracking to explode.
 */
export function compileGlob(pattern: string): (segments: readonly string[]) => boolean {
  const alternatives = expandBraces(pattern);
  if (alternatives === undefined) return () => true;
  const compiled = alternatives.map(compileAlternative).filter((each) => each !== undefined);
  return (segments) => compiled.some((each) => matchesSegments(each, segments));
}

function compileAlternative(pattern: string): readonly Segment[] | undefined {
  const parts = pattern.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.every((part) => part === "**")) return undefined;
  const segments = parts.map((part): Segment => (part === "**" ? "globstar" : compileSegment(part)));
  return ["globstar", ...segments, "globstar"];
}

function compileSegment(text: string): readonly Element[] {
  const elements: Element[] = [];
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") elements.push({ kind: "star" });
    else if (character === "?") elements.push({ kind: "one", accepts: () => true });
    else {
      const end = character === "[" ? closingBracket(characters, at) : undefined;
      if (end === undefined) elements.push({ kind: "one", accepts: (other) => other === character });
      else {
        elements.push({ kind: "one", accepts: compileClass(characters.slice(at + 1, end)) });
        at = end;
      }
    }
  }
  return elements;
}

function closingBracket(characters: readonly string[], start: number): number | undefined {
  // "]" right after the opening (or after its "!") belongs to the class.
  const first = start + (characters[start + 1] === "!" || characters[start + 1] === "^" ? 3 : 2);
  const end = characters.indexOf("]", first);
  return end < 0 ? undefined : end;
}

function compileClass(characters: readonly string[]): (character: string) => boolean {
  const isNegated = characters[0] === "!" || characters[0] === "^";
  const rest = isNegated ? characters.slice(1) : characters;
  const ranges: [string, string][] = [];
  for (let at = 0; at < rest.length; at++) {
    const from = rest[at] ?? "";
    const to = rest[at + 2];
    if (rest[at + 1] === "-" && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== isNegated;
}

/** `a{b,c{d,e}}` → `ab`, `acd`, `ace`; undefined when there are too many. An unclosed brace is an ordinary character. */
function expandBraces(pattern: string): string[] | undefined {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (done.length + open.length > maxAlternatives) return undefined;
    const group = innermostGroup(next);
    if (group === undefined) {
      done.push(next);
      continue;
    }
    const [start, end] = group;
    for (const choice of next.slice(start + 1, end).split(",")) {
      open.push(next.slice(0, start) + choice + next.slice(end + 1));
    }
  }
  return done;
}

function innermostGroup(pattern: string): [number, number] | undefined {
  const end = pattern.indexOf("}");
  const start = end < 0 ? -1 : pattern.lastIndexOf("{", end);
  if (start >= 0) return [start, end];
  // A lone "}" before a real group must not hide it.
  const later = end < 0 ? undefined : innermostGroup(pattern.slice(end + 1));
  return later && [later[0] + end + 1, later[1] + end + 1];
}

function matchesSegments(pattern: readonly Segment[], segments: readonly string[]): boolean {
  return matchesSequence(
    pattern,
    segments,
    (each) => each === "globstar",
    (each, segment) =>
      each !== "globstar" &&
      matchesSequence(
        each,
        Array.from(segment),
        (element) => element.kind === "star",
        (element, character) => element.kind === "one" && element.accepts(character),
      ),
  );
}

/** Wildcard matching with one point of return: after a later wildcard, an earlier one never needs another try. */
function matchesSequence<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isWildcard: (each: P) => boolean,
  accepts: (each: P, item: T) => boolean,
): boolean {
  let at = 0;
  let returnTo: { pattern: number; item: number } | undefined;
  for (let item = 0; item < items.length;) {
    const each = pattern[at];
    const current = items[item];
    if (each !== undefined && isWildcard(each)) {
      returnTo = { pattern: ++at, item };
    } else if (each !== undefined && current !== undefined && accepts(each, current)) {
      at++;
      item++;
    } else if (returnTo !== undefined) {
      at = returnTo.pattern;
      item = ++returnTo.item;
    } else return false;
  }
  return pattern.slice(at).every(isWildcard);
}
