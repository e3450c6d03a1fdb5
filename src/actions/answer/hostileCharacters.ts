/**
 * Characters that a reader does not see but a compiler or the editor does: controls, bidirectional overrides, tags,
 * zero-width characters, line separators, halves of surrogate pairs. Tab and line ends are none.
 */
const hostile = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Joins emoji into one picture; harmless between two of them. */
const joinedEmoji =
  /(\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})*)\u200d(?=\p{Extended_Pictographic})/gu;

/** The hostile characters of `text` that `original` does not hold already, as `U+202E`, each once, in order. */
export function hostileCharacters(text: string, original: string): readonly string[] {
  const found = new Set(text.replaceAll(joinedEmoji, "$1").match(hostile));
  const known = new Set(original.match(hostile));
  return Array.from(found)
    .filter((character) => !known.has(character))
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
}
