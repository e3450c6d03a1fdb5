import { lineCommentOf } from "../prompt/pathHeader";

/** Languages without a line comment. */
const blockComments: Readonly<Record<string, readonly [string, string]>> = {
  css: ["/*", "*/"],
  handlebars: ["{{!--", "--}}"],
  html: ["<!--", "-->"],
  markdown: ["<!--", "-->"],
  ocaml: ["(*", "*)"],
  svelte: ["<!--", "-->"],
  vue: ["<!--", "-->"],
  xml: ["<!--", "-->"],
  xsl: ["<!--", "-->"],
};

/** Whether text can be put into a file of this language without being code. */
export function canComment(languageId: string): boolean {
  return lineCommentOf(languageId) !== undefined || blockComments[languageId] !== undefined;
}

/**
 * Text as a comment of the language: every line behind its line comment, else one block. Empty where the language
 * has no comment that we know.
 */
export function commentLines(text: string, languageId: string): string {
  const line = lineCommentOf(languageId);
  if (line !== undefined)
    return text
      .split("\n")
      .map((each) => `${line} ${each}`.trimEnd())
      .join("\n");
  const block = blockComments[languageId];
  if (block === undefined) return "";
  const [start, end] = block;
  // The text must not end the comment it stands in.
  const inside = text.replaceAll(end, `${end.slice(0, 1)} ${end.slice(1)}`);
  return `${start}\n${inside}\n${end}`;
}
