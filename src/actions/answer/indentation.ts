import { indentStep, spacesOf } from "./indentStep";
import { indentOf } from "../../text/indentOf";

/** How a document indents: with tabs, or with this many spaces a level. */
export type IndentUnit = "tab" | number;

/** What a replacement has to fit to. Lines end with `\n`. */
export interface IndentationTarget {
  readonly selection: string;
  /** The selection starts at the start of a line; otherwise its first line has no indentation of its own. */
  readonly startsLine: boolean;
  /** Indentation of the line that the selection starts in. */
  readonly lineIndent: string;
  readonly unit: IndentUnit;
}

/**
 * Gives the text the indentation that the selection had: models often return it moved to the left edge, with the first
 * line moved only, with spaces where the file has tabs, or with another number of spaces a level. A text that fits
 * already comes back as it is.
 */
export function restoreIndentation(text: string, target: IndentationTarget): string {
  const selected = target.selection.split("\n");
  const lines = convertUnits(text.split("\n"), selected, target);
  return (
    target.startsLine ? movedLines(lines, selected, target) : movedWithinLine(lines, selected, target)
  ).join("\n");
}

/**
 * The same for the first lines of a text that is still being written: what the whole would tell is guessed from the
 * first two lines, so that a line keeps its place once it has one.
 */
export function restoreIndentationSoFar(text: string, target: IndentationTarget): string {
  const selected = target.selection.split("\n");
  const lines = convertUnits(text.split("\n"), selected, target);
  if (!target.startsLine) return movedWithinLineSoFar(lines, selected, target).join("\n");
  const [first = "", second] = lines.filter(hasText);
  const [firstSelected, secondSelected] = selected.filter(hasText).map(indentOf);
  const wanted = firstSelected ?? target.lineIndent;
  const here = indentOf(first);
  const isNext = (line: string) => line !== first && hasText(line);
  if (here === wanted) {
    const isShallow = second !== undefined && wanted !== "" && indentOf(second).length <= wanted.length;
    const hasLostRest = isShallow && /[{([:]$/.test(first.trimEnd()) && !closer.test(second.trimStart());
    return lines.map((line) => (hasLostRest && isNext(line) ? wanted + line : line)).join("\n");
  }
  const hasLostFirst =
    here === "" &&
    second !== undefined &&
    (secondSelected === undefined || secondSelected === ""
      ? indentOf(second).length > wanted.length
      : indentOf(second).length >= secondSelected.length);
  return lines
    .map((line) => {
      if (!hasText(line) || directive.test(line)) return line.trimEnd();
      if (hasLostFirst) return line === first ? wanted + line : line;
      return line.startsWith(here) ? wanted + line.slice(here.length) : line;
    })
    .join("\n");
}

function movedWithinLineSoFar(
  lines: readonly string[],
  selected: readonly string[],
  { lineIndent, unit }: IndentationTarget,
): readonly string[] {
  const [first = "", ...rest] = lines;
  const text = /^[ \t]/.test(selected[0] ?? "") ? first : first.trimStart();
  const base = indentOf(first);
  if (base !== "") return [text, ...moved(rest, base, lineIndent)];
  const next = indentOf(rest.find(hasText) ?? "");
  const isInPlace = next.length > Math.max(lineIndent.length, unit === "tab" ? 1 : unit);
  return [text, ...(isInPlace ? rest : moved(rest, "", lineIndent))];
}

function movedLines(
  lines: readonly string[],
  selected: readonly string[],
  { lineIndent }: IndentationTarget,
): readonly string[] {
  const wanted = commonIndent(selected) ?? lineIndent;
  const firstAt = lines.findIndex(hasText);
  const first = lines[firstAt];
  if (first === undefined) return lines;
  const firstSelected = indentOf(selected.find(hasText) ?? wanted);
  if (hasLostFirstIndent(lines.slice(firstAt), selected, wanted)) {
    return lines.with(firstAt, firstSelected + first.trimStart());
  }
  if (hasOnlyFirstIndent(lines.slice(firstAt), wanted)) {
    return lines.map((line, at) => (at > firstAt && hasText(line) ? wanted + line : line));
  }
  return moved(lines, commonIndent(lines), wanted);
}

/** Only the first line stands too far left: the others reach at least as deep as the selection's others did. */
function hasLostFirstIndent(lines: readonly string[], selected: readonly string[], wanted: string): boolean {
  if (wanted === "" || indentOf(lines[0] ?? "") !== "") return false;
  const rest = commonIndent(lines.slice(1));
  if (rest === undefined) return false;
  const firstSelected = selected.findIndex(hasText);
  const restSelected = firstSelected < 0 ? undefined : commonIndent(selected.slice(firstSelected + 1));
  if (restSelected !== undefined) return rest.length >= restSelected.length;
  const last = lines.findLast(hasText) ?? "";
  return indentOf(last) === wanted && closer.test(last.trimStart());
}

const closer = /^[})\]]|^end\b/;

