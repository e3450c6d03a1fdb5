/** Stands for the caret in code samples. */
const cursorMark = "█";

/** A sample without its marks. Offsets count UTF-16 code units from 0. */
export interface MarkedText {
  readonly text: string;
  readonly anchor: number;
  readonly active: number;
}

/** Reads one mark (a caret) or two (a selection); throws on any other number of them. */
export function cursorIn(marked: string): MarkedText {
  const parts = marked.split(cursorMark);
  const [before = "", middle = ""] = parts;
  if (parts.length !== 2 && parts.length !== 3) {
    throw new Error(`The sample needs one or two ${cursorMark}, not ${parts.length - 1}.`);
  }
  const active = parts.length === 2 ? before.length : before.length + middle.length;
  return { text: parts.join(""), anchor: before.length, active };
}

/** The reverse, for comparing: the text with a mark where the caret is, or two around what is selected. */
export function withCursor({ text, anchor, active }: MarkedText): string {
  const [start, end] = anchor < active ? [anchor, active] : [active, anchor];
  const selected = start === end ? "" : text.slice(start, end) + cursorMark;
  return text.slice(0, start) + cursorMark + selected + text.slice(end);
}
