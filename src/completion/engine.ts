import type { CompletionRequest, Suggestion } from "./completionRequest";
import type { Explanation } from "./explanation";

/** From a cursor to text worth showing. Plain TypeScript, so that it can be driven, replayed and measured anywhere. */
export interface CompletionEngine {
  /**
   * The user has changed the document and the cursor stands at `request.offset`. Called in the editor's change event,
   * before the editor asks for completions: what must be asked leaves now, so that the editor's own 50 ms pass while
   * the network works. Optional: without it `provide` does the same later. Synchronous; never throws.
   */
  changed(request: CompletionRequest): void;
  /**
   * One keystroke or an explicit invoke. Resolves to what should be shown now, or undefined; resolves at once when
   * memory knows. Never rejects: failures go to `onHealth` and into the explanation. Aborting `signal` ends this
   * answer only, never the paid stream.
   */
  provide(request: CompletionRequest, signal: AbortSignal): Promise<Suggestion | undefined>;
  /**
   * An explicit invoke. The first one brings what `provide` would, as soon as it stands. Invoked again where text is
   * known already, which is what the editor does when one turns to the next suggestion, it asks for two others and
   * waits a moment for them; those that come later are there the next time. Never rejects.
   */
  provideAlternatives(request: CompletionRequest, signal: AbortSignal): Promise<readonly Suggestion[]>;
  /** The user took the first `acceptedLength` code units of the suggestion's text. */
  accepted(suggestion: Suggestion, acceptedLength: number): void;
  /** What happened at the last keystrokes, gate by gate; newest first, ten at most. */
  explainRecent(): readonly Explanation[];
  /** Key, settings or network changed: forget answers, leave every pause and try again at the next keystroke. */
  resume(): void;
  dispose(): void;
}
