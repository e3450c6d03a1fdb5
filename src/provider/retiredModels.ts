import type { ProviderProfile } from "./profiles";

/** What to ask for instead of a name that the provider has retired. */
export interface TranslatedModel {
  readonly model: string;
  /** What the old name stood for, where it stood for a mode of thinking. */
  readonly thinking?: "on" | "off";
  /** True when `model` is not the name that was asked for: worth telling once. */
  readonly isTranslated: boolean;
}

/**
 * DeepSeek retired both names on 2026-07-24, 15:59 UTC; since then they answer 400 (fixture 11-deepseek-error-400-model-name).
 * They stood for the two modes of one model, which is now a switch of the request.
 */
const retiredDeepSeekModels = new Map<string, { readonly model: string; readonly thinking: "on" | "off" }>([
  ["deepseek-chat", { model: "deepseek-flash", thinking: "off" }],
  ["deepseek-reasoner", { model: "deepseek-flash", thinking: "on" }],
]);

/**
 * The model to ask a provider for. Only DeepSeek's own names are translated, and only for DeepSeek: other servers may
 * still offer models of these names (fixture 04b).
 */
export function translateRetiredModel(profile: ProviderProfile, model: string): TranslatedModel {
  const replacement =
    profile.id === "deepseek" ? retiredDeepSeekModels.get(model.trim().toLowerCase()) : undefined;
  return replacement === undefined
    ? { model, isTranslated: false }
    : { model: replacement.model, thinking: replacement.thinking, isTranslated: true };
}
