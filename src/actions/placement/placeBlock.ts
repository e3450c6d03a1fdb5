import { alignLines, hasWords, type Alignment } from "./alignLines";
import { restoreIndentation, type IndentUnit } from "../answer/indentation";
import { placeholderIn } from "../answer/placeholders";
import { indentOf } from "../../text/indentOf";

/** A named thing of the file (a function, a class), as lines from 0; `endLine` is its last. */
export interface FileSymbol {
  readonly name: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Where a block of code belongs in a file. */
export type BlockPlacement =
  | {
      readonly type: "placed";
      /** The whole new text of the file. */
      readonly text: string;
      /** How the place was found. */
      readonly by: "whole-file" | "context" | "symbol";
    }
  /** No place is certain enough; the user has to say. */
  | { readonly type: "unclear" };

/** What of the file is replaced: lines [start, end) by these. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

const unclear: BlockPlacement = { type: "unclear" };

/** A block that has this share of the file's lines, from its first to its last, is a new version of all of it. */
const wholeFileShare = 0.5;

/**
 * Places a block of an answer in the file that it is meant for. It may be the whole file, or a part of it, in which
 * lines such as `// ... existing code ...` stand for what stays. A part is placed by the lines that it shares with the
 * file, else by the one symbol that it declares anew; what is not certain is `unclear`. Lines end with `\n`.
 */
export function placeBlock(
  fileText: string,
  code: string,
  symbols: readonly FileSymbol[],
  unit: IndentUnit,
): BlockPlacement {
  const block = trimBlankEdges(code);
  if (block === "") return unclear;
  if (fileText.trim() === "") return { type: "placed", text: `${block}\n`, by: "whole-file" };
  const file = fileText.split("\n");
  const parts = splitAtPlaceholders(block, fileText);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    if (isWholeFile(file, only)) {
      return { type: "placed", text: block + (fileText.endsWith("\n") ? "\n" : ""), by: "whole-file" };
    }
    const alignment = aligned(file, only, 0);
    const byContext =
      alignment !== undefined && isCertain(alignment, file, only)
        ? replacementFor(file, only, alignment, symbols)
        : undefined;
    if (byContext !== undefined) return placed(file, [byContext], unit, "context");
    const bySymbol = symbolReplacement(file, only, symbols);
    return bySymbol === undefined ? unclear : placed(file, [bySymbol], unit, "symbol");
  }
  const replacements: Replacement[] = [];
  let from = 0;
  for (const part of parts) {
    if (part.every((line) => line.trim() === "")) continue;
    const replacement = placePart(file, part, from);
    if (replacement === undefined) return unclear;
    replacements.push(replacement);
    from = replacement.end;
  }
  return replacements.length === 0 ? unclear : placed(file, replacements, unit, "context");
}

/** The stretches of the block between lines that stand for code left out. */
function splitAtPlaceholders(block: string, fileText: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of block.split("\n")) {
    if (placeholderIn(line, fileText) === undefined) parts.at(-1)?.push(line);
    else parts.push([]);
  }
  return parts.map((lines) => trimBlankEdges(lines.join("\n")).split("\n"));
}

function isWholeFile(file: readonly string[], part: readonly string[]): boolean {
  const fileWords = file.filter(hasWords).map((line) => line.trim());
  const partWords = part.filter(hasWords).map((line) => line.trim());
  const known = new Set(partWords);
  const [first] = fileWords;
  const last = fileWords.at(-1);
  if (first === undefined || last === undefined) return true;
  const kept = fileWords.filter((line) => known.has(line)).length;
  return kept >= fileWords.length * wholeFileShare && known.has(first) && known.has(last);
}

function aligned(file: readonly string[], part: readonly string[], from: number): Alignment | undefined {
  return alignLines(file, part, from, missingIndent(file, part));
}

/** What the part's lines lack of the indentation that they have in the file, by the first line that is there once. */
function missingIndent(file: readonly string[], part: readonly string[]): string {
  const places = new Map<string, string | undefined>();
  for (const line of file) {
    const key = line.trim();
    places.set(key, places.has(key) ? undefined : indentOf(line));
  }
  for (const line of part) {
    const there = hasWords(line) ? places.get(line.trim()) : undefined;
    const here = indentOf(line);
    if (there !== undefined && there.endsWith(here)) return there.slice(0, there.length - here.length);
  }
  return "";
}

/** Two lines with words, or one that no other line of the file is like, where it is most of what the part says. */
function isCertain({ wordLines }: Alignment, file: readonly string[], part: readonly string[]): boolean {
  const partWords = part.filter(hasWords);
  if (wordLines >= 2) return wordLines >= Math.min(partWords.length, 3) || wordLines >= partWords.length / 4;
  const [line] = partWords;
  const isOnce = file.filter((each) => each.trim() === line?.trim()).length === 1;
  return wordLines === 1 && partWords.length === 1 && isOnce;
}

