/** One line of the table that `npm run bench` prints. Every number in it was measured in this run. */
export interface Figure {
  readonly what: string;
  readonly unit: "ms" | "KB" | "MB" | "MB/s" | "events/s" | "elements";
  /** The median of the rounds, or the only value. */
  readonly value: number;
  /** Missing where there are too few rounds for one, or nothing to repeat. */
  readonly p95?: number;
  readonly p99?: number;
  /** What the product promises. Missing: compare with `floor` or read it as it is. */
  readonly target?: { readonly of: "value" | "p95" | "p99"; readonly atMost: number };
  /** The same work done with nothing of ours around it, measured in the same run. */
  readonly floor?: { readonly what: string; readonly value: number; readonly p99?: number };
  /** How it was measured, with the number of rounds. */
  readonly how: string;
}

/** Measures one or several figures that need the same preparation. Leaves nothing running. */
export type Measurement = () => Promise<readonly Figure[]>;
