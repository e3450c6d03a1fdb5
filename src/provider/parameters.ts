import type { ProviderId } from "./profiles";

/** What a parameter belongs to: the chat, or fill-in-the-middle completions. */
export type RequestRole = "chat" | "fim";

/**
 * What a provider does with a parameter. What it ignores is left out, with the reason in words that finish the sentence
 * "DeepSeek …"; what it would refuse only in some requests is left out there, see `Condition`.
 */
type Applicability =
  | {
      readonly does: "takes";
      /** The provider's name of it, where it is not the usual one. */
      readonly wireName?: string;
      /** Where the provider's own limit is lower than the parameter's. */
      readonly maximum?: number;
      /** When it has an effect, where that depends on the request. */
      readonly when?: Condition;
      /** The provider's own default, for people. */
      readonly defaultText: string;
    }
  | { readonly does: "ignores"; readonly why: string };

/** When a parameter has an effect. */
export type Condition =
  | "thinking-off"
  | "thinking-on"
  /** `required` is refused while thinking. */
  | "tools-not-required-while-thinking"
  | "tools"
  | "logprobs"
  /** A message must hold the word "json". */
  | "json-mentioned";

/** The JSON form of a value. Every value may also be null: then the provider decides. */
export type ParameterType =
  | { readonly kind: "number"; readonly minimum: number; readonly maximum: number; readonly isWhole: boolean }
  | { readonly kind: "boolean" }
  | { readonly kind: "text"; readonly pattern?: string; readonly maxChars: number }
  | { readonly kind: "choice"; readonly choices: Readonly<Record<string, string>> }
  | { readonly kind: "texts"; readonly maxItems: number }
  | { readonly kind: "whole-numbers"; readonly maxItems: number }
  | { readonly kind: "object" };

/** One request parameter that a user may set, as `midfill.chat.parameters.<name>` or `midfill.completions.parameters.<name>`. */
export interface RequestParameter {
  readonly name: string;
  readonly role: RequestRole;
  /** The usual name in a request. */
  readonly wireName: string;
  readonly type: ParameterType;
  /** What it does, for people; Markdown. */
  readonly description: string;
  readonly providers: Readonly<Record<ProviderId, Applicability>>;
}

/**
 * Fields of the documented requests that are no settings because Midfill decides them, with the reason. Together with
 * `requestParameters` these are all fields of DeepSeek's chat and FIM references (2026-09-11) and of DeepInfra's OpenAPI
 * document (2026-03-25).
 */
export const fieldsMidfillSets: Readonly<Record<string, string>> = {
  model: "has a setting of its own",
  messages: "the conversation",
  prompt: "the text before the cursor",
  suffix: "the text behind the cursor",
  tools: "the tools of the feature that asks",
  stream: "always on: answers are shown as they come",
  stream_options: "usage is always asked for",
  n: "one answer is shown, more would only be paid for; DeepSeek takes only 1",
  echo: "the prompt is known already; not together with a suffix",
  reasoning: "DeepInfra's second form of reasoning_effort",
  cache_control: "caching is automatic",
  return_tokens_as_token_ids: "would replace the text by numbers",
  data: "inputs other than text",
};

/** Fields that `extraBody` cannot replace: what is asked, of whom, and how the answer comes. */
export const protectedFields: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "prompt",
  "suffix",
  "input_prefix",
  "input_suffix",
  "stream",
]);

const takes = (
  defaultText: string,
  more: { wireName?: string; maximum?: number; when?: Condition } = {},
): Applicability => ({
  does: "takes",
  defaultText,
  ...more,
});
const ignores = (why: string): Applicability => ({ does: "ignores", why });

const number = (minimum: number, maximum: number): ParameterType => ({
  kind: "number",
  minimum,
  maximum,
  isWhole: false,
});
const whole = (minimum: number, maximum: number): ParameterType => ({
  kind: "number",
  minimum,
  maximum,
  isWhole: true,
});

// Reasons that several rows share, with their sources.
/** DeepSeek API docs, 2026-09-11. */
const deprecated = ignores("has deprecated it: no effect");
/** Unknown fields are dropped silently: probe of 2026-09-23. */
const notInDeepSeek = ignores("does not know it");
/** DeepInfra OpenAPI document, 2026-03-25. */
const notInDeepInfra = ignores("does not document it");
/** docs.ollama.com/api/openai-compatibility, read 2026-11-21. */
const notInOllama = ignores("does not list it among the fields of its OpenAI-compatible API");
const ownDefault = "the server's own";

