import type { Usage } from "../provider/events";
import type { CompletionEnd, CompletionPurpose, PromptParts } from "./completionEvent";

/** Why there is a completion, or none: one line a step, in order, and what was asked for and came. */
export interface Explanation {
  /** Date of the keystroke, ms since 1970. */
  readonly atMs: number;
  readonly path: string;
  readonly outcome: "shown" | "nothing" | "cancelled";
  readonly steps: readonly ExplanationStep[];
  /** What decided: the last step before the outcome was known. Missing while it is not. */
  readonly decisive?: ExplanationStep;
  /**
   * From the keystroke until the editor asked for a completion; near 0 where its asking was the first that the
   * engine heard. Missing when it has not asked.
   */
  readonly editorMs?: number;
  /** From the keystroke until its request left; missing when it sent none. */
  readonly waitMs?: number;
  /** The model's text from the cursor on before any filter. Secrets are what the user's own file has. */
  readonly rawText?: string;
  readonly shownText?: string;
  /** The request whose answer this is about: its own, or an earlier one that knew already. */
  readonly request?: ExplainedRequest;
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

/** A request as far as it has come. */
export interface ExplainedRequest {
  readonly requestId: number;
  readonly purpose: CompletionPurpose;
  /** As asked for, then as the answer names it; empty: the provider's default. */
  readonly model: string;
  /** ms since 1970. */
  readonly askedAtMs: number;
  readonly promptChars: number;
  readonly parts?: PromptParts;
  /** The rest is missing while it runs. */
  readonly end?: CompletionEnd;
  /** From sending to the first text; missing when none came. */
  readonly firstTokenMs?: number;
  readonly totalMs?: number;
  readonly textChars?: number;
  /** Missing, too, where the answer was broken off. */
  readonly usage?: Usage;
}
