/** A hosted model (models.dev catalogue and docs, 2026-06); prices in USD per million tokens. */
export interface HostedModel {
  readonly id: string;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly inputPrice: number;
  readonly outputPrice: number;
  readonly cachedPrice: number;
  /**
   * How its answers look. `samples`: blanks in the JSON, the role in every delta, a stray `</s>`, no usage in streams
   * (model pages of early 2025); `plain`: compact, role once, usage on the last chunk (docs 2026).
   */
  readonly form: "samples" | "plain";
  /** `tags`: thinking stands in the content between <think> tags; `field`: in reasoning_content. */
  readonly reasoning: "none" | "tags" | "field";
}

const row = (
  id: string,
  contextTokens: number,
  prices: readonly [number, number, number],
  form: HostedModel["form"],
  reasoning: HostedModel["reasoning"],
): HostedModel => ({
  id,
  contextTokens,
  maxOutputTokens: 16_384,
  inputPrice: prices[0],
  outputPrice: prices[1],
  cachedPrice: prices[2],
  form,
  reasoning,
});

/** The models the emulator serves. */
const hostedModels: readonly HostedModel[] = [
  row("deepseek-ai/DeepSeek-V4-Flash", 1_048_576, [0.1, 0.2, 0.02], "plain", "field"),
  row("deepseek-ai/DeepSeek-V4.1-Flash", 1_048_576, [0.1, 0.2, 0.02], "plain", "field"),
  row("deepseek-ai/DeepSeek-V4-Pro", 1_048_576, [1.3, 2.6, 0.1], "plain", "field"),
  row("deepseek-ai/DeepSeek-V3.2", 163_840, [0.26, 0.38, 0.13], "plain", "field"),
  row("deepseek-ai/DeepSeek-R1-0528", 163_840, [0.5, 2.15, 0.35], "plain", "field"),
  row("deepseek-ai/DeepSeek-R1", 163_840, [0.5, 2.15, 0.35], "samples", "tags"),
  row("deepseek-ai/DeepSeek-V3", 16_000, [0.85, 0.9, 0.85], "samples", "none"),
  row("Qwen/Qwen2.5-Coder-32B-Instruct", 32_768, [0.06, 0.15, 0.06], "plain", "none"),
];

/** A model by its id; a version behind a colon is accepted (`MODEL:VERSION`, docs 2026). */
export function hostedModel(id: string): HostedModel | undefined {
  const [name] = id.split(":");
  return hostedModels.find((model) => model.id === name);
}

/** GET /v1/openai/models (OpenAPI document, 2026-03-25). */
export function hostedModelList(createdSeconds: number): object {
  return {
    object: "list",
    data: hostedModels.map((model) => ({
      id: model.id,
      object: "model",
      created: createdSeconds,
      owned_by: "deepinfra",
      root: model.id,
      parent: null,
      metadata: {
        description: "Served by Midfill's emulator, no language model",
        context_length: model.contextTokens,
        max_tokens: model.maxOutputTokens,
        pricing: {
          input_tokens: model.inputPrice,
          output_tokens: model.outputPrice,
          cache_read_tokens: model.cachedPrice,
        },
        tags: model.reasoning === "none" ? [] : ["reasoning"],
      },
    })),
  };
}
