/** Worst first. */
export const problemSeverities = ["error", "warning", "information", "hint"] as const;

/** What the editor reports of a place, as far as a model can use it. */
export interface ReportedProblem {
  readonly severity: (typeof problemSeverities)[number];
  readonly message: string;
  /** Who reports it, such as `ts` or `eslint`. */
  readonly source?: string;
  /** Its number or name there, such as `2304` or `no-unused-vars`. */
  readonly code?: string;
  /** Counts from 1. */
  readonly line: number;
  /** The marked text, where it is a part of one line. */
  readonly markedText?: string;
  /** The line it starts in: the model sees no line numbers beside the code. */
  readonly lineText?: string;
  readonly tags: readonly ("unnecessary" | "deprecated")[];
  readonly related: readonly RelatedPlace[];
  /** Titles of the quick fixes that the language offers for it. */
  readonly quickFixes: readonly string[];
}

/** A place that has to do with a problem. */
export interface RelatedPlace {
  readonly message: string;
  /** As the model names files. */
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
  readonly lineText?: string;
}

const maxProblems = 20;
const maxTextChars = 4_000;
const maxMessageChars = 600;
const maxLineChars = 160;
const maxMarkedChars = 60;
const maxTitleChars = 80;
const maxRelated = 3;
/** Room for the sentence about what is left out. */
const restChars = 80;

/** Problems in words, and how many of them there are. */
export interface DiagnosticText {
  readonly text: string;
  /** Told in the text; the others are only counted in its last line. */
  readonly shownCount: number;
  /** Without those that are reported twice. */
  readonly count: number;
}

/**
 * Problems as text for a model, in the order given, at most 20 and 4,000 UTF-16 code units; what is left out is
 * counted. One that is reported twice is told once.
 */
export function diagnosticText(problems: readonly ReportedProblem[]): DiagnosticText {
  const entries = [...new Map(problems.map((problem) => [entryOf(problem), problem]))];
  const shown: string[] = [];
  let chars = 0;
  for (const [entry] of entries.slice(0, maxProblems)) {
    if (chars + entry.length + 1 > maxTextChars - restChars) break;
    shown.push(entry);
    chars += entry.length + 1;
  }
  const shownCount = shown.length;
  const rest = entries.slice(shownCount).map(([, problem]) => problem);
  if (rest.length > 0) shown.push(`(and ${problemCounts(rest)} more)`);
  return { text: shown.join("\n"), shownCount, count: entries.length };
}

/** Such as `2 errors, 1 warning`. */
function problemCounts(problems: readonly Pick<ReportedProblem, "severity">[]): string {
  return problemSeverities
    .flatMap((severity) => {
      const count = problems.filter((each) => each.severity === severity).length;
      // “Information” has no plural.
      const plural = count === 1 || severity === "information" ? "" : "s";
      return count === 0 ? [] : [`${count} ${severity}${plural}`];
    })
    .join(", ");
}

function entryOf(problem: ReportedProblem): string {
  const { severity, source = "", code = "", line, markedText = "", lineText = "", tags } = problem;
  const by = source === "" ? code : code === "" ? source : `${source} ${code}`;
  const marked = markedText.trim();
  const facts = [
    ...(by === "" ? [] : [by]),
    ...tags,
    ...(marked === "" || marked === lineText.trim() || marked.length > maxMarkedChars
      ? []
      : [`at ${quoted(marked)}`]),
  ];
  const [first = "", ...others] = cut(problem.message.trim(), maxMessageChars).split(/\r?\n/u);
  return [
    `- line ${line}, ${severity}: ${first}${facts.length === 0 ? "" : ` [${facts.join(", ")}]`}`,
    ...others.map((each) => `  ${each}`),
    ...quoteOf(lineText),
    ...problem.related
      .slice(0, maxRelated)
      .flatMap((each) => [
        `  see ${each.path}:${each.line}: ${cut(oneLine(each.message), maxLineChars)}`,
        ...quoteOf(each.lineText),
      ]),
    ...(problem.quickFixes.length === 0
      ? []
      : [
          `  quick fixes: ${problem.quickFixes.map((title) => cut(oneLine(title), maxTitleChars)).join("; ")}`,
        ]),
  ].join("\n");
}

function quoteOf(lineText = ""): readonly string[] {
  const line = lineText.trim();
  return line === "" ? [] : [`  > ${cut(line, maxLineChars)}`];
}

/** In backticks as Markdown has them, so that a backtick inside does not end them. */
function quoted(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
