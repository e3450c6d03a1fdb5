import type { FigureKind } from "./summary";
import { summarise } from "./summary";
import type { TraceResult } from "./traceResult";

/** One table: a row a figure, a column an engine, each with its interval. */
export function resultTable(
  title: string,
  kinds: readonly FigureKind[],
  results: ReadonlyMap<string, readonly TraceResult[]>,
): string {
  const rows = [
    ["figure", ...results.keys()],
    ...kinds.map((kind) => [
      `${kind.name}${kind.unit === "" ? "" : ` (${kind.unit})`}`,
      ...[...results.values()].map((traces) => cell(kind, traces)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return `${title}\n\n${lines.join("\n")}\n`;
}

function cell(kind: FigureKind, traces: readonly TraceResult[]): string {
  const { value, low, high } = summarise(kind, traces);
  if (!Number.isFinite(value)) return "–";
  const written = (number: number) => number.toFixed(kind.digits);
  return `${written(value)} [${written(low)}, ${written(high)}]`;
}
