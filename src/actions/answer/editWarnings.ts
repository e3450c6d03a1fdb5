import { hostileCharacters } from "./hostileCharacters";

/** Something to tell before the user accepts. */
export type EditWarning =
  /** Characters that cannot be seen, as `U+202E`; accepting needs a second confirmation. */
  | { readonly type: "hostile-characters"; readonly codePoints: readonly string[] }
  | { readonly type: "large-deletion"; readonly removedLines: number; readonly ofLines: number }
  /** Lines of code that change where only comments were to. */
  | { readonly type: "code-change"; readonly lines: number };

/** A range of at most this many lines may lose any number of them: the eye sees what is gone. */
const largeRangeLines = 20;

/**
 * What to tell before `text` takes the place of `selection`. A large deletion leaves fewer than half of more than 20
 * lines; a final line end begins no line of its own. Line ends may differ between the two.
 */
export function editWarnings(text: string, selection: string): readonly EditWarning[] {
  const warnings: EditWarning[] = [];
  const codePoints = hostileCharacters(text, selection);
  if (codePoints.length > 0) warnings.push({ type: "hostile-characters", codePoints });
  const ofLines = lineCount(selection);
  const removedLines = ofLines - lineCount(text);
  if (ofLines > largeRangeLines && removedLines > ofLines / 2) {
    warnings.push({ type: "large-deletion", removedLines, ofLines });
  }
  return warnings;
}

function lineCount(text: string): number {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
}
