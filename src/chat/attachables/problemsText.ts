/** A diagnostic. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** Such as `ts`. */
  readonly source?: string;
  /** Such as `2304`. */
  readonly code?: string;
  /** Places that have to do with it. */
  readonly related: readonly { readonly path: string; readonly line: number; readonly message: string }[];
  /** The text of its line, where it is known. */
  readonly lineText?: string;
}

/** A file's diagnostics. */
export interface FileProblems {
  readonly path: string;
  readonly problems: readonly Problem[];
}

const maxProblems = 200;
const maxRelated = 5;
const maxLineChars = 300;

/** Diagnostics as text, errors first within a file; what is beyond 200 is counted. */
export function problemsText(files: readonly FileProblems[]): string {
  const lines: string[] = [];
  let shown = 0;
  for (const { path, problems } of files) {
    const left = problems.toSorted(worstFirst).slice(0, maxProblems - shown);
    shown += left.length;
    for (const problem of left) lines.push(...problemLines(path, problem));
  }
  const all = files.reduce((sum, { problems }) => sum + problems.length, 0);
  if (all > shown) lines.push(`(and ${(all - shown).toLocaleString("en")} more)`);
  return lines.join("\n");
}

function problemLines(path: string, problem: Problem): readonly string[] {
  const { line, column, severity, source = "", code = "", lineText = "" } = problem;
  const by = source === "" ? code : code === "" ? source : `${source} ${code}`;
  const [first = "", ...rest] = problem.message.split(/\r?\n/u);
  return [
    `${path}:${line}:${column}: ${severity}: ${first}${by === "" ? "" : ` [${by}]`}`,
    ...rest.map((each) => `    ${each}`),
    ...(lineText.trim() === "" ? [] : [`    > ${lineText.trim().slice(0, maxLineChars)}`]),
    ...problem.related
      .slice(0, maxRelated)
      .map((each) => `    see ${each.path}:${each.line}: ${each.message.replaceAll(/\s+/gu, " ")}`),
  ];
}

const order = { error: 0, warning: 1, info: 2 } as const;

function worstFirst(a: Problem, b: Problem): number {
  return order[a.severity] - order[b.severity] || a.line - b.line || a.column - b.column;
}
