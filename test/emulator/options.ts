import type { FaultStep } from "../faults/steps";
import type { ContinuationHabit, Recital } from "./engine/recital";
import type { ListenOptions } from "./listen";

/** What the emulator does with keys. */
export interface KeyRules {
  /** False: requests without a key are served. */
  readonly isRequired: boolean;
  /** The only good keys; undefined: every key but those ending in `-invalid`. */
  readonly accepted?: readonly string[];
  /** Good keys without money (402); besides these, every accepted key ending in `-no-balance`. */
  readonly withoutBalance: readonly string[];
}

/** How the emulator behaves; everything may be changed while it runs. */
export interface EmulatorBehaviour {
  readonly keys: KeyRules;
  /** Milliseconds from the end of the queue to the first token. */
  readonly firstTokenMs: number;
  /** 0: as fast as possible. */
  readonly tokensPerSecond: number;
  /** Tokens in one chunk of a stream, 1 or more. */
  readonly tokensPerChunk: number;
  /** Keep-alives sent before an answer begins: blank lines, in streams `: keep-alive` comments. */
  readonly queue: { readonly keepAlives: number; readonly everyMs: number };
  /** Requests at the same time for each key and model; beyond it 429. */
  readonly concurrencyLimit: number;
  /** Where a stream carries usage. DeepSeek captures of 2024-2026 show `finish`; older references `trailing`. */
  readonly usagePlace: "finish" | "trailing" | "none";
  /** Whether streams end with `data: [DONE]`. */
  readonly sendsDone: boolean;
  /** Overrides the finish reason of answers, e.g. `insufficient_system_resource` or `content_filter`. */
  readonly finishReason?: string;
  /** 400 when a thinking request with tools omits reasoning_content of an earlier turn (documented; in doubt). */
  readonly requiresReasoning: boolean;
  /** Status for bodies of the wrong shape; sources name both. `thinking` of a wrong type is 422 in any case. */
  readonly wrongShapeStatus: 400 | 422;
  /** Answers known beforehand; any other question is answered by the engine. */
  readonly recitals: readonly Recital[];
  /** How a recital goes on from a given beginning. */
  readonly continuationHabit: ContinuationHabit;
  /** Scripts played in order, each instead of one answer. */
  readonly faults: readonly (readonly FaultStep[])[];
}

/** Options that hold for the emulator's whole life, and its first behaviour. */
export interface EmulatorOptions extends Partial<EmulatorBehaviour>, ListenOptions {
  /** Folder whose files the answers may use, read once. */
  readonly folder?: string;
  /** Who answers at `/`; the others stay reachable below their own path. */
  readonly root?: Personality;
  /** Seconds of the answers' `created`; the machine's clock unless given. */
  readonly createdSeconds?: () => number;
}

/** Whose API a path speaks. */
export type Personality = "deepseek" | "deepinfra" | "llamacpp";

/** What a real account sees: any key, no delay, DeepSeek's limits (pricing and rate-limit pages, 2026-11-15). */
export const defaultBehaviour: EmulatorBehaviour = {
  keys: { isRequired: true, withoutBalance: [] },
  firstTokenMs: 0,
  tokensPerSecond: 0,
  tokensPerChunk: 1,
  queue: { keepAlives: 0, everyMs: 5000 },
  concurrencyLimit: 500,
  usagePlace: "finish",
  sendsDone: true,
  requiresReasoning: true,
  wrongShapeStatus: 400,
  recitals: [],
  continuationHabit: "exact",
  faults: [],
};
