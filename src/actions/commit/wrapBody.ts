/** What is never broken: code, quotations, tables, trailers and links of their own. */
const fixedLine = /^(?:\s{4,}|\t|>|\||```|[A-Z][\w-]+: |\S+$)/u;
const listItem = /^(\s*(?:[-*•]|\d{1,2}[.)]) )(.*)$/u;

/** Breaks the paragraphs and points of a message's body between words; a word that is longer stands alone. */
export function wrapBody(body: string, maxLineChars: number): string {
  let isCode = false;
  return body
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("```")) isCode = !isCode;
      if (isCode || line.length <= maxLineChars || fixedLine.test(line)) return [line];
      const [, mark = "", words = line] = listItem.exec(line) ?? [];
      return wrapped(words, mark, " ".repeat(mark.length), maxLineChars);
    })
    .join("\n");
}

function wrapped(text: string, first: string, others: string, maxLineChars: number): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/u)) {
    if (word === "") continue;
    if (!isEmpty && line.length + 1 + word.length > maxLineChars) {
      lines.push(line);
      line = others;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
