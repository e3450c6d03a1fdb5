import type { EditRegion } from "./recentEdits";

/** Lines of one hunk; of a longer one its first lines are shown. */
const maxHunkLines = 16;

/** The changed lines as they are now, with a line before and behind; undefined when nothing is left but blanks. */
export function editHunk(region: EditRegion, lines: readonly string[]): string | undefined {
  const changed = lines.slice(region.startLine, Math.min(region.endLine, region.startLine + maxHunkLines));
  if (changed.every((line) => line.trim() === "")) return undefined;
  const before = lines[region.startLine - 1] ?? "";
  const isWhole = region.endLine - region.startLine <= maxHunkLines;
  const behind = (isWhole ? lines[region.endLine] : undefined) ?? "";
  return [
    ...(before.trim() === "" ? [] : [before]),
    ...changed,
    ...(behind.trim() === "" ? [] : [behind]),
  ].join("\n");
}
