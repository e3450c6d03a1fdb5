import type { CompletionRequest } from "./completionRequest";
import type { ExplanationRecorder } from "./explanationRecorder";
import type { GateVerdict } from "./gates/gate";
import type { Cursor } from "./prompt/cursor";
import type { PromptWindow } from "./prompt/promptWindow";
import type { CompletionSettings } from "./settings";
import type { StreamPlan } from "./stream/streamPlan";

/** One change of the document, or one call of the editor, on its way through the stages. */
export interface Keystroke {
  readonly request: CompletionRequest;
  /** When it came, by the clock's `nowMs`. */
  readonly startMs: number;
  readonly settings: CompletionSettings;
  readonly cursor: Cursor;
  /** What the gates say; undefined: pass. */
  readonly verdict: GateVerdict | undefined;
  readonly plan: StreamPlan;
  readonly record: ExplanationRecorder;
  /** Text was taken away: nobody waits for a completion until the editor asks for one. */
  readonly isDeletion: boolean;
  /** The prompt as it was then; read when a request may leave later, for the document goes on changing. */
  window: PromptWindow | undefined;
  /** The editor has asked for this keystroke's answer. */
  isAwaited: boolean;
  /** The suggest widget has an item selected: the keystroke as it was typed, which alone sends requests. */
  readonly typed?: Keystroke;
  /** The item that the suggest widget had selected when the editor asked last; empty without one. */
  widgetItem: string;
  /** A request was sent for it; there is never a second one. */
  hasAsked: boolean;
}

/** Whether the editor's call is about a change that the engine was told of already, with or without a selected item. */
export function isSameMoment(keystroke: Keystroke, request: CompletionRequest): boolean {
  const known = keystroke.request;
  return (
    known.documentId === request.documentId &&
    known.version === request.version &&
    known.offset === request.offset &&
    known.trigger === request.trigger &&
    (request.selectedSuggestion === undefined || request.trigger === "automatic") &&
    known.selectedSuggestion === undefined
  );
}
