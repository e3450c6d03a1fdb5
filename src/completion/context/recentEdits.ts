/** Lines of a document that were replaced by others. Lines count from 0. */
export interface LineEdit {
  readonly documentId: string;
  /** The first line that changed. */
  readonly startLine: number;
  /** Lines that were touched, before and after: at least 1 each. */
  readonly linesBefore: number;
  readonly linesAfter: number;
  readonly atMs: number;
}

/** Lines that were changed lately, where they are now. */
export interface EditRegion {
  readonly documentId: string;
  readonly startLine: number;
  /** The line behind the last one. */
  readonly endLine: number;
  /** The last change. */
  readonly atMs: number;
}

const maxRegions = 20;
/** Edits this near to each other are one. */
const nearLines = 2;
/** More lines at once are no writing: a file was formatted, reverted or generated. */
const maxEditLines = 200;
/** An older edit belongs to other work. */
const maxAgeMs = 30 * 60_000;

/**
 * Remembers which lines changed lately. Typing in one place is one region that grows; regions move as lines come and
 * go above them. Only places are kept, so it holds no text.
 */
export class RecentEdits {
  /** Oldest change first. */
  #regions: readonly EditRegion[] = [];

  /** Cheap: it runs in the editor's change event. */
  record(edit: LineEdit): void {
    const { documentId, startLine, linesBefore, linesAfter, atMs } = edit;
    const endBefore = startLine + linesBefore;
    const added = linesAfter - linesBefore;
    const isWriting = linesBefore <= maxEditLines && linesAfter <= maxEditLines;
    let first = startLine;
    let end = startLine + linesAfter;
    const others: EditRegion[] = [];
    for (const region of this.#regions) {
      if (region.documentId !== documentId) {
        others.push(region);
      } else if (region.endLine + nearLines < startLine) {
        others.push(region);
      } else if (region.startLine > endBefore + nearLines) {
        others.push({ ...region, startLine: region.startLine + added, endLine: region.endLine + added });
      } else if (isWriting) {
        first = Math.min(first, region.startLine);
        end = Math.max(end, region.endLine + added);
      }
    }
    if (isWriting) others.push({ documentId, startLine: first, endLine: end, atMs });
    this.#regions = others.slice(-maxRegions);
  }

  forget(documentId: string): void {
    this.#regions = this.#regions.filter((region) => region.documentId !== documentId);
  }

  clear(): void {
    this.#regions = [];
  }

  /** Newest first, without the one at this place and those of more than half an hour ago. */
  regions(
    nowMs: number,
    cursor: { readonly documentId: string; readonly line: number },
  ): readonly EditRegion[] {
    return this.#regions
      .filter(
        (region) =>
          nowMs - region.atMs < maxAgeMs &&
          !(
            region.documentId === cursor.documentId &&
            region.startLine - nearLines <= cursor.line &&
            cursor.line < region.endLine + nearLines
          ),
      )
      .toReversed();
  }
}
