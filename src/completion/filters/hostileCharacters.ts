import type { Cursor } from "../prompt/cursor";
import { textFilter } from "./filter";

/** Control characters other than tab and line feed, and halves of pairs: never in code. */
const FORBIDDEN = /[^\P{Cc}\t\n]|\p{Cs}/u;
/** Characters that show nothing or turn text around (CVE-2021-42574), and line ends that look like none. */
const INVISIBLE = /[\p{Cf}\u2028\u2029\u115F\u1160\u3164\uFFA0]|[\u{FE00}-\u{FE0D}\u{E0100}-\u{E01EF}]/gu;
/** How much of the document is searched for such a character. */
const SEARCHED_CHARS = 200_000;

/** Ghost text does not highlight what cannot be seen, so it must not hold it, unless the file does already. */
export const hostileCharacters = textFilter("hostile characters", (text, cursor) => {
  if (FORBIDDEN.test(text)) return { rejection: "it holds a control character" };
  for (const character of text.match(INVISIBLE) ?? []) {
    if (!documentHolds(cursor, character)) {
      const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? "";
      return { rejection: `it holds the invisible character U+${code}, which the file does not use` };
    }
  }
  return text;
});

function documentHolds(cursor: Cursor, character: string): boolean {
  const start = Math.max(0, cursor.startOffset - SEARCHED_CHARS / 2);
  return cursor.text.slice(start, start + SEARCHED_CHARS).includes(character);
}
