import type { ChatEvent, FimEvent } from "./events";
import type { ChatRequest } from "./chatRequest";
import type { FimRequest } from "./fimRequest";

/** A model that the provider offers; everything but `id` only where it says so. */
export interface ModelInfo {
  readonly id: string;
  readonly label?: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly takesImages?: boolean;
}

/** Money left at the provider, in its own words: amounts are decimal strings. */
export interface Balance {
  readonly isAvailable: boolean;
  readonly amounts: readonly {
    readonly currency: string;
    readonly total: string;
    readonly granted: string;
    readonly toppedUp: string;
  }[];
}

/**
 * A provider with an address: what every feature talks to. Streams are async generators; leaving the loop or
 * aborting `signal` ends the request and its socket. A stream ends in exactly one way: it yields `finish` and
 * returns; it throws a `ProviderError`; or it throws the signal's reason.
 */
export interface ProviderClient {
  /** The provider's name for people, such as "DeepSeek". */
  readonly label: string;
  complete(request: FimRequest, signal: AbortSignal): AsyncGenerator<FimEvent, void, undefined>;
  streamChat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, void, undefined>;
  /** @throws ProviderError */
  listModels(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Undefined where the provider has no such call. @throws ProviderError */
  balance(signal: AbortSignal): Promise<Balance | undefined>;
}
