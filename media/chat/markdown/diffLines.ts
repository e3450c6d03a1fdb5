/** A line of a difference, with its sign. */
export interface DiffLine {
  readonly kind: "added" | "removed" | "context" | "header";
  readonly text: string;
}

/** The lines of a unified difference by their first characters. */
export function splitDiff(code: string): readonly DiffLine[] {
  return code.split("\n").map((text) => ({ kind: kindOf(text), text }));
}

function kindOf(line: string): DiffLine["kind"] {
  if (/^(?:@@|diff |index [0-9a-f]|--- |\+\+\+ |\\ No newline)/.test(line)) return "header";
  if (line.startsWith("+")) return "added";
  return line.startsWith("-") ? "removed" : "context";
}
