/**
 * What went wrong, as far as anybody acts on it:
 * - `auth` 401 or 403: no key, a wrong key, or a key for another origin
 * - `balance` 402
 * - `rate-limit` 429
 * - `model` the provider does not know the model; `availableModels` holds the names it listed, if it listed any
 * - `context-length` the request holds more tokens than the model takes
 * - `bad-request` any other 400, 404, 405, 422
 * - `server` 5xx, and `insufficient_system_resource` before any text
 * - `network` no connection: DNS, refused, reset before an answer, offline
 * - `tls` the certificate was refused
 * - `proxy` the proxy refused (407) or could not be reached
 * - `redirect` the server answered 3xx; nothing was sent on
 * - `endpoint` the base URL itself is not acceptable (scheme, user info, malformed)
 * - `timeout` a deadline passed; `phase` says which
 * - `cut-short` the stream ended, or was reset, without a finish reason
 * - `bad-response` what came is not the API's answer: HTML, malformed JSON, wrong content type, empty
 * - `too-large` a limit on the size of the answer was passed
 */
export type ProviderErrorKind =
  | "auth"
  | "balance"
  | "rate-limit"
  | "model"
  | "context-length"
  | "bad-request"
  | "server"
  | "network"
  | "tls"
  | "proxy"
  | "redirect"
  | "endpoint"
  | "timeout"
  | "cut-short"
  | "bad-response"
  | "too-large";

/** Which wait a `timeout` ended. */
export type TimeoutPhase = "connect" | "headers" | "queued" | "stalled" | "silent" | "total";

/** The facts an error is made from. Texts are already free of keys, HTML and control characters, and short. */
export interface ProviderErrorFacts {
  /** A sentence for the person: what failed, at which provider or host. No key, no prompt, no code. */
  readonly message: string;
  /** A sentence that says what to do next. */
  readonly nextStep: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** Whether the same request may succeed when it is sent again. */
  readonly isRetryable: boolean;
  /** How long the server asked to wait (`Retry-After`), 0 to 60,000 ms; missing when it did not say. */
  readonly retryAfterMs?: number;
  /** The provider's own id of the request (`x-ds-trace-id`), for a support request. */
  readonly requestId?: string;
  readonly phase?: TimeoutPhase;
  readonly availableModels?: readonly string[];
  /** A code such as `ECONNREFUSED` or `UND_ERR_SOCKET`: for the log only. */
  readonly code?: string;
}

/** Everything that `src/provider` throws on purpose. Aborting is not an error: it throws the signal's reason. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly kind: ProviderErrorKind;
  readonly facts: ProviderErrorFacts;

  constructor(kind: ProviderErrorKind, facts: ProviderErrorFacts) {
    super(facts.message);
    this.kind = kind;
    this.facts = facts;
  }
}
