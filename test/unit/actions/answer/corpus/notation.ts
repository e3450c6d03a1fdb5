import type { RefusalReason } from "../../../../../src/actions/answer/answerRefusal";
import type { EditTarget } from "../../../../../src/actions/answer/answerToReplacement";
import type { EditWarning } from "../../../../../src/actions/answer/editWarnings";

/** An answer as a model gave it, and what it must become. */
export interface Row {
  readonly name: string;
  readonly target: EditTarget;
  readonly answer: string;
  /** The exact text of the replacement, or how the reading ends otherwise. */
  readonly expected: string | Outcome;
  /** Types of the warnings, none where missing. */
  readonly warnings: readonly EditWarning["type"][];
  /** A fenced answer with no surprises: whatever of it has come is the beginning of the whole. */
  readonly isPlain: boolean;
}

interface Outcome {
  readonly outcome: RefusalReason | "no-change";
}

/** What a table writes: the document with its selection in «», the answer, the expected text. */
type WrittenRow = readonly [
  name: string,
  document: string,
  answer: string,
  expected: Row["expected"],
  options?: {
    readonly warnings?: Row["warnings"];
    readonly isPlain?: boolean;
    readonly unit?: EditTarget["indentUnit"];
    readonly lineEnd?: EditTarget["lineEnd"];
  },
];

/** The rows of one language. */
export function rows(
  languageId: string,
  unit: EditTarget["indentUnit"],
  written: readonly WrittenRow[],
): readonly Row[] {
  return written.map(([name, document, answer, expected, options = {}]) => {
    const [before = "", selection = "", after = ""] = document.split(/[«»]/);
    return {
      name,
      target: {
        before,
        selection,
        after,
        languageId,
        indentUnit: options.unit ?? unit,
        lineEnd: options.lineEnd ?? (document.includes("\r\n") ? "\r\n" : "\n"),
      },
      answer,
      expected,
      warnings: options.warnings ?? [],
      isPlain: options.isPlain ?? false,
    };
  });
}

/** One line, selected as a whole. */
export const oneLine = "«const a = 1;\n»";

export const refused = (reason: RefusalReason): Outcome => ({ outcome: reason });
export const noChange: Outcome = { outcome: "no-change" };

/** What an obedient model answers. */
export const fenced = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\``;

/**
 * A text of several lines, written with the indentation of the place where it stands (its first line's is taken off
 * all), and with ''' for a fence.
 */
export function t(parts: TemplateStringsArray): string {
  const lines = parts.raw.join("").split("\n").slice(1, -1);
  const indent = /^ */.exec(lines[0] ?? "")?.[0] ?? "";
  return lines
    .map((line) => `${line.startsWith(indent) ? line.slice(indent.length) : line}\n`)
    .join("")
    .replaceAll("'''", "```")
    .replaceAll("\\`", "`")
    .replaceAll("\\t", "\t");
}
