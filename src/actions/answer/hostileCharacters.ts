/**
 * Characters that a reader does not see but a compiler or the editor does: controls, bidirectional overrides, tags,
 * zero-width characters, variation selectors, blank letters, line separators, halves of surrogate pairs. Tab and line
 * ends are none.
 */
const hostile = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Joins emoji into one picture; harmless between two of them. */
const joinedEmoji =
  /(\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}){0,2})\u200d(?=\p{Extended_Pictographic})/gu;
/** Picks the form of the character before it, text or picture; harmless behind one that has both. */
const chosenForm = /(\p{Emoji})[\ufe0e\ufe0f]/gu;

/** The hostile characters of `text` that `original` does not hold already, as `U+202E`, each once, in order. */
export function hostileCharacters(text: string, original: string): readonly string[] {
  const found = new Set(text.replaceAll(joinedEmoji, "$1").replaceAll(chosenForm, "$1").match(hostile));
  const known = new Set(original.match(hostile));
  return Array.from(found)
    .filter((character) => !known.has(character))
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
}