/** The alignment, widened to lines at its edges that were changed, and to the end of a function that is given whole. */
function replacementFor(
  file: readonly string[],
  part: readonly string[],
  alignment: Alignment,
  symbols: readonly FileSymbol[],
): Replacement {
  let { start, end } = alignment;
  for (let at = alignment.partStart - 1; at >= 0 && start > 0; at--) {
    if (!areAlike(file[start - 1], part[at])) break;
    start--;
  }
  for (let at = alignment.partEnd; at < part.length && end < file.length; at++) {
    if (!areAlike(file[end], part[at])) break;
    end++;
  }
  if (hasBalancedBrackets(part)) {
    const cut = symbols.filter(
      ({ startLine, endLine }) => startLine >= start && startLine < end && endLine >= end,
    );
    end = Math.max(end, ...cut.map(({ endLine }) => endLine + 1));
  }
  return { start, end: Math.min(end, file.length), lines: part };
}

/** A part between placeholders: placed by its lines, or by its closing bracket behind the part before. */
function placePart(file: readonly string[], part: readonly string[], from: number): Replacement | undefined {
  const alignment = aligned(file, part, from);
  if (alignment !== undefined && isCertainAmongParts(alignment, file, part, from)) {
    return replacementFor(file, part, alignment, []);
  }
  if (from === 0) return undefined;
  const closing = part.at(-1)?.trimEnd() ?? "";
  if (closing === "" || hasWords(closing)) return undefined;
  const at = file.findIndex((line, index) => index >= from && line.trimEnd() === closing);
  return at < 0 ? undefined : { start: at, end: at + 1, lines: part };
}

function isCertainAmongParts(
  { wordLines, start, end }: Alignment,
  file: readonly string[],
  part: readonly string[],
  from: number,
): boolean {
  if (wordLines >= 2) return true;
  if (wordLines === 0) return false;
  const matched = file.slice(start, end).find(hasWords)?.trim();
  return (
    part.some((line) => line.trim() === matched) &&
    file.filter((line, index) => index >= from && line.trim() === matched).length === 1
  );
}

const declaration =
  /^\s*(?:@\w+\s+|export\s+|default\s+|public\s+|private\s+|protected\s+|internal\s+|static\s+|final\s+|abstract\s+|override\s+|async\s+|pub(?:\([^)]*\))?\s+|unsafe\s+|inline\s+|virtual\s+|const\s+|let\s+|var\s+|declare\s+|readonly\s+)*(?:(?:function\s*\*?|class|interface|enum|struct|trait|impl|type|def|fn|func|fun|module|object|record|namespace|sub)\s+)?(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/u;

/** The only thing that the part declares at its own left edge, where the file has it once. */
function symbolReplacement(
  file: readonly string[],
  part: readonly string[],
  symbols: readonly FileSymbol[],
): Replacement | undefined {
  if (!hasBalancedBrackets(part)) return undefined;
  const edge = Math.min(...part.filter((line) => line.trim() !== "").map((line) => indentOf(line).length));
  const names = part
    .filter((line) => indentOf(line).length === edge && hasWords(line) && !/^\s*(?:[@#*]|\/[/*])/.test(line))
    .flatMap((line) => declaration.exec(line)?.[1] ?? []);
  const known = symbols.filter(({ name }) => names.includes(plainName(name)));
  const [symbol] = known;
  if (symbol === undefined || known.length !== 1) return undefined;
  // Comments and decorators above belong to it where the part brings its own.
  let start = symbol.startLine;
  if (/^\s*(?:@|\/[/*]|#|"""|--)/.test(part[0] ?? "")) {
    while (
      start > 0 &&
      /^\s*(?:@\w|\/\/|\/\*|\*|#(?!\s*(?:include|define|if|endif))|--\s)/.test(file[start - 1] ?? "")
    )
      start--;
  }
  return { start, end: symbol.endLine + 1, lines: part };
}

/** Some language servers name a method with its parameters or its receiver. */
function plainName(name: string): string {
  return name
    .replace(/\(.*$/, "")
    .replace(/^.*[.:)]\s*/, "")
    .trim();
}

function placed(
  file: readonly string[],
  replacements: readonly Replacement[],
  unit: IndentUnit,
  by: "context" | "symbol",
): BlockPlacement {
  const lines: string[] = [];
  let at = 0;
  for (const { start, end, lines: part } of replacements) {
    const original = file.slice(start, end).join("\n");
    const text = restoreIndentation(part.join("\n"), {
      selection: original,
      startsLine: true,
      lineIndent: indentOf(file[start] ?? ""),
      unit,
    });
    lines.push(...file.slice(at, start), ...text.split("\n"));
    at = end;
  }
  return { type: "placed", text: [...lines, ...file.slice(at)].join("\n"), by };
}

/** Two versions of one line: they begin with the same word and share half of their words. */
function areAlike(first: string | undefined, second: string | undefined): boolean {
  const ours = first?.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  const theirs = second?.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  if (ours.length === 0 || ours[0] !== theirs[0]) return false;
  const known = new Set(theirs);
  const shared = ours.filter((word) => known.has(word)).length;
  return shared >= 2 && shared * 2 >= Math.max(ours.length, theirs.length);
}

function hasBalancedBrackets(lines: readonly string[]): boolean {
  let depth = 0;
  for (const char of lines.join("\n")) {
    if (char === "{" || char === "(" || char === "[") depth++;
    else if (char === "}" || char === ")" || char === "]") depth--;
  }
  return depth === 0;
}

function trimBlankEdges(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").replace(/(?:\n[ \t]*)+$/, "");
}
