/**
 * Takes the code out of an answer that a chat model wrapped: a Markdown fence, with or without a sentence before it.
 * Works on a stream too: while it cannot be known yet whether a fence begins, the text is empty. Text without a
 * fence at its start is returned as it is, so code that holds a fence further down stays.
 */
export function withoutChatter(text: string, isComplete: boolean): string {
  const opening =
    /^\s*(?:(?:Sure|Certainly|Here|The completed?|Below)\b[^\n`]*\n+\s*)?(`{3,}|~{3,})[^\n`]*\n/.exec(text);
  if (opening === null) {
    const mayBecomeFence =
      /^\s*(?:`{1,3}[^\n`]*|~{1,3}[^\n]*)$/.test(text) && /^\s*(?:``?$|```|~~?$|~~~)/.test(text);
    return mayBecomeFence && !isComplete ? "" : text;
  }
  const fence = opening[1] ?? "```";
  const body = text.slice(opening[0].length);
  const end = body.startsWith(fence) ? 0 : body.indexOf(`\n${fence}`);
  if (end !== -1) return body.slice(0, end);
  // A fence that is still coming in must not be shown as code.
  return isComplete ? body : body.replace(/\n(?:`{1,2}|~{1,2})$/, "");
}
