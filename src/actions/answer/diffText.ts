import { isLanguageOf } from "./codeLanguage";
import { fenceOf, languageOfInfo, type FencedBlock } from "./fencedBlocks";

/** An answer that says what to change instead of how the text is then. */
export type DiffText =
  /** A unified diff, search-and-replace blocks, or lines with `+` and `-`. */
  | { readonly type: "patch"; readonly text: string }
  /** Parts of the selection and what replaces them. */
  | { readonly type: "pairs"; readonly pairs: readonly { readonly old: string; readonly new: string }[] };

/** A line of a change: kept, removed or added. */
interface DiffLine {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** Lines of a change that stand one after the other. */
export type DiffHunk = readonly DiffLine[];

const searchStart = /^<{5,9} ?(?:SEARCH|ORIGINAL|HEAD|OLD|BEFORE|CURRENT)\b/;
const searchMiddle = /^={5,9}\s*$/;
const searchEnd = /^>{5,9} ?(?:REPLACE|UPDATED|NEW|AFTER|MODIFIED|[\w-]+)?\s*$/;
const hunkHead = /^@@(?: .*)?$/;

/** Whether the answer as a whole is made of search-and-replace blocks or of a patch in its own envelope. */
export function holdsPatch(text: string, selection: string, languageId: string): boolean {
  if (isLanguageOf("diff", languageId) === true || /^<{5,9} /m.test(selection)) return false;
  const lines = text.split("\n");
  const start = lines.findIndex((line) => searchStart.test(line.trimStart()));
  if (start >= 0) {
    const middle = lines.findIndex((line, at) => at > start && searchMiddle.test(line.trim()));
    return middle > start && lines.some((line, at) => at > middle && searchEnd.test(line.trim()));
  }
  return lines.some((line) => line.startsWith("*** Begin Patch")) && !selection.includes("*** Begin Patch");
}

/** Whether the first lines of an answer show that it can only be a diff; at most a few lines of words come before. */
export function beginsDiff(text: string, selection: string, languageId: string): boolean {
  if (isLanguageOf("diff", languageId) === true || /^<{5,9} /m.test(selection)) return false;
  const lines = text.split("\n", 12);
  return lines.some(
    (line) =>
      searchStart.test(line.trimStart()) ||
      line.startsWith("*** Begin Patch") ||
      line.startsWith("diff --git ") ||
      (hunkHead.test(line) && line.length > 2),
  );
}

/**
 * Whether code is a diff of the selection.
 *
 * @param isNamed the code's fence calls it a diff
 */
export function isDiff(
  code: string,
  {
    selection,
    before,
    after,
    languageId,
  }: { readonly [part in "selection" | "before" | "after" | "languageId"]: string },
  isNamed: boolean,
): boolean {
  if (isLanguageOf("diff", languageId) === true) return false;
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  const selected = selection.split("\n");
  if (lines.some((line) => hunkHead.test(line)) && !selected.some((line) => hunkHead.test(line))) {
    return lines.some(isMarked);
  }
  if (isNamed) return lines.some(isMarked);
  const marked = lines.filter(isMarked);
  if (marked.length === 0 || selected.some((line) => line.trimStart().startsWith("+"))) return false;
  const known = new Set(
    [before, selection, after]
      .join("\n")
      .split("\n")
      .map((line) => line.trim()),
  );
  if (known.has("")) known.delete("");
  const removed = marked.filter(
    (line) => line.startsWith("-") && known.has(line.slice(1).trim()) && !known.has(line.trim()),
  );
  const isAdded = (line: string) => line.startsWith("+") && !known.has(line.trim());
  const others = lines.filter((line) => !isMarked(line));
  if (removed.length > 0) {
    return marked.some(isAdded) || others.length > 0
      ? others.every((line) => known.has(line.trim()))
      : marked.length === removed.length;
  }
  // Only additions: a diff's own form is needed, as code may have lines that begin so.
  return marked.every(isAdded) && others.every((line) => line.startsWith(" ") && known.has(line.trim()));
}

/** Whether a line is removed or added, and no file's name. */
function isMarked(line: string): boolean {
  return /^[-+](?![-+]{2} )/.test(line);
}

/** The diffs of several blocks as one; each block begins a hunk of its own. */
export function joinedDiffs(blocks: readonly FencedBlock[]): string {
  return blocks.map((block) => block.code).join("\n@@\n");
}

/** A fence of a diff says so; in a document of diffs it says nothing. */
export function isDiffInfo(info: string, languageId: string): boolean {
  const language = languageOfInfo(info);
  return isLanguageOf("diff", languageId) !== true && isLanguageOf(language, "diff") === true;
}

const maxHunks = 500;

/** The hunks of a patch; undefined where it is none, or has more than anybody reads. */
export function diffHunks(text: string): readonly DiffHunk[] | undefined {
  const lines = text.split("\n");
  const hunks = lines.some((line) => searchStart.test(line.trimStart()))
    ? searchHunks(lines)
    : unifiedHunks(lines);
  return hunks === undefined || hunks.length === 0 || hunks.length > maxHunks ? undefined : hunks;
}

/** A hunk that replaces some lines by others. */
export function replacingHunk(old: readonly string[], replacement: readonly string[]): DiffHunk {
  return [
    ...old.map((text): DiffLine => ({ mark: "-", text })),
    ...replacement.map((text): DiffLine => ({ mark: "+", text })),
  ];
}

function searchHunks(lines: readonly string[]): readonly DiffHunk[] | undefined {
  const hunks: DiffHunk[] = [];
  let old: string[] | undefined;
  let replacement: string[] | undefined;
  for (const line of lines) {
    if (old === undefined) {
      if (searchStart.test(line.trimStart())) old = [];
    } else if (replacement === undefined) {
      if (searchMiddle.test(line.trim())) replacement = [];
      else old.push(line);
    } else if (searchEnd.test(line.trim())) {
      hunks.push(replacingHunk(trimmedEdges(old), trimmedEdges(replacement)));
      old = undefined;
      replacement = undefined;
    } else replacement.push(line);
  }
  return old === undefined ? hunks : undefined;
}

/** Without the blank lines at both ends, which models add and drop as they like. */
function trimmedEdges(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findLastIndex((line) => line.trim() !== "");
  return start < 0 ? [] : lines.slice(start, end + 1);
}

/** Lines of a patch that say what file it is for. */
const fileHead =
  /^(?:diff --git |index [0-9a-f]{4,}|new file mode |deleted file mode |old mode |new mode |similarity index |rename (?:from|to) |\*\*\* (?:Begin Patch|End Patch|Update File:|End of File)|Index: |={20,}|\\ No newline)/;

function unifiedHunks(lines: readonly string[]): readonly DiffHunk[] {
  const hunks: DiffLine[][] = [[]];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (fenceOf(line) !== undefined) continue;
    if (line.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ") === true) {
      at++;
      hunks.push([]);
    } else if (hunkHead.test(line)) hunks.push([]);
    else if (!fileHead.test(line)) {
      const mark = line[0];
      hunks
        .at(-1)
        ?.push(mark === "-" || mark === "+" ? { mark, text: line.slice(1) } : { mark: " ", text: line });
    }
  }
  return hunks.map((hunk) => withoutBlankEdges(hunk)).filter((hunk) => hunk.some(({ mark }) => mark !== " "));
}

function withoutBlankEdges(hunk: readonly DiffLine[]): DiffHunk {
  const hasText = ({ mark, text }: DiffLine) => mark !== " " || text.trim() !== "";
  const start = hunk.findIndex(hasText);
  return start < 0 ? [] : hunk.slice(start, hunk.findLastIndex(hasText) + 1);
}
