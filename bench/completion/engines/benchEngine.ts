import type { CompletionRequest, Suggestion } from "../../../src/completion/completionRequest";
import type { ProviderClient } from "../../../src/provider/client";
import type { Clock } from "../../../src/provider/clock";
import type { OpenFile } from "../traces/openFiles";

/** What an engine under test finds around it. */
export interface BenchWorld {
  /** Virtual: it stands still while the engine computes. */
  readonly clock: Clock;
  /**
   * The provider: the oracle behind the network model. A request is sent, and billed, when its first event is asked
   * for; leaving the loop or aborting the signal ends it, and its tokens are billed until the server hears of that.
   */
  readonly complete: ProviderClient["complete"];
  /** The same prompt budget for all engines, in tokens of prefix and suffix; missing: each engine's own. */
  readonly promptTokens?: number;
  /** Files that stand open beside the one that is typed. */
  openFiles(): readonly OpenFile[];
}

/** A completion engine as the editor drives it. One is made for every trace and disposed of after it. */
export interface BenchEngine {
  /** The document changed: called in the change event itself. Missing: the engine only hears of `provide`. */
  changed?(request: CompletionRequest): void;
  /** Called 50 ms after a change, or at once when invoked. Aborted by the next change. */
  provide(request: CompletionRequest, signal: AbortSignal): Promise<Suggestion | undefined>;
  /** A suggestion that `provide` gave was put on the screen. */
  shown?(suggestion: Suggestion): void;
  /** The first `acceptedLength` code units of a suggestion's text were taken over with Tab. */
  accepted?(suggestion: Suggestion, acceptedLength: number): void;
  /**
   * Resolves when the engine can do nothing more until time passes. Missing: one turn of the event loop, which is
   * enough for an engine that waits only for promises and for the clock handed in.
   */
  settled?(): Promise<void>;
  dispose(): void;
}

/** Builds an engine for one trace. */
export type BenchEngineFactory = (world: BenchWorld) => BenchEngine | Promise<BenchEngine>;
