/** Ids are below this; two names share one with a chance of 1 to 262,144, which only blurs a score. */
export const identifierIdCount = 1 << 18;

/** Words that most code of some language has, so that they say nothing about what it does. */
const commonWords =
  "if else elif for while do switch case break continue return yield try catch except finally throw raise throws " +
  "function func fn def fun sub lambda class interface struct enum trait impl type typeof namespace module package " +
  "import export from as use using include require extends implements with in of is not and or xor new delete del " +
  "const let var val mut static final readonly public private protected internal abstract override virtual async " +
  "await void int long short char bool boolean string str float double byte number object any unknown never null " +
  "undefined nil none None true false True False self this super default where when match select go defer chan map " +
  "range begin end then unless until loop pass global nonlocal assert print println printf console log args kwargs " +
  "err error ok i j k x y n id key value name the to a an";

const commonHashes: ReadonlySet<number> = new Set(
  commonWords.split(" ").map((word) => hashOf(word, 0, word.length)),
);

/** Whether a word is one that most code has, in some language. */
export function isCommonWord(word: string): boolean {
  return commonHashes.has(hashOf(word, 0, word.length));
}

/**
 * The different identifiers of a line as small numbers, in order of appearance; common words, single characters and
 * numbers left out. Words inside comments and strings count: they tell what the code is about.
 */
export function identifierIds(line: string): readonly number[] {
  const ids: number[] = [];
  const length = line.length;
  for (let at = 0; at < length;) {
    if (!isWordCode(line.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    while (at < length && isWordCode(line.charCodeAt(at))) at++;
    if (at - start < 2 || isDigit(line.charCodeAt(start))) continue;
    const hash = hashOf(line, start, at);
    const id = (hash >>> 14) ^ (hash & (identifierIdCount - 1));
    if (!commonHashes.has(hash) && !ids.includes(id)) ids.push(id);
  }
  return ids;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Letters, digits, `_`, `$`, and everything beyond ASCII, where most scripts' letters are. */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    isDigit(code) ||
    code === 95 ||
    code === 36 ||
    code > 127
  );
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
