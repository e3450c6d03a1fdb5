/** A text as a code block, whose fence is longer than any run of backticks inside. */
export function fenced(text: string, languageId = ""): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${languageId}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}
