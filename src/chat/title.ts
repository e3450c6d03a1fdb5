const maxTitleChars = 50;

/** What a conversation is called before its first message. */
export const untitled = "New chat";

/**
 * A title from a conversation's first message: its first line with words, without Markdown marks, cut at a word
 * and never inside a character that the reader sees as one.
 */
export function titleFrom(text: string): string {
  const line = text
    .slice(0, 2_000)
    .split(/[\r\n\u2028\u2029]/u)
    .map((each) =>
      each
        .replace(/^[\s>#*+`~-]+/u, "")
        .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
        .trim(),
    )
    .find((each) => /[\p{L}\p{N}]/u.test(each));
  if (line === undefined) return untitled;
  if (line.length <= maxTitleChars) return line;
  let cut = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(line)) {
    if (cut.length + segment.length > maxTitleChars - 1) break;
    cut += segment;
  }
  const atWord = cut.replace(/\s+\S*$/u, "");
  return `${(atWord.length >= maxTitleChars / 2 ? atWord : cut).trimEnd()}…`;
}
