import { identifierIdCount, identifierIds } from "./identifierIds";
import { SourceFile, type SourceText } from "./sourceFile";

/** Lines of a file that resemble those around the cursor. */
export interface SimilarWindow {
  readonly documentId: string;
  readonly path: string;
  /** Its identity, which stays while the shown part of its document is edited. */
  readonly anchor: string;
  readonly startLine: number;
  /** The line behind the last one. */
  readonly endLine: number;
  readonly text: string;
  /** 0 … 1: shared identifiers of all that either has (Jaccard). */
  readonly score: number;
}

/** The place to find similar code for. */
export interface SimilarityQuery {
  readonly documentId: string;
  readonly languageId: string;
  /** Lines around the cursor. */
  readonly lines: readonly string[];
  /** Lines of the document that the prompt shows anyway: `endLine` is behind the last one. */
  readonly shown: { readonly startLine: number; readonly endLine: number };
  /** What the last answer for this place was: it stays unless something is clearly better. */
  readonly previous: readonly SimilarWindow[];
}

const windowLines = 24;
/** Windows start at multiples of this, so that a little typing does not move them. */
const strideLines = 8;
const minScore = 0.1;
const maxWindows = 4;
/** Identifiers that query and window must share at least: one alone is chance. */
const minShared = 3;
const otherLanguageFactor = 0.6;
const previousFactor = 1.25;
const maxFiles = 30;
const maxTotalChars = 1_500_000;

/** Languages whose code resembles each other's enough to count as one. */
const families: readonly (readonly string[])[] = [
  ["typescript", "typescriptreact", "javascript", "javascriptreact", "vue", "svelte"],
  ["c", "cpp", "objective-c", "objective-cpp", "cuda-cpp"],
  ["css", "scss", "less"],
];

/**
 * Finds code that resembles the lines around the cursor: windows of lines, scored by the identifiers they share.
 * Holds up to 30 files of 1.5 million characters together, those used last; a file is read once per version and
 * then only where it changed.
 */
export class SimilarCode {
  /** In order of use, the longest unused first. */
  readonly #files = new Map<string, SourceFile>();

  /** A file may be offered from now on, with this text. The same version again costs nothing. */
  update(text: SourceText): void {
    const known = this.#files.get(text.documentId);
    this.#files.delete(text.documentId);
    const isSame = known?.text.version === text.version && known.text.path === text.path;
    this.#files.set(
      text.documentId,
      known === undefined ? SourceFile.read(text) : isSame ? known : known.updated(text),
    );
    this.#forgetOldest();
  }

  /** The text as it was last given, or undefined. */
  textOf(documentId: string): SourceText | undefined {
    return this.#files.get(documentId)?.text;
  }

  remove(documentId: string): void {
    this.#files.delete(documentId);
  }

  clear(): void {
    this.#files.clear();
  }

  /** The best windows that do not overlap, at most four, in the order of their places. */
  find(query: SimilarityQuery): readonly SimilarWindow[] {
    const wanted = new Set(query.lines.flatMap(identifierIds));
    if (wanted.size < minShared) return [];
    const previous = new Set(query.previous.map(({ anchor }) => anchor));
    const candidates: Candidate[] = [];
    const counts = new Uint16Array(identifierIdCount);
    for (const file of this.#files.values()) {
      const { documentId, languageId, lines } = file.text;
      const factor = isSameFamily(languageId, query.languageId) ? 1 : otherLanguageFactor;
      const offer = (firstLine: number, endLine: number, anchorLine: number) => {
        for (const { startLine, score } of scoreWindows(file, wanted, counts, firstLine, endLine)) {
          const anchor = `${documentId} ${startLine - anchorLine}`;
          const rank = score * factor * (previous.has(anchor) ? previousFactor : 1);
          if (score * factor >= minScore) candidates.push({ file, startLine, anchor, score, rank });
        }
      };
      if (documentId !== query.documentId) {
        offer(0, lines.length, 0);
        continue;
      }
      // What is edited is shown: the lines above it keep their numbers, those below their distance from the end.
      const { shown } = query;
      const belowStart = shown.endLine + (Math.max(0, lines.length - shown.endLine) % strideLines);
      offer(0, shown.startLine, 0);
      offer(belowStart, lines.length, lines.length);
    }
    candidates.sort((left, right) => right.rank - left.rank);
    const chosen: SimilarWindow[] = [];
    for (const { file, startLine, anchor, score } of candidates) {
      if (chosen.length === maxWindows) break;
      const { documentId, path, lines } = file.text;
      if (
        chosen.some(
          (other) => other.documentId === documentId && Math.abs(other.startLine - startLine) < windowLines,
        )
      ) {
        continue;
      }
      const isAboveShown = documentId === query.documentId && startLine < query.shown.startLine;
      const endLine = Math.min(startLine + windowLines, isAboveShown ? query.shown.startLine : lines.length);
      const text = withoutBlankEnds(lines.slice(startLine, endLine)).join("\n");
      if (text !== "") chosen.push({ documentId, path, anchor, startLine, endLine, text, score });
    }
    return chosen.toSorted(
      (left, right) => compareText(left.path, right.path) || left.startLine - right.startLine,
    );
  }

  #forgetOldest(): void {
    let chars = 0;
    for (const file of this.#files.values()) chars += file.chars;
    for (const [documentId, file] of this.#files) {
      if (this.#files.size <= maxFiles && chars <= maxTotalChars) return;
      this.#files.delete(documentId);
      chars -= file.chars;
    }
  }
}

interface Scored {
  readonly startLine: number;
  readonly score: number;
}

interface Candidate extends Scored {
  readonly file: SourceFile;
  readonly anchor: string;
  /** The score as it counts among the others. */
  readonly rank: number;
}

/**
 * Slides over the lines [firstLine, endLine): every line enters and leaves once, and there are none behind the end.
 * @param counts how often the window has each identifier; all zero before and after
 */
function scoreWindows(
  file: SourceFile,
  wanted: ReadonlySet<number>,
  counts: Uint16Array,
  firstLine: number,
  endLine: number,
): readonly Scored[] {
  const scored: Scored[] = [];
  let different = 0;
  let shared = 0;
  const enter = (line: number) => {
    if (line >= endLine) return;
    for (const id of file.idsAt(line)) {
      const count = counts[id] ?? 0;
      counts[id] = count + 1;
      if (count > 0) continue;
      different++;
      if (wanted.has(id)) shared++;
    }
  };
  const leave = (line: number) => {
    if (line >= endLine) return;
    for (const id of file.idsAt(line)) {
      const count = counts[id] ?? 0;
      counts[id] = count - 1;
      if (count > 1) continue;
      different--;
      if (wanted.has(id)) shared--;
    }
  };
  if (firstLine >= endLine) return scored;
  for (let step = 0; step < windowLines; step++) enter(firstLine + step);
  for (let startLine = firstLine; startLine < endLine; startLine += strideLines) {
    if (shared >= minShared) scored.push({ startLine, score: shared / (wanted.size + different - shared) });
    for (let step = 0; step < strideLines; step++) {
      leave(startLine + step);
      enter(startLine + windowLines + step);
    }
  }
  return scored;
}

function isSameFamily(left: string, right: string): boolean {
  return left === right || families.some((family) => family.includes(left) && family.includes(right));
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
