/** One lexical piece of a line of code; `start` is its offset in the line (UTF-16 code units). */
export interface CodeToken {
  readonly text: string;
  readonly start: number;
  readonly isName: boolean;
}

const tokenPattern = /[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|[^\s]/gu;

/** Splits a line into names, numbers and single signs; blanks between them are left out. */
export function codeTokens(line: string): readonly CodeToken[] {
  const tokens: CodeToken[] = [];
  for (const match of line.matchAll(tokenPattern)) {
    tokens.push({ text: match[0], start: match.index, isName: /^[\p{L}_$]/u.test(match[0]) });
  }
  return tokens;
}

const keywords = new Set(
  (
    "abstract as async await break case catch chan class const continue def default defer del do elif else enum except " +
    "export extends false finally fn for from func function go if implements import in interface is lambda let map match " +
    "new nil none None not null or package pass private protected public raise range readonly return select self static " +
    "struct super switch this throw true True try type typeof undefined var void while with yield"
  ).split(" "),
);

/** Words of the languages themselves, which no rename may touch. */
export function isKeyword(name: string): boolean {
  return keywords.has(name);
}

/** The words a name is made of: `findUserById` and `find_user_by_id` both give find, user, by, id. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}
