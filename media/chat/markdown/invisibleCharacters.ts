/** A stretch of text: shown as it is, or a character that must be named because it cannot be seen. */
export type TextPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "invisible"; readonly code: string; readonly name: string };

/**
 * Control, format (bidirectional, zero-width, tags, byte order mark), filler characters and lone surrogates: what
 * can hide text or make it read differently from what it is (CVE-2021-42574). Tab and line ends are not among them.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u115f\u1160\u2028\u2029\u3164\uffa0]/u;

/** Scripts that need the zero-width (non-)joiner to be written. */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;

/** Splits off every character that a reader could not see. Joiners inside emoji and joining scripts are left. */
export function splitInvisible(text: string): readonly TextPart[] {
  if (!invisible.test(text)) return text === "" ? [] : [{ type: "text", text }];
  const parts: TextPart[] = [];
  let plain = "";
  let previous = "";
  for (const char of text) {
    const isHidden =
      invisible.test(char) &&
      char !== "\n" &&
      char !== "\t" &&
      char !== "\r" &&
      !((char === "\u200d" || char === "\u200c") && (emoji.test(previous) || joining.test(previous)));
    if (isHidden) {
      if (plain !== "") parts.push({ type: "text", text: plain });
      plain = "";
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      parts.push({ type: "invisible", code: `U+${code}`, name: nameOf(char) });
    } else {
      plain += char;
    }
    previous = char;
  }
  if (plain !== "") parts.push({ type: "text", text: plain });
  return parts;
}

function nameOf(char: string): string {
  if (/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/.test(char)) return "Changes the direction of text";
  if (/[\u200b-\u200d\u2060-\u2064\ufeff\u00ad]/.test(char)) return "Zero-width character";
  if (/[\u{e0000}-\u{e007f}]/u.test(char)) return "Invisible tag character";
  if (/\p{Cs}/u.test(char)) return "Half of a character";
  if (/\p{Cc}/u.test(char)) return "Control character";
  return "Invisible character";
}
