import type { CompletionSettings } from "../completion/settings";
import type { Settings } from "./settings";

/** Output tokens of one completion where the user sets none; the engine asks for less where less will do. */
const defaultMaxTokens = 256;

/** The engine's part of the settings. `maxTokens` and `stop` are request parameters that the engine itself decides. */
export function completionSettings(
  settings: Settings,
  model: string,
  pausedBy?: CompletionSettings["pausedBy"],
): CompletionSettings {
  const { maxTokens, stop, ...parameters } = settings.completions.parameters;
  return {
    ...settings.completions,
    model,
    maxTokens: typeof maxTokens === "number" ? maxTokens : defaultMaxTokens,
    stop: Array.isArray(stop) ? stop.filter((text) => typeof text === "string") : [],
    parameters,
    ...(pausedBy !== undefined && { pausedBy }),
  };
}
