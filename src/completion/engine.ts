import type { CompletionRequest, Suggestion } from "./completionRequest";
import type { Explanation } from "./explanation";

/** From a cursor to text worth showing. Plain TypeScript, so that it can be driven, replayed and measured anywhere. */
export interface CompletionEngine {
  /**
   * One keystroke or an explicit invoke. Resolves to what should be shown now, or undefined; resolves at once when
   * memory knows. Never rejects: failures go to `onHealth` and into the explanation. Aborting `signal` ends this
   * answer only, never the paid stream.
   */
  provide(request: CompletionRequest, signal: AbortSignal): Promise<Suggestion | undefined>;
  /** The user took the first `acceptedLength` code units of the suggestion's text. */
  accepted(suggestion: Suggestion, acceptedLength: number): void;
  /** What happened at the last keystroke, gate by gate. */
  explainLast(): Explanation | undefined;
  /** Key, settings or network changed: forget answers, leave every pause and try again at the next keystroke. */
  resume(): void;
  dispose(): void;
}
