import type { CompletionRequest } from "../completionRequest";
import type { Cursor } from "../prompt/cursor";
import type { CompletionSettings } from "../settings";

/** Judges whether a file's text may leave the machine. */
export type FileJudge = (
  path: string,
) => { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string };

/** What a gate decides with. */
export interface GateContext {
  readonly request: CompletionRequest;
  readonly cursor: Cursor;
  readonly settings: CompletionSettings;
  readonly judgeFile: FileJudge;
  /** The text with keys and passwords replaced, as it would be sent. */
  readonly mask: (text: string) => string;
}

/**
 * Why nothing is asked. `memory`: what is known already may still be shown. `shown`: only what stands on the screen,
 * while one types along it. `nothing`: not even that.
 */
export interface GateVerdict {
  readonly allows: "memory" | "shown" | "nothing";
  readonly reason: string;
  /** The setting that decides. */
  readonly setting?: string;
}

/** One reason not to complete here; undefined lets the keystroke pass. */
export type Gate = (context: GateContext) => GateVerdict | undefined;
