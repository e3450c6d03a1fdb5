import type { TextChange } from "../../src/actions/review/trackedRange";

/** Who wrote a character of the document. */
export type Author = "file" | "user" | "model";

/** One UTF-16 code unit that can be told from every other, also from one that looks the same. */
export interface Character {
  readonly unit: string;
  readonly by: Author;
  /** Counts all characters ever written. */
  readonly serial: number;
}

/** [start, end) of the document becomes `text`. Offsets count in the text before. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Step {
  readonly before: readonly Character[];
  readonly after: readonly Character[];
  readonly forward: readonly TextChange[];
  readonly backward: readonly TextChange[];
}

/**
 * A document as an editor keeps it, with undo and redo, that knows where each of its characters came from: undo brings
 * back the very characters that were there.
 */
export class TrackedDocument {
  characters: readonly Character[];
  private lastSerial = 0;
  private readonly undoable: Step[] = [];
  private readonly redoable: Step[] = [];

  constructor(text: string) {
    this.characters = this.written(text, "file");
  }

  get text(): string {
    return this.characters.map(({ unit }) => unit).join("");
  }

  /** Applies replacements, in order and apart from each other, as one step; gives the event's changes, last first. */
  replace(replacements: readonly Replacement[], by: Author): readonly TextChange[] {
    const before = this.characters;
    const after: Character[] = [];
    const forward: TextChange[] = [];
    const backward: TextChange[] = [];
    let at = 0;
    for (const { start, end, text } of replacements) {
      after.push(...before.slice(at, start));
      backward.push({
        offset: after.length,
        length: text.length,
        text: before
          .slice(start, end)
          .map(({ unit }) => unit)
          .join(""),
      });
      forward.push({ offset: start, length: end - start, text });
      after.push(...this.written(text, by));
      at = end;
    }
    after.push(...before.slice(at));
    this.characters = after;
    this.undoable.push({ before, after, forward: forward.toReversed(), backward: backward.toReversed() });
    this.redoable.length = 0;
    return forward.toReversed();
  }

  /** Takes the last step back; no changes where there is none. */
  undo(): readonly TextChange[] {
    const step = this.undoable.pop();
    if (step === undefined) return [];
    this.redoable.push(step);
    this.characters = step.before;
    return step.backward;
  }

  redo(): readonly TextChange[] {
    const step = this.redoable.pop();
    if (step === undefined) return [];
    this.undoable.push(step);
    this.characters = step.after;
    return step.forward;
  }

  private written(text: string, by: Author): readonly Character[] {
    return text.split("").map((unit) => ({ unit, by, serial: ++this.lastSerial }));
  }
}
