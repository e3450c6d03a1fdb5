import { chatExchange } from "./chatExchange";
import type { ChatRequest } from "./chatRequest";
import { acceptsStream, httpRequestOf } from "./httpRequest";
import type { ProviderProfile } from "./profiles";
import type { LeftOutParameter } from "./selectParameters";

/** What would be sent for a chat request, without its key. */
export interface RequestDescription {
  readonly method: string;
  readonly url: string;
  /** Without `authorization`; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The environment variable that stands for the key in a shell; missing where no key is sent. */
  readonly keyVariable?: string;
  /** Byte for byte what is sent. */
  readonly body: string;
  readonly leftOut: readonly LeftOutParameter[];
}

/**
 * Tells what a client for this provider and address sends for a chat request; sends nothing.
 *
 * @throws ProviderError where sending would throw before anything is sent
 */
export function describeRequest(
  { profile, baseUrl, hasKey }: { profile: ProviderProfile; baseUrl: string; hasKey: boolean },
  request: ChatRequest,
): RequestDescription {
  const { exchange, leftOut } = chatExchange(profile, baseUrl, request);
  const { method, url, headers, body = "" } = httpRequestOf(exchange, acceptsStream, undefined);
  return {
    method,
    url: url.href,
    headers,
    ...(hasKey && { keyVariable: `${profile.id.toUpperCase()}_API_KEY` }),
    body,
    leftOut,
  };
}
