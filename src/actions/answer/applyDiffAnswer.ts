import { refused, type AnswerRefusal } from "./answerRefusal";
import { diffHunks, replacingHunk, type DiffHunk, type DiffText } from "./diffText";
import { indentOf } from "../../text/indentOf";

/** The document around a selection. Lines end with `\n`. */
interface SelectedText {
  readonly selection: string;
  readonly before: string;
  readonly after: string;
}

/** Where a hunk fits: at this line of the document, with this indentation more (or less) than it has itself. */
interface Place {
  readonly line: number;
  readonly hunk: DiffHunk;
  readonly shift: Shift;
}

type Shift = { readonly add: string } | { readonly drop: string };

/**
 * The selection with a diff applied. Every kept and every removed line is checked, and each hunk must fit in exactly
 * one place that touches the selection; line numbers are not trusted. Indentation may be off as a whole, blanks at line
 * ends anyhow. What changes text outside of the selection is refused.
 */
export function applyDiffAnswer(diff: DiffText, text: SelectedText): string | AnswerRefusal {
  const { selection, before, after } = text;
  const hunks =
    diff.type === "patch"
      ? diffHunks(diff.text)
      : diff.pairs.map((pair) => replacingHunk(pair.old.split("\n"), pair.new.split("\n")));
  if (hunks === undefined) return unusable("that cannot be read");
  const [only] = hunks;
  // Lines that are only added go where nothing is yet.
  if (selection.trim() === "" && hunks.length === 1 && only?.every(({ mark }) => mark === "+") === true) {
    return only.map((line) => line.text).join("\n");
  }
  const file = (before + selection + after).split("\n");
  const from = before.split("\n").length - 1;
  const to = from + selection.split("\n").length - (selection.endsWith("\n") ? 1 : 0);
  const places: Place[] = [];
  for (const hunk of hunks) {
    const found = placesOf(hunk, file, from, to);
    const [place] = found;
    if (place === undefined) return unusable("that does not fit the selection");
    if (found.length > 1) return unusable("that fits the selection in more than one place");
    places.push(place);
  }
  const changed = applied(file, places);
  if (changed === undefined) return unusable("whose parts overlap");
  const isInside =
    changed.length >= before.length + after.length && changed.startsWith(before) && changed.endsWith(after);
  return isInside
    ? changed.slice(before.length, changed.length - after.length)
    : refused(
        "surroundings",
        "The model answered with a diff that changes code outside the selection, so nothing was changed. Select that code as well, or ask for the selection alone.",
      );
}

function unusable(how: string): AnswerRefusal {
  return refused(
    "diff",
    `The model answered with a diff ${how}, so nothing was changed. Ask for the whole new text instead.`,
  );
}

/** At most two places, of the first way of reading the hunk that fits anywhere. */
function placesOf(hunk: DiffHunk, file: readonly string[], from: number, to: number): readonly Place[] {
  for (const reading of readings(hunk)) {
    const old = reading.filter(({ mark }) => mark !== "+").map(({ text }) => text);
    if (old.every((line) => line.trim() === "")) continue;
    for (const isShifted of [false, true]) {
      const found: Place[] = [];
      const first = Math.max(0, from - old.length);
      for (let line = first; line <= Math.min(to, file.length - old.length) && found.length < 2; line++) {
        const shift = isShifted ? shiftAt(old, file, line) : { add: "" };
        if (shift !== undefined && fits(old, file, line, shift)) found.push({ line, hunk: reading, shift });
      }
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** Kept lines begin with a blank of the diff's own, or, as many models write them, without. */
function readings(hunk: DiffHunk): readonly DiffHunk[] {
  const kept = hunk.filter(({ mark, text }) => mark === " " && text !== "");
  const strict = hunk.map((line) => (line.mark === " " ? { ...line, text: line.text.slice(1) } : line));
  if (kept.length === 0) return [hunk];
  return kept.every(({ text }) => text.startsWith(" ")) ? [strict, hunk] : [hunk];
}

function shiftAt(old: readonly string[], file: readonly string[], line: number): Shift | undefined {
  const at = old.findIndex((each) => each.trim() !== "");
  const ours = indentOf(file[line + at] ?? "");
  const theirs = indentOf(old[at] ?? "");
  if (ours.endsWith(theirs)) return { add: ours.slice(0, ours.length - theirs.length) };
  return theirs.endsWith(ours) ? { drop: theirs.slice(0, theirs.length - ours.length) } : undefined;
}

function fits(old: readonly string[], file: readonly string[], line: number, shift: Shift): boolean {
  return old.every((each, at) => shifted(each, shift)?.trimEnd() === file[line + at]?.trimEnd());
}

/** Undefined where the line lacks the indentation that it would lose. */
function shifted(line: string, shift: Shift): string | undefined {
  if (line.trim() === "") return "";
  if ("add" in shift) return shift.add + line;
  return line.startsWith(shift.drop) ? line.slice(shift.drop.length) : undefined;
}

function applied(file: readonly string[], places: readonly Place[]): string | undefined {
  const parts: (readonly string[])[] = [];
  let at = 0;
  for (const { line, hunk, shift } of places.toSorted((a, b) => a.line - b.line)) {
    if (line < at) return undefined;
    parts.push(file.slice(at, line));
    at = line;
    for (const { mark, text } of hunk) {
      if (mark === "+") parts.push([shifted(text, shift) ?? text.trimStart()]);
      else {
        if (mark === " ") parts.push([file[at] ?? ""]);
        at++;
      }
    }
  }
  return [...parts, file.slice(at)].flat().join("\n");
}
