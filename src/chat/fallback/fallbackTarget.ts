import type { ChatEvent } from "../../provider/events";

/** Another provider that can answer in the place of the one that fails. */
export interface FallbackTarget {
  readonly providerId: string;
  /** Its name for people. */
  readonly label: string;
  /** The model it is asked for. */
  readonly model: string;
  /** Asks it the same. May throw a `ProviderError` (an address that cannot be used). */
  readonly stream: (signal: AbortSignal) => AsyncGenerator<ChatEvent, void, undefined>;
}

/** Told before the first event of the provider that answers instead. */
export interface FallbackEvent {
  readonly type: "status";
  readonly status: "fallback";
  /** Names for people. */
  readonly from: string;
  readonly to: string;
  readonly providerId: string;
  readonly model: string;
  /** Sentences for the person: what failed, and who answers. */
  readonly reason: string;
}
