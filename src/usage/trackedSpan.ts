/** One change of a document: [offset, offset + removedChars) became `insertedChars` others, in the text right before it. */
export interface SpanChange {
  readonly offset: number;
  readonly removedChars: number;
  readonly insertedChars: number;
}

/** A stretch of a document, [start, end), that grows and shrinks with what is changed inside it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the span is after a change. What is typed at either end stays outside; what replaces a part at an edge too,
 * unless it replaces the whole span: then its text is the span, because a formatter may have put the same text there.
 */
export function movedSpan(span: Span, { offset, removedChars, insertedChars }: SpanChange): Span {
  const removedEnd = offset + removedChars;
  const shift = insertedChars - removedChars;
  if (removedEnd <= span.start) {
    return { start: span.start + shift, end: span.end + shift };
  }
  if (offset >= span.end) return span;
  if (offset <= span.start && removedEnd >= span.end) return { start: offset, end: offset + insertedChars };
  if (offset < span.start) return { start: offset + insertedChars, end: span.end + shift };
  return { start: span.start, end: removedEnd > span.end ? offset : span.end + shift };
}
