/** A part of a text, [start, end) in UTF-16 code units. */
export type Mark = readonly [start: number, end: number];

/**
 * A letter of a script without blanks between words; a word; a line end; blanks; a sign with all that changes it or is
 * joined to it, as in an emoji.
 */
const word =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]\p{M}*|[\p{L}\p{N}\p{M}_]+|\r?\n|[^\S\n]+|\S[\p{M}\p{EMod}]*(?:\u200D\S[\p{M}\p{EMod}]*)*/gu;

/** The text in words; joined they are the text. */
export function splitWords(text: string): readonly string[] {
  return text.match(word) ?? [];
}

/** With more than this share of a line's characters marked, blanks aside, marks say no more than the line itself. */
const maxMarkedShare = 0.6;

/**
 * The changed words as marks that a person can read: within one line each, one instead of two where only blanks are
 * between them, none in a line that is different for the most part, and its indentation only where nothing else is.
 *
 * @param changed [from, to) of `words`, in order and apart from each other
 */
export function marksOf(words: readonly string[], changed: readonly (readonly [number, number])[]): Mark[] {
  const marks: Mark[] = [];
  let line = new MarkedLine(0);
  let nextChange = 0;
  for (const [index, each] of words.entries()) {
    while (index >= (changed[nextChange]?.[1] ?? Infinity)) nextChange++;
    if (each.endsWith("\n")) {
      marks.push(...line.marks());
      line = new MarkedLine(line.end + each.length);
    } else line.add(each, index >= (changed[nextChange]?.[0] ?? Infinity));
  }
  return [...marks, ...line.marks()];
}

const blank = /^\s/;

class MarkedLine {
  end: number;
  private readonly start: number;
  private changedIndent: Mark | undefined;
  private readonly found: [number, number][] = [];
  /** What was seen behind the last mark is blank. */
  private isBlankSince = false;
  private shownChars = 0;
  private markedChars = 0;

  constructor(end: number) {
    this.start = end;
    this.end = end;
  }

  add(each: string, isChanged: boolean): void {
    const start = this.end;
    this.end += each.length;
    const isBlank = blank.test(each);
    if (!isBlank) this.shownChars += each.length;
    if (!isChanged) {
      this.isBlankSince &&= isBlank;
      return;
    }
    if (isBlank && start === this.start) {
      this.changedIndent = [start, this.end];
      return;
    }
    if (!isBlank) this.markedChars += each.length;
    const last = this.found.at(-1);
    if (last !== undefined && this.isBlankSince) last[1] = this.end;
    else this.found.push([start, this.end]);
    this.isBlankSince = true;
  }

  marks(): readonly Mark[] {
    if (this.markedChars > maxMarkedShare * this.shownChars) return [];
    return this.found.length === 0 && this.changedIndent !== undefined ? [this.changedIndent] : this.found;
  }
}
