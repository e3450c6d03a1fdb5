/** Lines with fewer letters and digits recur all over a file: `/**`, `});`, `else {`, `</p>`, `fi`. */
const MIN_WORD_CHARS = 12;

/** Whether a line is so much its own that finding it twice means a repetition. */
export function saysSomething(line: string): boolean {
  if (/^\s*<\/[\w.-]*>\s*$/.test(line)) return false;
  return (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= MIN_WORD_CHARS;
}
