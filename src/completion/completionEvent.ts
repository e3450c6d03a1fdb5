import type { FinishReason, Usage } from "../provider/events";
import type { Suggestion } from "./completionRequest";

/** Why a request was sent: for a keystroke, for the text behind a suggestion that is shown, or because it was invoked. */
export type CompletionPurpose = "typing" | "prefetch" | "explicit";

/** How a request came to its end, beside the provider's own reasons. */
export type CompletionEnd =
  | FinishReason
  /** A rule of ours had read enough. */
  | "stopped-early"
  /** Its text was no longer useful. */
  | "aborted"
  /** With an error; nothing or a part of the answer came. */
  | "failed";

/** What a prompt was made of, without its text. */
export interface PromptParts {
  readonly prefixChars: number;
  readonly suffixChars: number;
  /** What came from elsewhere, a line of plain text each, in the order in which it stood (see `snippetLines`). */
  readonly snippets: readonly string[];
}

/**
 * What the engine did and what became of it, for the ledger and the local statistics. Handed to one synchronous
 * callback that must not throw. `atMs` is always the date (ms since 1970); offsets and lengths are UTF-16 code units;
 * texts have the document's own line ends.
 */
export type CompletionEvent =
  /** A request left. */
  | {
      readonly type: "asked";
      /** Counts up within the engine; never reused. */
      readonly requestId: number;
      readonly purpose: CompletionPurpose;
      readonly atMs: number;
      /** Prefix, suffix and snippets together. */
      readonly promptChars: number;
      /** As asked for; empty: the provider's default. */
      readonly model: string;
      /** For the report on the last keystrokes. */
      readonly parts?: PromptParts;
    }
  /** It ended; comes exactly once for each `asked`. */
  | {
      readonly type: "ended";
      readonly requestId: number;
      readonly purpose: CompletionPurpose;
      /** When it was sent: that date decides the price. */
      readonly askedAtMs: number;
      readonly atMs: number;
      /** As the answer names it, else as it was asked for; empty where neither is known. */
      readonly model: string;
      /** Missing where the stream did not live to tell it: aborted, stopped early or failed. */
      readonly usage?: Usage;
      readonly promptChars: number;
      /** What the model wrote before the end, of which perhaps nothing was shown. */
      readonly textChars: number;
      /** From sending to the first text; missing when none came. */
      readonly firstTokenMs?: number;
      /** From sending to the end. */
      readonly totalMs: number;
      readonly end: CompletionEnd;
    }
  /** A suggestion was handed to the editor for display. The same one shown again while typed along comes only once. */
  | {
      readonly type: "shown";
      readonly suggestionId: number;
      /** The request that its text came from. */
      readonly requestId: number;
      readonly documentId: string;
      /** The cursor. */
      readonly offset: number;
      readonly text: string;
      readonly languageId: string;
      readonly source: Suggestion["source"];
      readonly atMs: number;
    }
  /** The user took it, or a part of it (next word, next line). Typing the same letters is no acceptance. */
  | {
      readonly type: "accepted";
      readonly suggestionId: number;
      /** Taken now. */
      readonly chars: number;
      /** False: more of it is left. */
      readonly isWhole: boolean;
      readonly documentId: string;
      /** Where `text` starts in the document now that it stands there. */
      readonly offset: number;
      /** What was taken now. */
      readonly text: string;
      readonly languageId: string;
      readonly atMs: number;
    }
  /** Something else was typed. */
  | {
      readonly type: "rejected";
      readonly suggestionId: number;
      readonly languageId: string;
      readonly atMs: number;
    };
