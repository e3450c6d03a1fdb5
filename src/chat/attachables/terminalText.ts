/** The beginning of an output that is kept, in UTF-16 code units: what was asked for. */
const headChars = 8_000;
/** The end that is kept: where the errors are. */
const tailChars = 40_000;
/** Escape sequences are longer than the text they leave, so more is kept raw. */
const rawTailChars = 4 * tailChars;

/** A command's output while it runs: its beginning and its end, whatever comes in between. */
export class TerminalOutput {
  #head = "";
  #tail = "";
  #droppedChars = 0;

  /** Adds what the terminal got, escape sequences included. */
  add(raw: string): void {
    const room = headChars - this.#head.length;
    this.#head += raw.slice(0, Math.max(0, room));
    this.#tail += raw.slice(Math.max(0, room));
    // Seldom, so that a flood is not copied at every piece.
    if (this.#tail.length > 2 * rawTailChars) this.#trim();
  }

  /** What a person saw: no escape sequences, lines as they were overwritten; a gap is told. */
  text(): string {
    this.#trim();
    if (this.#droppedChars === 0 && this.#tail.length <= tailChars) {
      return plainTerminalText(this.#head + this.#tail);
    }
    const head = plainTerminalText(this.#head);
    const tail = plainTerminalText(this.#tail);
    const short =
      tail.length <= tailChars ? tail : tail.slice(tail.indexOf("\n", tail.length - tailChars) + 1);
    const isWhole = this.#droppedChars === 0 && short === tail;
    return isWhole
      ? plainTerminalText(this.#head + this.#tail)
      : `${head}\n\n(output left out here)\n\n${short}`;
  }

  #trim(): void {
    const over = this.#tail.length - rawTailChars;
    if (over <= 0) return;
    this.#droppedChars += over;
    this.#tail = this.#tail.slice(over);
  }
}

/**
 * Escape sequences (ECMA-48), with control strings such as titles and the marks of shell integration; then the
 * control characters that move within a line.
 */
const controls =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /\u001b\[([0-9;:<=>?]*)[ -/]*([@-~])|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\u001b[ -/]*[0-~]|[\r\n\b]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/**
 * Terminal output as text. Within a line it does what the terminal did: going back overwrites, and what was erased is
 * gone, so a progress bar leaves its last state. Movements between lines are left out.
 */
export function plainTerminalText(raw: string): string {
  const lines: string[] = [];
  let line: string[] = [];
  let column = 0;
  const write = (text: string) => {
    while (line.length < column) line.push(" ");
    for (const character of text) line[column++] = character;
  };
  let from = 0;
  for (const match of raw.matchAll(controls)) {
    write(raw.slice(from, match.index));
    from = match.index + match[0].length;
    const [control, parameters = "", final] = match;
    const count = Number.parseInt(parameters, 10) || 0;
    if (control === "\n") {
      lines.push(line.join("").trimEnd());
      line = [];
      column = 0;
    } else if (control === "\r") column = 0;
    else if (control === "\b" || final === "D") column = Math.max(0, column - Math.max(1, count));
    else if (final === "C") column = Math.min(maxColumns, column + Math.max(1, count));
    else if (final === "G") column = Math.min(maxColumns, Math.max(0, count - 1));
    else if (final === "K") {
      if (count === 0) line = line.slice(0, column);
      else if (count === 2) line = [];
      else for (let at = 0; at < Math.min(column, line.length); at++) line[at] = " ";
    }
  }
  write(raw.slice(from));
  lines.push(line.join("").trimEnd());
  return lines.join("\n").replaceAll(/^\n+|\n+$/gu, "");
}

/** A movement beyond is a mistake. */
const maxColumns = 1_000;
