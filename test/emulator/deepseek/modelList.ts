import { deepseekError } from "./errors";
import { contextTokens, models } from "./validate";

/** GET /models: the documented members first, then what a probe saw besides (2026-09-23). */
export function modelList(): object {
  return { object: "list", data: models.map(entryOf) };
}

/** GET /models/{id}; 404 for a name that is not listed (wording unverified). */
export function modelEntry(id: string): object {
  if (!models.includes(id)) throw deepseekError(404, "Model Not Exist", "invalid_request_error");
  return entryOf(id);
}

function entryOf(id: string): object {
  const isFlash = id === "deepseek-flash";
  return {
    id,
    object: "model",
    owned_by: "deepseek",
    name: isFlash ? "DeepSeek-V4.1-Flash" : "DeepSeek-V4-Pro",
    context_window: contextTokens,
    max_output_tokens: 393_216,
    input_modalities: isFlash ? ["text", "image"] : ["text"],
    output_modalities: ["text"],
    effort: { supported_levels: ["low", "high", "max"], default_level: "high" },
  };
}
