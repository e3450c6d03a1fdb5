import { addressesOf } from "./apiAddresses";
import { chatBody } from "./chat";
import type { ChatRequest } from "./chatRequest";
import { checkBaseUrl } from "./endpoint";
import { ProviderError } from "./errors";
import type { Exchange } from "./exchange";
import type { ProviderProfile } from "./profiles";
import type { LeftOutParameter } from "./selectParameters";

/** A chat request, ready to be sent but for the key. */
export interface ChatExchange {
  readonly exchange: Exchange;
  /** The model asked for, after translation; empty where the server has only one. */
  readonly model: string;
  /** The answer may call tools. */
  readonly offersTools: boolean;
  /** See `ChatBody`. */
  readonly continues: ReturnType<typeof chatBody>["continues"];
  readonly leftOut: readonly LeftOutParameter[];
}

/**
 * Where a chat request goes and what it says.
 *
 * @param baseUrl as the user wrote it
 * @throws ProviderError for an address that cannot be used, and where no model is chosen and one has to be
 */
export function chatExchange(profile: ProviderProfile, baseUrl: string, request: ChatRequest): ChatExchange {
  const { chat, chatBeta } = addressesOf(profile, checkBaseUrl(baseUrl));
  const { body, model, needsBeta, continues, leftOut } = chatBody(profile, request);
  requireModel(profile, model);
  return {
    exchange: {
      method: "POST",
      url: needsBeta ? chatBeta : chat,
      body,
      providerLabel: profile.label,
      needsKey: profile.needsKey,
    },
    model,
    offersTools: body["tools"] !== undefined && body["tool_choice"] !== "none",
    continues,
    leftOut,
  };
}

/** @throws ProviderError of kind `model` where one has to be named and is not */
export function requireModel(profile: ProviderProfile, model: string): void {
  if (model !== "" || !profile.needsModel) return;
  throw new ProviderError("model", {
    message: `No model is chosen for ${profile.label}.`,
    nextStep: "Choose a model.",
    isRetryable: false,
  });
}
