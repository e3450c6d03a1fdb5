import { isFileName } from "./chatter";
import type { AnswerPlace } from "./codeInAnswer";
import { withoutEntities } from "./withoutEntities";
import { withoutLineNumbers } from "./withoutLineNumbers";

/** Code without what stands in it that is none: a byte order mark, line numbers, entities, the name of the file. */
export function cleanedCode(code: string, place: AnswerPlace, isProgram: boolean): string {
  const { selection, languageId } = place;
  const text = code.startsWith("\ufeff") ? code.slice(1) : code;
  const plain = withoutLineNumbers(text, selection, languageId);
  return isProgram ? withoutFileName(withoutEntities(withPlainIndent(plain), selection), place) : plain;
}

/** With blanks for what only looks like them at the start of a line: text from a web page has such. */
function withPlainIndent(code: string): string {
  return code.replaceAll(/^[ \t\u00a0\u2000-\u200a\u202f\u3000]+/gm, (indent) =>
    indent.replaceAll(/[^ \t]/g, " "),
  );
}

/** Without the name of the file on its first line; at the start of the document it may be what was asked for. */
function withoutFileName(code: string, { selection, before }: AnswerPlace): string {
  const lines = code.split("\n");
  const at = lines.findIndex((line) => line.trim() !== "");
  const first = lines[at]?.trim() ?? "";
  const isComment = !/^[\w.@~]/.test(first);
  if (lines.length - at < 2 || !isFileName(first) || selection.includes(first)) return code;
  return isComment && before.trim() === "" ? code : lines.slice(at + 1).join("\n");
}
