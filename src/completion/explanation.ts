/** Why there is a completion, or none: one line a step, in order. */
export interface Explanation {
  /** Date of the keystroke, ms since 1970. */
  readonly atMs: number;
  readonly path: string;
  readonly outcome: "shown" | "nothing" | "cancelled";
  readonly steps: readonly ExplanationStep[];
}

/** A gate, a filter or a wait. */
export interface ExplanationStep {
  readonly stage: "gate" | "memory" | "schedule" | "prompt" | "stream" | "filter";
  /** Such as "midfill.completions.languages turns markdown off". */
  readonly text: string;
  /** Since the keystroke. */
  readonly elapsedMs: number;
  /** The setting that decides, if one does. */
  readonly setting?: string;
}
