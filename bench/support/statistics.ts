/** The value below which `share` (0 … 1) of the values lie; the nearest one that was measured. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error("There is nothing to take a quantile of: no round was measured.");
  return found;
}

/** The middle of the measured values. @throws Error without values */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Median, 95th and 99th percentile, named as a figure names them. @throws Error without values */
export function spread(values: readonly number[]): {
  readonly value: number;
  readonly p95: number;
  readonly p99: number;
} {
  return { value: median(values), p95: quantile(values, 0.95), p99: quantile(values, 0.99) };
}

/** The slope of the straight line nearest to the points. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const above = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
}
