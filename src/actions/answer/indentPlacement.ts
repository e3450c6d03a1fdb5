import { indentOf } from "../../text/indentOf";
import type { IndentationTarget, IndentUnit } from "./indentation";
import { indentStep } from "./indentStep";

/** Where a replacement's indentation is taken from: the selection, its line, and the text around it. */
export function placementOf({
  selection,
  before,
  after,
  indentUnit,
}: {
  readonly selection: string;
  readonly before: string;
  readonly after: string;
  readonly indentUnit: IndentUnit;
}): IndentationTarget {
  const lineStart = before.slice(before.lastIndexOf("\n") + 1);
  return {
    selection,
    startsLine: lineStart === "",
    lineIndent: indentOf(lineStart || selection),
    // Spaces a level as the text around shows them: an editor's guess may be wrong, or a setting.
    unit:
      indentUnit === "tab"
        ? indentUnit
        : (indentStep(before.split("\n")) ?? indentStep(after.split("\n")) ?? indentUnit),
  };
}
