import { pairedRatio, type FigureKind } from "./summary";
import type { TraceResult } from "./traceResult";

/**
 * How the first engine compares with each other one: its figure divided by theirs, both from the same draws of
 * traces. Undefined where there is nobody to compare with.
 */
export function pairedTable(
  kinds: readonly FigureKind[],
  results: ReadonlyMap<string, readonly TraceResult[]>,
): string | undefined {
  const [own, ...others] = [...results];
  if (own === undefined || others.length === 0) return undefined;
  const [ownName, ownTraces] = own;
  const lines = others.map(([name, traces]) => {
    const ratios = kinds
      .filter((kind) => kind.isCompared)
      .map((kind) => {
        const { value, low, high } = pairedRatio(kind, ownTraces, traces);
        return `${kind.name} × ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
      });
    return `${ownName} against ${name}, paired by trace: ${ratios.join("; ")}.`;
  });
  return `${lines.join("\n")}\n`;
}
