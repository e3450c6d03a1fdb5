/** How much of a hostile text is looked at, in UTF-16 code units; bounds the work of the patterns below. */
const maxInputChars = 65_536;

/** Longest text of somebody else's that a message of ours repeats, in UTF-16 code units. */
const maxMessageChars = 300;

const ansiSequences =
  // oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
  /\u001b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,2048}(?:\u0007|\u001b\\)|[@-Z\\^_])/g;
const htmlBlocks = /<(script|style|head)\b[^>]{0,2000}>[\s\S]{0,20000}?<\/\1\s{0,8}>/gi;
const htmlTags = /<!--[\s\S]{0,20000}?-->|<[/!]?[A-Za-z][^<>]{0,2000}>/g;
/** Control and format characters (bidi marks, zero-width, tags), private use and lone surrogates. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/**
 * Text from a server as one line that can stand in a message: no HTML tags, terminal sequences, control, bidi or
 * zero-width characters, white space collapsed, cut to `maxChars` with "…".
 */
export function plainText(text: string, maxChars = maxMessageChars): string {
  const line = text
    .slice(0, maxInputChars)
    .replace(ansiSequences, "")
    .replace(htmlBlocks, " ")
    .replace(htmlTags, " ")
    .replace(/\s/g, " ")
    .replace(invisible, "")
    .replace(/ {2,}/g, " ")
    .trim();
  return line.length <= maxChars ? line : `${line.slice(0, maxChars - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
