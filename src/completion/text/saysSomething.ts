/** Words that stand alone on lines all over a file. */
const COMMON_LINE =
  /^\W*(?:begin|break|continue|default|do|done|else|end|esac|except|fi|finally|pass|private|protected|public|return|static|then|true|false|try)?\W*$/u;

/** Whether a line is so much its own that finding it twice means a repetition: not `/**`, `} else {`, `</p>`, `fi`. */
export function saysSomething(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line) && !COMMON_LINE.test(line) && !/^\s*<\/[\w.:-]*>\s*$/.test(line);
}
