import type { Figure } from "./figure";

function shown(value: number): string {
  const digits = Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 1 : 0;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function comparedTo({ target, floor, unit }: Figure): string {
  const parts: string[] = [];
  if (target !== undefined)
    parts.push(`target${target.of === "value" ? "" : ` ${target.of}`} ≤ ${target.atMost} ${unit}`);
  if (floor !== undefined) {
    const p99 = floor.p99 === undefined ? "" : ` (p99 ${shown(floor.p99)})`;
    parts.push(`${floor.what}: ${shown(floor.value)}${p99}`);
  }
  return parts.length === 0 ? "—" : parts.join("; ");
}

function mark(figure: Figure): string {
  const { target } = figure;
  if (target === undefined) return "–";
  const judged = figure[target.of];
  if (judged === undefined) return "–";
  return judged <= target.atMost ? "pass" : "MISS";
}

/** The figures as a Markdown table that lines up in a terminal as well. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = [
    ["what", "median", "p95", "p99", "unit", "", "compared to", "measured how"],
    ...figures.map((figure) => [
      figure.what,
      shown(figure.value),
      figure.p95 === undefined ? "" : shown(figure.p95),
      figure.p99 === undefined ? "" : shown(figure.p99),
      figure.unit,
      mark(figure),
      comparedTo(figure),
      figure.how,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return lines.join("\n");
}
