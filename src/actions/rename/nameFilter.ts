import { isKeyword } from "./keywords";
import { inStyleOf, styleOfText } from "./namingStyle";
import type { ProposedName } from "./nameParser";

/** What names are judged by. */
export interface RenamedSymbol {
  readonly oldName: string;
  /** Editor language id. */
  readonly languageId: string;
  /** Of the file in which it is renamed. */
  readonly fileText: string;
}

/** Languages whose names have hyphens. */
const hyphenLanguages = new Set(["css", "scss", "less", "html", "lisp", "clojure", "scheme", "commonlisp"]);
const maxNameChars = 80;

/**
 * The name as it would be used, or undefined where it cannot be: the old one, a keyword, no identifier, already the
 * name of something in this file, or one that was proposed before.
 *
 * @param earlier what was accepted before
 */
export function usableName(
  proposed: ProposedName,
  { oldName, languageId, fileText }: RenamedSymbol,
  earlier: readonly string[],
): string | undefined {
  const name = inStyleOf(oldName, proposed.name, styleOfText(fileText, languageId));
  if (name === oldName || name.length > maxNameChars || earlier.includes(name)) return undefined;
  if (!isIdentifier(name, oldName, languageId) || isKeyword(name, languageId)) return undefined;
  return isTaken(name, fileText) ? undefined : name;
}

/** Whether the language server may be asked to use this name; it has the last word. */
export function isIdentifier(name: string, oldName: string, languageId: string): boolean {
  // A sign that the old name has (`$item` in PHP, `--color` in CSS, `empty?` in Ruby) is one that the language allows.
  const signs = [...new Set(oldName.match(/[^\p{L}\p{N}_]/gu))].map(
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
  const hyphen = hyphenLanguages.has(languageId) ? "\\u{2d}" : "";
  const letters = `\\p{L}\\p{N}_${signs.join("")}${hyphen}`;
  return new RegExp(`^(?!\\p{N})[${letters}]+$`, "u").test(name);
}

/** Whether the file has this word anywhere: in the scope or not, the reader would take the one for the other. */
function isTaken(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isPart = /[\p{L}\p{N}_$]/u;
    if (!isPart.test(text.charAt(at - 1)) && !isPart.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
