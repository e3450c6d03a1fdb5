/** The text as a label shows it: white space and control characters as single blanks. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
}
