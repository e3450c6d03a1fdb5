/** Words to look for: each has to be there somewhere, in any order; what stands in quotes is one. */
export interface SearchQuery {
  /** One or more; each finds its word wherever it stands, large and small letters alike. */
  readonly terms: readonly RegExp[];
}

/** A piece of a text around what was found. */
export interface SearchSnippet {
  readonly text: string;
  /** Where the words stand in `text`: offsets from 0, in order, not overlapping. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

const maxTerms = 8;
const maxTermChars = 200;
const charsBefore = 40;
const maxSnippetChars = 160;

/** Reads what the user typed; undefined while it holds no word. */
export function readSearchQuery(text: string): SearchQuery | undefined {
  const terms = [...text.matchAll(/"([^"]+)"?|[^\s"]+/gu)]
    .map(([whole, quoted]) => (quoted ?? whole).trim().slice(0, maxTermChars))
    .filter((term) => term !== "")
    .slice(0, maxTerms);
  if (terms.length === 0) return undefined;
  return { terms: [...new Set(terms)].map(termPattern) };
}

/** Which of the terms, by their place, stand in a text. */
export function termsIn({ terms }: SearchQuery, text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, term] of terms.entries()) {
    if (text.search(term) !== -1) found.add(index);
  }
  return found;
}

/** The first place of a term in a text with what stands around, on one line; undefined where there is none. */
export function snippetOf({ terms }: SearchQuery, text: string): SearchSnippet | undefined {
  const first = terms.map((term) => text.search(term)).filter((at) => at !== -1);
  if (first.length === 0) return undefined;
  const at = Math.min(...first);
  let from = Math.max(0, at - charsBefore);
  // Not amid a word, nor amid a character.
  if (from > 0) from += /^\S*\s/u.exec(text.slice(from, at))?.[0].length ?? 0;
  if (isLowSurrogate(text, from)) from++;
  let to = Math.min(text.length, from + maxSnippetChars);
  if (isLowSurrogate(text, to)) to--;
  const start = from > 0 ? "…" : "";
  const piece = start + text.slice(from, to).replaceAll(/\s/gu, " ") + (to < text.length ? "…" : "");
  return { text: piece, marks: marksIn(terms, piece) };
}

function marksIn(terms: readonly RegExp[], text: string): readonly (readonly [number, number])[] {
  const found = terms
    .flatMap((term) =>
      [...text.matchAll(new RegExp(term.source, `${term.flags}g`))].map((match): [number, number] => [
        match.index,
        match.index + match[0].length,
      ]),
    )
    .toSorted(([a], [b]) => a - b);
  const marks: [number, number][] = [];
  for (const [start, end] of found) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

/** A pattern without choices or repetition but for blanks, so that it takes time in proportion to the text. */
function termPattern(term: string): RegExp {
  const source = term
    .split(/\s+/u)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    .join(String.raw`\s`);
  return new RegExp(source, "iu");
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
