import { isLanguageOf, isProseLanguage } from "./codeLanguage";

/** Marks that nothing else has behind a number at the start of a line. */
const marked = /^[ \t]{0,8}(\d{1,6})( ?[|│→]|\t)/;
const listed = /^[ \t]{0,8}(\d{1,6})( ?[|│→]|\t|[:.)](?=[ \t]|$))/;
/** The same where a blank line's number has lost what stood behind it. */
const numberOnly = /^[ \t]{0,8}(\d{1,6})[ \t]*[|│→:]?[ \t]*$/;

/**
 * The code without a number in front of every line, as models copy it from listings. Numbers must count up by one, from
 * line to line, and the selection must have none itself.
 */
export function withoutLineNumbers(code: string, selection: string, languageId: string): string {
  // Lists and keys of these languages are numbered themselves.
  const numbered = isProseLanguage(languageId) || isLanguageOf("yaml", languageId) === true ? marked : listed;
  const lines = code.split("\n");
  while (lines.length > 1 && lines.at(-1)?.trim() === "") lines.pop();
  const first = numbered.exec(lines[0] ?? "");
  if (first === null || selection.split("\n").some((line) => numbered.test(line))) return code;
  const [, start = "", mark = ""] = first;
  // One line alone says little: `1: x` may be a table of a language that has such.
  if (lines.length === 1 && !/[|│→]/.test(mark)) return code;
  const stripped: string[] = [];
  // What follows the mark is one blank in all lines, or none.
  for (const [index, line] of lines.entries()) {
    const match = numbered.exec(line);
    const number = match?.[1] ?? numberOnly.exec(line)?.[1];
    if (Number(number) !== Number(start) + index) return code;
    if (match !== null && match[2] !== mark) return code;
    stripped.push(match === null ? "" : line.slice(line.indexOf(mark) + mark.length));
  }
  const hasBlank = mark !== "\t" && stripped.every((line) => line === "" || line.startsWith(" "));
  return stripped.map((line) => (hasBlank ? line.slice(1) : line)).join("\n");
}
