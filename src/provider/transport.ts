/** One HTTP request, complete. The transport adds nothing but what HTTP itself needs. */
export interface TransportRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  /** Lower-case names. Holds `authorization` when a key belongs to this URL's origin. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 text; present for POST. */
  readonly body?: string;
  readonly connectTimeoutMs: number;
  /** From the request being sent to the last byte of the answer's head. */
  readonly headersTimeoutMs: number;
  /** Such requests are aborted more often than not, so connections for the next ones are worth holding open. */
  readonly isOftenAborted?: boolean;
  /** Ends the request, and with it the socket's current exchange. */
  readonly signal: AbortSignal;
}

/** The answer's head, and its body as it comes. A 3xx is returned like any other status: nothing follows it. */
export interface TransportResponse {
  /** 0 for a redirect whose head the network stack hides (`fetch`'s "opaque redirect"). */
  readonly status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The raw bytes. Iterate once. Leaving the loop early, or calling `return()`, closes the exchange; a body that
   * nobody iterates must be given to `discard`.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the exchange without reading the body. May be called at any time, also twice. */
  discard(): void;
}

/**
 * How bytes get to the server. Throws what the network stack throws (see `fromTransportFailure` in
 * `transportFailure.ts`), or the signal's reason.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Loads what the first request would otherwise wait for. Sends nothing; may be called again. */
  prepare?(): Promise<void>;
  /** Closes idle connections and ends running exchanges. */
  dispose(): Promise<void>;
}
