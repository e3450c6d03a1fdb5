import type { TraceResult } from "./traceResult";

/** A row a trace: what each engine made of it. For finding the place where an engine is weak. */
export function traceTable(results: ReadonlyMap<string, readonly TraceResult[]>): string {
  const lines = [...results].flatMap(([name, traces]) =>
    traces.map((trace) => {
      const share = (100 * trace.rightInstants) / trace.boundInstants;
      const numbers = [
        `${share.toFixed(1)} % of the bound`,
        `${((100 * trace.wrongInstants) / trace.instants).toFixed(1)} % wrong`,
        `${((100 * trace.requests) / trace.keys).toFixed(1)} requests per 100 keys`,
        `${trace.flickers} flickers`,
      ];
      return `${name}  ${trace.trace}: ${numbers.join(", ")}`;
    }),
  );
  return `${lines.join("\n")}\n`;
}
