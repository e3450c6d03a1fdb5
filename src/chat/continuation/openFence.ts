/** A code fence that has not been closed. */
export interface OpenFence {
  /** The run of backticks or tildes. */
  readonly marker: string;
  /** First word behind the marker, in lower case; may be empty. */
  readonly language: string;
  /** Where its opening line starts in the text. */
  readonly lineStart: number;
}

/** A fence line, also inside a quote or a list item: marker, and what follows it. */
const fenceLine = /^(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})([^\n]*)$/;

/**
 * The code fence in which a Markdown text ends, if any. A fence is closed by a line of at least as many of the same signs
 * and nothing else; the info string of a fence of backticks holds none (CommonMark 0.31, 4.5).
 */
export function openFence(text: string): OpenFence | undefined {
  let open: OpenFence | undefined;
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const [, marker = "", rest = ""] = fenceLine.exec(line) ?? [];
    if (marker !== "") {
      if (open === undefined) {
        if (marker.startsWith("~") || !rest.includes("`")) {
          open = { marker, language: languageOf(rest), lineStart };
        }
      } else if (closes(open, marker, rest)) {
        open = undefined;
      }
    }
    lineStart += line.length + 1;
  }
  return open;
}

function closes(open: OpenFence, marker: string, rest: string): boolean {
  return marker[0] === open.marker[0] && marker.length >= open.marker.length && rest.trim() === "";
}

function languageOf(info: string): string {
  return (/^\s*(\S*)/.exec(info)?.[1] ?? "").toLowerCase();
}
