/** Marks of comments in the languages that matter, at the start and the end of a line. */
const commentStart = /^(?:\/\/+|\/\*+|#+|--+|<!--|\{\/\*|;+|%+|\(\*|\*+(?!\/)|"""|''')\s*/;
const commentEnd = /\s*(?:\*+\/\}?|-->|\*\)|"""|''')$/;

const subject =
  "(?:code|function|method|class|file|body|implementation|logic|lines?|imports?|fields?|properties|tests?|cases?|content|section|stuff|part)s?";
const unchanged =
  "(?:unchanged|omitted|as (?:is|before|above)|as it was|the same|same as (?:before|above)|untouched|not shown)";

/** What models write in place of code that they leave out; held against a line without its comment marks. */
const abbreviations: readonly RegExp[] = [
  new RegExp(
    `^(?:\\.{3}|…)\\s*(?:the )?(?:remaining|existing|previous|original|other)\\b.*?(?:\\.{3}|…)?$`,
    "i",
  ),
  new RegExp(
    `^(?:\\.{3}|…)?\\s*(?:the )?(?:rest|remainder)(?: of)?(?: the| this| your)?(?: ${subject})*(?: (?:remains?|stays?|is|are|goes|here))*(?: ${unchanged}| here)?\\.?\\s*(?:\\.{3}|…)?$`,
    "i",
  ),
  new RegExp(
    `^(?:\\.{3}|…)?\\s*(?:existing|remaining|previous|original|other)(?: \\w+)? ${subject}(?: (?:remains?|stays?|is|are|goes|here|continues))*(?: ${unchanged}| here)?\\s*(?:\\.{3}|…)?$`,
    "i",
  ),
  new RegExp(`^(?:\\.{3}|…)\\s*(?:keep |leave )?.{0,60}\\b${unchanged}\\b.*$`, "i"),
  new RegExp(`^(?:keep|leave)(?: the)?(?: rest| remaining| existing| other).{0,60}$`, "i"),
  new RegExp(`^(?:no changes?|unchanged)(?: (?:here|below|above|code|needed))?\\s*(?:\\.{3}|…)?$`, "i"),
  new RegExp(`^(?:your|my|some) (?:existing )?${subject}(?: goes)? here\\s*(?:\\.{3}|…)?$`, "i"),
];
const dotsOnly = /^(?:\.{3}|…)$/;

/**
 * The first line that stands for code left out ("// ... rest unchanged"), or undefined. Lines that the selection had
 * are no such thing, nor is Python's bare `...`.
 */
export function placeholderIn(text: string, selection: string): string | undefined {
  const known = new Set(selection.split("\n").map((line) => line.trim()));
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || known.has(trimmed)) continue;
    const isComment = commentStart.test(trimmed);
    const words = trimmed
      .replace(commentStart, "")
      .replace(commentEnd, "")
      .replaceAll(/[()[\]<>]/g, "")
      .trim();
    const hasDots = /\.{3}|…/.test(words);
    if (dotsOnly.test(words)) {
      if (isComment) return trimmed;
    } else if ((isComment || hasDots) && abbreviations.some((pattern) => pattern.test(words))) return trimmed;
  }
  return undefined;
}
