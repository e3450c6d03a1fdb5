import type { EagernessGrid } from "./gates/eagerness";

/** What the engine is told by the user's settings. Read again for every keystroke. */
export interface CompletionSettings {
  readonly isEnabled: boolean;
  /** Language id → on or off; `*` stands for all others. */
  readonly languages: Readonly<Record<string, boolean>>;
  /** Globs of files that get no completions. The same array must hold the same patterns. */
  readonly disabledFiles: readonly string[];
  /** How much is offered where. `isManualOnly` and `multiline` cap it. */
  readonly eagerness: EagernessGrid;
  /** Nothing comes by itself for a while. */
  readonly pausedBy?: "snooze" | "battery";
  /** Ask only when invoked explicitly. */
  readonly isManualOnly: boolean;
  /** `auto`: several lines where the position allows it. `never`: one line at most. */
  readonly multiline: "auto" | "never";
  /** Wait after a keystroke before asking; 0 … 2000. */
  readonly debounceMs: number;
  /** Text before the cursor, in UTF-16 code units; 500 … 100,000. */
  readonly maxPrefixChars: number;
  /** Text behind the cursor; 0 … 50,000. */
  readonly maxSuffixChars: number;
  /** 1 … 4096. */
  readonly maxTokens: number;
  /** Empty: the provider's default. */
  readonly model: string;
  /** The user's own stop sequences, beside the engine's. */
  readonly stop: readonly string[];
  /** Request parameters by our names. */
  readonly parameters: Readonly<Record<string, unknown>>;
}
