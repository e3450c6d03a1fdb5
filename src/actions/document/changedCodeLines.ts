import type { EditWarning } from "../answer/editWarnings";
import { lineHunks } from "../diff/hunks";
import { commentSyntaxOf } from "./commentSyntax";
import { codeLines } from "./withoutComments";

/**
 * The number of lines of code that a proposal changes, comments and doc strings aside; 0 where it changes only those.
 * What may be either counts as code. Undefined for a language whose comments are not known.
 */
export function changedCodeLines(original: string, proposed: string, languageId: string): number | undefined {
  const syntax = commentSyntaxOf(languageId);
  if (syntax === undefined) return undefined;
  const before = codeLines(original.replaceAll("\r\n", "\n"), syntax);
  const after = codeLines(proposed.replaceAll("\r\n", "\n"), syntax);
  return lineHunks(`${before.join("\n")}\n`, `${after.join("\n")}\n`).reduce(
    (sum, { removedLines, addedLines }) => sum + Math.max(removedLines, addedLines),
    0,
  );
}

/** The warning for a proposal that was asked to change nothing but comments; none where it keeps to that. */
export function codeChangeWarnings(
  original: string,
  proposed: string,
  languageId: string,
): readonly EditWarning[] {
  const lines = changedCodeLines(original, proposed, languageId) ?? 0;
  return lines === 0 ? [] : [{ type: "code-change", lines }];
}
