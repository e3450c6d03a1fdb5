import type { ModelInfo } from "./client";
import { countOf, fieldOf, itemsOf, textOf } from "./wire";

/** Models of one answer that are read. DeepInfra lists a few hundred. */
const maxModels = 5000;

/**
 * The list of `GET /models`; undefined when the answer is no such list. Beside `id` everything is optional:
 * - DeepSeek documents only ids; a probe of 2026-09-23 also saw `name`, `context_window`, `max_output_tokens` and
 *   `input_modalities` (fixtures 19, 19b)
 * - DeepInfra gives `metadata.context_length` and `metadata.max_tokens`, or `metadata: null` (OpenAPI document
 *   2026-03-25, fixture 39)
 * - vLLM gives `max_model_len`, llama.cpp `meta.n_ctx_train`
 */
export function readModels(json: unknown): readonly ModelInfo[] | undefined {
  if (!Array.isArray(fieldOf(json, "data"))) return undefined;
  return itemsOf(json, "data", maxModels).flatMap((entry) => {
    const id = textOf(entry, "id");
    if (id === undefined || id === "") return [];
    const metadata = fieldOf(entry, "metadata");
    const label = textOf(entry, "name");
    const contextTokens =
      countOf(entry, "context_window") ??
      countOf(metadata, "context_length") ??
      countOf(entry, "max_model_len") ??
      countOf(fieldOf(entry, "meta"), "n_ctx_train");
    const maxOutputTokens = countOf(entry, "max_output_tokens") ?? countOf(metadata, "max_tokens");
    const modalities = fieldOf(entry, "input_modalities");
    return [
      {
        id,
        ...(label !== undefined && label !== "" && { label }),
        ...(contextTokens !== undefined && { contextTokens }),
        ...(maxOutputTokens !== undefined && { maxOutputTokens }),
        ...(Array.isArray(modalities) && { takesImages: modalities.includes("image") }),
      },
    ];
  });
}
