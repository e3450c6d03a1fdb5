import { ProviderError } from "../../provider/errors";

/**
 * Whether a failure is the provider's own, so that another one may well answer the same request: too many requests, its
 * servers, the way to them, no answer in time. What is wrong with the request, the key or the account moves nothing, for
 * the user has to know of it.
 */
export function canMoveElsewhere(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError)) return false;
  switch (error.kind) {
    case "rate-limit":
    case "server":
    case "network":
    case "timeout":
    case "cut-short":
      return true;
    case "bad-response":
      // Nothing but blank lines came.
      return error.facts.isRetryable;
    case "auth":
    case "balance":
    case "model":
    case "context-length":
    case "bad-request":
    case "tls":
    case "proxy":
    case "redirect":
    case "endpoint":
    case "too-large":
      return false;
  }
}
