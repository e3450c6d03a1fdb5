/** A stretch of text, or a word in it that may name a file. */
export type FileNamePart =
  { readonly type: "text"; readonly text: string } | { readonly type: "file"; readonly text: string };

const word = /[\w@+.~\\/:#–-]+/g;
const mayBeFile =
  /(?:[\w@+~-]\.[A-Za-z][\w-]{0,14}|(?:^|[\\/])(?:\.[A-Za-z][\w.-]{1,30}|Makefile|Dockerfile|Containerfile|LICENSE|README|CHANGELOG|Gemfile|Rakefile|Justfile))(?:[:#][L\d:–-]+)?$/;
const maxWordChars = 260;

/**
 * Cuts out the words that look like `src/a.ts`, `a.ts:12`, `src/a.ts:12-20` or `a.ts#L12`. Whether there is such a file
 * the host says. Linear: every word is looked at once.
 */
export function splitFileNames(text: string): readonly FileNamePart[] {
  const parts: FileNamePart[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    const [raw] = match;
    if (raw.length > maxWordChars || raw.includes("://")) continue;
    const name = raw.replace(/[.:,#–-]+$/, "");
    if (!mayBeFile.test(name)) continue;
    if (match.index > end) parts.push({ type: "text", text: text.slice(end, match.index) });
    parts.push({ type: "file", text: name });
    end = match.index + name.length;
  }
  if (end < text.length) parts.push({ type: "text", text: text.slice(end) });
  return parts;
}