/** Only the first line has the selection's indentation, and the others count from the left edge. */
function hasOnlyFirstIndent(lines: readonly string[], wanted: string): boolean {
  const [first = "", ...rest] = lines;
  if (wanted === "" || indentOf(first) !== wanted || commonIndent(rest) !== "") return false;
  const last = lines.findLast(hasText) ?? "";
  return indentOf(last) === "" && closer.test(last) && /[{([]$|\b(?:do|then)$/.test(first.trimEnd());
}

/** The first line goes on behind what stands before the selection; the others hang on that line's indentation. */
function movedWithinLine(
  lines: readonly string[],
  selected: readonly string[],
  { lineIndent }: IndentationTarget,
): readonly string[] {
  const [first = "", ...rest] = lines;
  const text = /^[ \t]/.test(selected[0] ?? "") ? first : first.trimStart();
  const common = commonIndent(rest);
  if (common === undefined) return [text, ...rest];
  const restSelected = commonIndent(selected.slice(1));
  if (common === restSelected) return [text, ...rest];
  if (restSelected !== undefined && restSelected.length < lineIndent.length) {
    return [text, ...moved(rest, common, restSelected)];
  }
  // The first line's indentation, where it has one, is what the others are counted from.
  const base = indentOf(first);
  if (base !== "" && rest.every((line) => !hasText(line) || line.startsWith(base))) {
    return [text, ...moved(rest, base, lineIndent)];
  }
  const last = rest.findLast(hasText) ?? "";
  const isInPlace = closer.test(last.trimStart())
    ? indentOf(last) === lineIndent && common.startsWith(lineIndent)
    : common.startsWith(lineIndent) && (common.length > lineIndent.length || lineIndent === "");
  return [text, ...(isInPlace ? rest : moved(rest, "", lineIndent))];
}

function moved(lines: readonly string[], from: string | undefined, wanted: string): readonly string[] {
  if (from === undefined || from === wanted) return lines;
  return lines.map((line) => {
    if (!hasText(line)) return "";
    return directive.test(line) ? line : wanted + line.slice(from.length);
  });
}

/** Lines for C's preprocessor stand at the left edge wherever they are. */
const directive = /^#(?:if|ifdef|ifndef|elif|else|endif|define|undef|include|pragma)\b/;

function hasText(line: string): boolean {
  return line.trim() !== "";
}

/** The longest indentation that all lines of code share; undefined without such lines. */
function commonIndent(lines: readonly string[]): string | undefined {
  let common: string | undefined;
  for (const line of lines) {
    if (!hasText(line) || directive.test(line)) continue;
    const indent = indentOf(line);
    if (common === undefined) common = indent;
    else while (!indent.startsWith(common)) common = common.slice(0, -1);
  }
  return common;
}

/** Widths a level that editors offer; any other step is an alignment. */
const usualSteps: readonly number[] = [2, 3, 4, 8];

/** Tabs for the answer's levels of spaces, the other way, or other spaces a level, as the selection or document has it. */
function convertUnits(
  lines: readonly string[],
  selected: readonly string[],
  target: IndentationTarget,
): readonly string[] {
  const indents = [...selected.map(indentOf), target.lineIndent];
  const hasTabs = indents.some((indent) => indent.includes("\t"));
  // One blank is the place of a star in a comment, not a level.
  const hasSpaces = indents.some((indent) => indent.startsWith("  "));
  if (hasTabs && hasSpaces) return lines;
  if (hasTabs || (!hasSpaces && target.unit === "tab")) return withTabs(lines);
  const step = indentStep(selected) ?? (target.unit === "tab" ? undefined : target.unit);
  const spaces = " ".repeat(step ?? 4);
  const spaced = lines.map((line) => line.replace(/^[ \t]*\t/, (indent) => indent.replaceAll("\t", spaces)));
  return step === undefined ? spaced : withStep(spaced, step, commonIndent(selected) ?? target.lineIndent);
}

function withTabs(lines: readonly string[]): readonly string[] {
  // Beside tabs, blanks are an alignment.
  if (lines.some((line) => line.startsWith("\t"))) return lines;
  const unit = stepOf(lines);
  return lines.map((line) => {
    const spaces = spacesOf(line);
    if (spaces === 0 || spaces === line.length) return line;
    return "\t".repeat(Math.floor(spaces / unit)) + " ".repeat(spaces % unit) + line.slice(spaces);
  });
}

/** Spaces a level: as blocks show it, else the greatest usual width that all lines fit to. */
function stepOf(lines: readonly string[]): number {
  const step = indentStep(lines);
  if (step !== undefined && usualSteps.includes(step)) return step;
  const widths = lines.filter((line) => hasText(line) && !line.trimStart().startsWith("*")).map(spacesOf);
  return [8, 4, 2, 3].find((unit) => widths.every((width) => width % unit === 0)) ?? 4;
}

/** Lines that count so many spaces a level from their left edge on; those that count so already stay as they are. */
function withStep(lines: readonly string[], step: number, wanted: string): readonly string[] {
  const edge = commonIndent(lines)?.length ?? 0;
  const depths = lines.filter(hasText).map((line) => spacesOf(line) - edge);
  // Where the first line alone may have lost its indentation, the step behind it is none.
  const hasMoved =
    wanted !== "" && depths[0] === 0 && depths.slice(1).every((depth) => depth >= wanted.length);
  const inner = indentStep(hasMoved ? lines.slice(lines.findIndex(hasText) + 1) : lines);
  const from = inner ?? (depths[1] === wanted.length + step ? undefined : indentStep(lines));
  if (from === undefined || from === step || !usualSteps.includes(from) || !usualSteps.includes(step))
    return lines;
  // Only whole levels, and the blank before a comment's star.
  if (!depths.every((depth) => depth % from <= 1)) return lines;
  return lines.map((line) => {
    if (!hasText(line)) return line;
    const depth = spacesOf(line) - edge;
    const spaces = edge + Math.floor(depth / from) * step + (depth % from);
    return " ".repeat(spaces) + line.slice(edge + depth);
  });
}
