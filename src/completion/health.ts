import type { ProviderError } from "../provider/errors";

/** How completions are doing, for the status bar. */
export type CompletionHealth =
  | { readonly state: "ready" }
  /** A request is open. */
  | { readonly state: "working" }
  /** Failing; asks again by itself at `retryAtMs` (the clock's `nowMs`), or only after `resume()` when undefined. */
  | { readonly state: "paused"; readonly error: ProviderError; readonly retryAtMs?: number };
