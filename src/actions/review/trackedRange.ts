import type { OffsetRange } from "../request/selectionScope";

/** One change of a document: [offset, offset + length) became `text`. Offsets count in the text right before it. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * A range that stays on its text while the document changes around it. A change that touches the text inside ends it
 * for good: what the user typed there must not be overwritten. Text put exactly at either end stays outside.
 */
export class TrackedRange {
  private current: OffsetRange | undefined;

  constructor(range: OffsetRange) {
    this.current = range;
  }

  /** Where the text is now, or undefined once something changed inside. */
  get range(): OffsetRange | undefined {
    return this.current;
  }

  /** Takes changes in the order in which they were applied. */
  apply(changes: readonly TextChange[]): void {
    for (const change of changes) {
      if (this.current === undefined) return;
      this.current = shifted(this.current, change);
    }
  }
}

function shifted(range: OffsetRange, change: TextChange): OffsetRange | undefined {
  const changeEnd = change.offset + change.length;
  const shift = change.text.length - change.length;
  if (changeEnd <= range.start) return { start: range.start + shift, end: range.end + shift };
  return change.offset >= range.end ? range : undefined;
}