/** Every request parameter that can be set, in the order in which it is offered. */
export const requestParameters: readonly RequestParameter[] = [
  {
    name: "thinking",
    role: "chat",
    wireName: "thinking",
    type: {
      kind: "choice",
      choices: { on: "Think before answering", off: "Answer at once" },
    },
    description:
      "Whether the model thinks before it answers. Thinking is billed as output and counts towards the maximum of tokens.",
    providers: {
      deepseek: takes("on"),
      deepinfra: takes("depends on the model"),
      llamacpp: takes("depends on the model's template"),
      ollama: takes("depends on the model"),
      compatible: ignores("has no switch that every such server takes; use `extraBody`"),
    },
  },
  {
    name: "reasoningEffort",
    role: "chat",
    wireName: "reasoning_effort",
    type: {
      kind: "choice",
      choices: {
        low: "Think briefly",
        medium: "Think for a while; DeepSeek reads it as high",
        high: "Think long",
        max: "Think as long as it takes; where there is no such level, high is sent",
      },
    },
    description: "How long the model thinks.",
    providers: {
      deepseek: takes("high", { when: "thinking-on" }),
      deepinfra: takes("depends on the model", { when: "thinking-on" }),
      llamacpp: ignores("leaves it to the model's template; use `chatTemplateKwargs`"),
      ollama: takes("depends on the model", { when: "thinking-on" }),
      compatible: takes(ownDefault, { when: "thinking-on" }),
    },
  },
  {
    name: "maxTokens",
    role: "chat",
    wireName: "max_tokens",
    // 1..393216 on DeepSeek (error text of the API, 2026), up to 1,000,000 on DeepInfra (OpenAPI document).
    type: whole(1, 1_000_000),
    description: "The longest answer, in tokens, thinking included. DeepSeek takes up to 393,216.",
    providers: {
      deepseek: takes("8K; 64K while thinking; 128K with effort max", { maximum: 393_216 }),
      deepinfra: takes("what the context leaves, at most 16,384"),
      llamacpp: takes("no limit"),
      ollama: takes(ownDefault),
      compatible: takes(ownDefault),
    },
  },
  {
    name: "temperature",
    role: "chat",
    wireName: "temperature",
    type: number(0, 2),
    description: "How freely the model chooses among likely tokens; 0 always takes the likeliest.",
    providers: {
      deepseek: takes("1", { when: "thinking-off" }),
      deepinfra: takes("1"),
      llamacpp: takes("0.8"),
      ollama: takes(ownDefault),
      compatible: takes(ownDefault),
    },
  },
  {
    name: "topP",
    role: "chat",
    wireName: "top_p",
    type: number(0.001, 1),
    description:
      "Only the likeliest tokens with this sum of probabilities are considered. Change `temperature` or this, not both. " +
      "DeepSeek uses it only while thinking and raises it to at least 0.95.",
    providers: {
      // Thinking: 0.95..1; without thinking fixed at 1 (DeepSeek API docs, 2026-09-11).
      deepseek: takes("1", { when: "thinking-on" }),
      deepinfra: takes("1"),
      llamacpp: takes("0.95"),
      ollama: takes(ownDefault),
      compatible: takes(ownDefault),
    },
  },
  {
    name: "minP",
    role: "chat",
    wireName: "min_p",
    type: number(0, 1),
    description: "Tokens less likely than this part of the likeliest one are left out; 0 is off.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("0"),
      llamacpp: takes("0.05"),
      ollama: notInOllama,
      compatible: takes(ownDefault),
    },
  },
  {
    name: "topK",
    role: "chat",
    wireName: "top_k",
    type: whole(0, 999),
    description: "Only this many of the likeliest tokens are considered; 0 is off.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("0"),
      llamacpp: takes("40"),
      ollama: notInOllama,
      compatible: takes(ownDefault),
    },
  },
  {
    name: "stop",
    role: "chat",
    wireName: "stop",
    type: { kind: "texts", maxItems: 16 },
    description:
      "The answer ends before any of these texts. DeepSeek takes 16; to DeepInfra and unknown servers the first 4 are sent.",
    providers: {
      deepseek: takes("none"),
      deepinfra: takes("none"),
      llamacpp: takes("none"),
      ollama: takes("none"),
      compatible: takes("none"),
    },
  },
  {
    name: "responseFormat",
    role: "chat",
    wireName: "response_format",
    type: {
      kind: "choice",
      choices: {
        text: "Free text",
        json_object: "A JSON object; DeepSeek wants the word “json” in a message",
      },
    },
    description: "The form of the answer. For schemas use `extraBody`.",
    providers: {
      deepseek: takes("text", { when: "json-mentioned" }),
      deepinfra: takes("text"),
      llamacpp: takes("text"),
      ollama: takes("text"),
      compatible: takes("text"),
    },
  },
  {
    name: "toolChoice",
    role: "chat",
    wireName: "tool_choice",
    type: {
      kind: "choice",
      choices: {
        auto: "The model decides",
        none: "No tool is called",
        required: "A tool is called; DeepSeek refuses this while thinking",
      },
    },
    description: "Whether the model may call tools. Sent only with requests that offer tools.",
    providers: {
      deepseek: takes("auto", { when: "tools-not-required-while-thinking" }),
      deepinfra: takes("auto", { when: "tools" }),
      llamacpp: takes("auto", { when: "tools" }),
      ollama: takes("auto", { when: "tools" }),
      compatible: takes("auto", { when: "tools" }),
    },
  },
  {
    name: "parallelToolCalls",
    role: "chat",
    wireName: "parallel_tool_calls",
    type: { kind: "boolean" },
    description:
      "Whether the model may call several tools at once. Sent only with requests that offer tools.",
    providers: {
      deepseek: ignores("reads it and does not use it"),
      deepinfra: notInDeepInfra,
      llamacpp: takes("off", { when: "tools" }),
      ollama: notInOllama,
      compatible: takes(ownDefault, { when: "tools" }),
    },
  },
  {
    name: "logprobs",
    role: "chat",
    wireName: "logprobs",
    type: { kind: "boolean" },
    description: "Ask for the probability of every token of the answer.",
    providers: {
      deepseek: takes("off"),
      deepinfra: takes("off"),
      llamacpp: takes("off"),
      ollama: takes("off"),
      compatible: takes("off"),
    },
  },
  {
    name: "topLogprobs",
    role: "chat",
    wireName: "top_logprobs",
    type: whole(0, 20),
    description: "Ask for this many alternatives of every token. Needs `logprobs`.",
    providers: {
      deepseek: takes("none", { when: "logprobs" }),
      deepinfra: notInDeepInfra,
      llamacpp: takes("none", { when: "logprobs" }),
      ollama: notInOllama,
      compatible: takes("none", { when: "logprobs" }),
    },
  },
  {
    name: "frequencyPenalty",
    role: "chat",
    wireName: "frequency_penalty",
    type: number(-2, 2),
    description: "Makes tokens less likely the more often they have come already.",
    providers: {
      deepseek: deprecated,
      deepinfra: takes("0"),
      llamacpp: takes("0"),
      ollama: takes("0"),
      compatible: takes("0"),
    },
  },
  {
    name: "presencePenalty",
    role: "chat",
    wireName: "presence_penalty",
    type: number(-2, 2),
    description: "Makes tokens less likely that have come already.",
    providers: {
      deepseek: deprecated,
      deepinfra: takes("0"),
      llamacpp: takes("0"),
      ollama: takes("0"),
      compatible: takes("0"),
    },
  },
  {
    name: "repetitionPenalty",
    role: "chat",
    wireName: "repetition_penalty",
    type: number(0.01, 5),
    description: "Divides the likelihood of tokens that have come already; 1 is off.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("1"),
      llamacpp: takes("1", { wireName: "repeat_penalty" }),
      ollama: notInOllama,
      compatible: takes("1"),
    },
  },
  {
    name: "seed",
    role: "chat",
    wireName: "seed",
    // Providers take up to 2^63; beyond 2^53 a JSON number is not exact.
    type: whole(0, Number.MAX_SAFE_INTEGER),
    description: "The same seed and request may give the same answer. No promise.",
    providers: {
      deepseek: ignores("accepts it without effect"),
      deepinfra: takes("random"),
      llamacpp: takes("random"),
      ollama: takes("random"),
      compatible: takes("random"),
    },
  },
  {
    name: "logitBias",
    role: "chat",
    wireName: "logit_bias",
    type: { kind: "object" },
    description: "Token ids with numbers from -100 to 100 that are added to their likelihood.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: notInDeepInfra,
      llamacpp: takes("none"),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  {
    name: "userId",
    role: "chat",
    wireName: "user",
    type: { kind: "text", pattern: "^[A-Za-z0-9_-]{1,512}$", maxChars: 512 },
    description:
      "A name of your own for whoever asks, such as a hash: DeepSeek keeps caches and abuse checks apart by it. No personal data.",
    providers: {
      deepseek: takes("none", { wireName: "user_id" }),
      deepinfra: takes("none"),
      llamacpp: ignores("has no users"),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  {
    name: "serviceTier",
    role: "chat",
    wireName: "service_tier",
    type: {
      kind: "choice",
      choices: {
        priority: "Served first, dearer (DeepInfra: 20 % more, not all models)",
        flex: "Served when there is room, where the provider has such a tier",
      },
    },
    description: "The tier that serves the request, and with it the price.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("the usual tier"),
      llamacpp: ignores("has no tiers"),
      ollama: notInOllama,
      compatible: takes("the usual tier"),
    },
  },
  {
    name: "promptCacheKey",
    role: "chat",
    wireName: "prompt_cache_key",
    type: { kind: "text", maxChars: 512 },
    description: "Requests with the same key look for each other's cached prompts. Caching works without it.",
    providers: {
      deepseek: ignores("caches by account and `userId`"),
      deepinfra: takes("none"),
      llamacpp: ignores("reuses its cache by itself"),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  {
    name: "chatTemplateKwargs",
    role: "chat",
    wireName: "chat_template_kwargs",
    type: { kind: "object" },
    description: "Variables for the model's chat template.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("none"),
      llamacpp: takes("none"),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  {
    name: "maxTokens",
    role: "fim",
    wireName: "max_tokens",
    // "up to 4K" on DeepSeek's FIM (API docs, 2026-09-11).
    type: whole(1, 4096),
    description:
      "The longest completion, in tokens. Midfill asks for less where the position allows only one line.",
    providers: {
      deepseek: takes("set by Midfill"),
      deepinfra: takes("set by Midfill"),
      llamacpp: takes("set by Midfill"),
      ollama: takes("set by Midfill"),
      compatible: takes("set by Midfill"),
    },
  },
  {
    name: "temperature",
    role: "fim",
    wireName: "temperature",
    type: number(0, 2),
    description: "How freely the model chooses among likely tokens; 0 always takes the likeliest.",
    providers: {
      deepseek: takes("1"),
      deepinfra: takes("1"),
      llamacpp: takes("0.8"),
      ollama: takes(ownDefault),
      compatible: takes(ownDefault),
    },
  },
  {
    name: "topP",
    role: "fim",
    wireName: "top_p",
    type: number(0.001, 1),
    description:
      "Only the likeliest tokens with this sum of probabilities are considered. Change `temperature` or this, not both.",
    providers: {
      deepseek: takes("1"),
      deepinfra: takes("1"),
      llamacpp: takes("0.95"),
      ollama: takes(ownDefault),
      compatible: takes(ownDefault),
    },
  },
  {
    name: "minP",
    role: "fim",
    wireName: "min_p",
    type: number(0, 1),
    description: "Tokens less likely than this part of the likeliest one are left out; 0 is off.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("0"),
      llamacpp: takes("0.05"),
      ollama: notInOllama,
      compatible: takes(ownDefault),
    },
  },
  {
    name: "topK",
    role: "fim",
    wireName: "top_k",
    type: whole(0, 999),
    description: "Only this many of the likeliest tokens are considered; 0 is off.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("0"),
      llamacpp: takes("40"),
      ollama: notInOllama,
      compatible: takes(ownDefault),
    },
  },
  {
    name: "stop",
    role: "fim",
    wireName: "stop",
    type: { kind: "texts", maxItems: 16 },
    description:
      "The completion ends before any of these texts, beside those that Midfill sends. DeepSeek takes 16; to DeepInfra and " +
      "unknown servers the first 4 are sent.",
    providers: {
      deepseek: takes("none"),
      deepinfra: takes("none"),
      llamacpp: takes("none"),
      ollama: takes("none"),
      compatible: takes("none"),
    },
  },
  {
    name: "stopTokenIds",
    role: "fim",
    wireName: "stop_token_ids",
    type: { kind: "whole-numbers", maxItems: 16 },
    description: "The completion ends at any of these tokens of the model.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("none"),
      llamacpp: ignores("stops at texts only"),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  {
    name: "responseFormat",
    role: "fim",
    wireName: "response_format",
    type: { kind: "choice", choices: { text: "Free text", json_object: "A JSON object" } },
    description: "The form of the completion.",
    providers: {
      deepseek: ignores("does not document it for FIM"),
      deepinfra: takes("text"),
      llamacpp: ignores("does not document it for `/infill`"),
      ollama: notInOllama,
      compatible: takes("text"),
    },
  },
  {
    name: "logprobs",
    role: "fim",
    wireName: "logprobs",
    type: whole(0, 20),
    description: "Ask for the probability of every token, with this many alternatives.",
    providers: {
      // `echo` excludes `suffix` and `logprobs`; a suffix with logprobs is documented (API docs, 2026-09-11).
      deepseek: takes("none"),
      deepinfra: takes("none"),
      llamacpp: takes("none", { wireName: "n_probs" }),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  {
    name: "frequencyPenalty",
    role: "fim",
    wireName: "frequency_penalty",
    type: number(-2, 2),
    description: "Makes tokens less likely the more often they have come already.",
    providers: {
      deepseek: deprecated,
      deepinfra: takes("0"),
      llamacpp: takes("0"),
      ollama: takes("0"),
      compatible: takes("0"),
    },
  },
  {
    name: "presencePenalty",
    role: "fim",
    wireName: "presence_penalty",
    type: number(-2, 2),
    description: "Makes tokens less likely that have come already.",
    providers: {
      deepseek: deprecated,
      deepinfra: takes("0"),
      llamacpp: takes("0"),
      ollama: takes("0"),
      compatible: takes("0"),
    },
  },
  {
    name: "repetitionPenalty",
    role: "fim",
    wireName: "repetition_penalty",
    type: number(0.01, 5),
    description: "Divides the likelihood of tokens that have come already; 1 is off.",
    providers: {
      deepseek: notInDeepSeek,
      deepinfra: takes("1"),
      llamacpp: takes("1", { wireName: "repeat_penalty" }),
      ollama: notInOllama,
      compatible: takes("1"),
    },
  },
  {
    name: "seed",
    role: "fim",
    wireName: "seed",
    type: whole(0, Number.MAX_SAFE_INTEGER),
    description: "The same seed and request may give the same completion. No promise.",
    providers: {
      deepseek: ignores("does not document it for FIM"),
      deepinfra: takes("random"),
      llamacpp: takes("random"),
      ollama: takes("random"),
      compatible: takes("random"),
    },
  },
  {
    name: "promptCacheKey",
    role: "fim",
    wireName: "prompt_cache_key",
    type: { kind: "text", maxChars: 512 },
    description: "Requests with the same key look for each other's cached prompts. Caching works without it.",
    providers: {
      deepseek: ignores("caches by account"),
      deepinfra: takes("none"),
      llamacpp: ignores("reuses its cache by itself"),
      ollama: notInOllama,
      compatible: takes("none"),
    },
  },
  ...(["chat", "fim"] as const).map((role): RequestParameter => ({
    name: "extraBody",
    role,
    wireName: "*",
    type: { kind: "object" },
    description:
      "Fields that are added to every request as they are, after all others: for what a server takes beyond these settings. " +
      "What is asked, of which model, and streaming cannot be replaced.",
    providers: {
      deepseek: takes("none"),
      deepinfra: takes("none"),
      llamacpp: takes("none"),
      ollama: takes("none"),
      compatible: takes("none"),
    },
  })),
];

/** The parameters of one role. */
export function parametersOf(role: RequestRole): readonly RequestParameter[] {
  return requestParameters.filter((parameter) => parameter.role === role);
}
