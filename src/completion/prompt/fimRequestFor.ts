import type { FimRequest } from "../../provider/fimRequest";
import type { CompletionSettings } from "../settings";
import type { StreamPlan } from "../stream/streamPlan";
import type { PromptWindow } from "./promptWindow";

/** A request as it leaves, and the way back for masked text in its answer. */
export interface MaskedRequest {
  readonly fim: FimRequest;
  /** Puts secrets back where the model repeated their masks. */
  unmask(text: string): string;
}

/** What masking gives: the text that may leave, and the way back. */
export interface MaskedText {
  readonly text: string;
  unmask(text: string): string;
}

/** Turns the window into the provider's request: secrets masked, stop sequences and length by the plan. */
export function fimRequestFor(
  window: PromptWindow,
  plan: StreamPlan,
  languageId: string,
  settings: CompletionSettings,
  mask: (text: string, around?: { readonly before: string; readonly behind: string }) => MaskedText,
): MaskedRequest {
  const { ownStart, unsentBefore } = window;
  const notOwn = mask(window.prefix.slice(0, ownStart));
  const own = mask(window.prefix.slice(ownStart), { before: unsentBefore, behind: window.suffix });
  const suffix = mask(window.suffix, { before: window.prefix.slice(ownStart), behind: "" });
  const prefix = notOwn.text + own.text;
  const isUntouched = prefix === window.prefix && suffix.text === window.suffix;
  return {
    fim: {
      model: settings.model,
      prefix,
      suffix: suffix.text,
      languageId,
      maxTokens: Math.min(settings.maxTokens, plan.maxTokens),
      stop: [...new Set([...plan.stop, ...settings.stop])].slice(0, 16),
      parameters: settings.parameters,
    },
    unmask: isUntouched
      ? (text) => text
      : (text) => [notOwn, own, suffix].reduce((known, each) => each.unmask(known), text),
  };
}
