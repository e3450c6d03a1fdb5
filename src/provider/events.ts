import type { StreamStatus } from "./exchange";

/** Why the model stopped. `other` stands for a reason this version does not know. */
export type FinishReason =
  "stop" | "length" | "content-filter" | "tool-calls" | "insufficient-resource" | "aborted" | "other";

/** Tokens as the provider counted them. A missing field was not told; it is never guessed here. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
  /** Part of `promptTokens` read from the provider's prefix cache. */
  readonly cacheHitTokens?: number;
  /** Part of `promptTokens` not in the cache. */
  readonly cacheMissTokens?: number;
  /** Part of `completionTokens` spent on thinking. */
  readonly reasoningTokens?: number;
  /** DeepInfra's `estimated_cost`, in US dollars. */
  readonly estimatedCostUsd?: number;
}

/** One token with its natural logarithm of probability; −9999 means outside the provider's list. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
}

/** The last event of every stream that ended as the provider meant it. */
export interface FinishEvent {
  readonly type: "finish";
  readonly finishReason: FinishReason;
  readonly usage?: Usage;
  /** The model that answered, as the provider names it. */
  readonly model?: string;
  /** The provider's request id, where a header carries one. */
  readonly requestId?: string;
  readonly systemFingerprint?: string;
  /** What the provider says about the tier that served it. */
  readonly serviceTier?: string;
  /** Tool calls that the server leaked into the text, and that could not be read or were not wanted, were left out. */
  readonly hasDroppedMarkup?: true;
}

/** A piece of a tool call; pieces of one call share `index`. */
export interface ToolCallDelta {
  readonly type: "tool-call-delta";
  /** 0 … 127. */
  readonly index: number;
  readonly id?: string;
  readonly name?: string;
  readonly argumentsDelta: string;
}

/** Events of a chat stream, in order: statuses anywhere, reasoning before text or tool calls, `finish` last. */
export type ChatEvent =
  | StreamStatus
  | { readonly type: "reasoning-delta"; readonly text: string }
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "logprobs"; readonly tokens: readonly TokenLogprob[] }
  | ToolCallDelta
  | FinishEvent;

/** Events of a fill-in-the-middle stream. */
export type FimEvent =
  | StreamStatus
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "logprobs"; readonly tokens: readonly TokenLogprob[] }
  | FinishEvent;
