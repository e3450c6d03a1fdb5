import type { Exchange } from "./exchange";
import type { TransportRequest } from "./transport";

/** What goes over the wire, byte for byte, but for what HTTP itself adds (host, length). */
export type HttpRequest = Pick<TransportRequest, "method" | "url" | "headers" | "body">;

/** Values of the `accept` header. */
export const acceptsStream = "text/event-stream";
export const acceptsJson = "application/json";

/**
 * An exchange as HTTP: what is sent, and what “Show Request” shows, is made here and nowhere else.
 *
 * @param authorization value of the header; undefined: none is sent
 */
export function httpRequestOf(
  { method, url, body }: Exchange,
  accept: string,
  authorization: string | undefined,
): HttpRequest {
  const hasBody = method === "POST";
  return {
    method,
    url,
    headers: {
      accept,
      // A compressed answer could be a thousand times larger than it looks (a 204 KB gzip bomb gave 210 MB).
      "accept-encoding": "identity",
      ...(hasBody && { "content-type": "application/json" }),
      ...(authorization !== undefined && { authorization }),
    },
    ...(hasBody && { body: JSON.stringify(body ?? {}) }),
  };
}
