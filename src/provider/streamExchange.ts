import { delay } from "./clock";
import { ProviderError } from "./errors";
import type {
  Deadlines,
  Exchange,
  ExchangeDependencies,
  Limits,
  ParsedChunk,
  StreamStatus,
} from "./exchange";
import { openExchange } from "./openExchange";
import { readStream } from "./readStream";
import { retryWaitMs } from "./retry";

/** What a streamed exchange needs beside the request itself. */
export interface StreamOptions<T> {
  readonly dependencies: ExchangeDependencies;
  readonly deadlines: Deadlines;
  readonly limits: Limits;
  /** Reads one data event. What it throws ends the stream; unless it is a ProviderError, as `bad-response`. */
  parse(json: unknown): ParsedChunk<T>;
}

/** What a streamed exchange tells: once a try has an answer, its head; then statuses and events. */
export type StreamItem<T> =
  | StreamStatus
  /** Comes again when the request was repeated; the last one counts. */
  | { readonly type: "head"; readonly requestId?: string }
  | { readonly type: "event"; readonly event: T };

/**
 * Sends a request and yields the events of its answer. Returns only when the provider said that the answer is
 * complete. Retryable failures are repeated while no event has been yielded, each announced by a `retrying`
 * status. Leaving the loop, or aborting `signal`, closes the connection at once.
 *
 * @throws ProviderError (`cut-short` when the answer ended without a finish reason), or the signal's reason
 */
export async function* streamExchange<T>(
  exchange: Exchange,
  options: StreamOptions<T>,
  signal: AbortSignal,
): AsyncGenerator<StreamItem<T>, void, undefined> {
  const { dependencies, limits } = options;
  let hasYieldedEvent = false;
  for (let attempt = 1; ; attempt++) {
    let waitMs: number | undefined;
    let failure: unknown;
    try {
      for await (const item of streamOnce(exchange, options, signal)) {
        hasYieldedEvent ||= item.type === "event";
        yield item;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
      waitMs = hasYieldedEvent
        ? undefined
        : retryWaitMs(error, attempt, limits.maxRetries, dependencies.random());
    }
    if (waitMs === undefined || !(failure instanceof ProviderError)) throw failure;
    yield { type: "status", status: "retrying", attempt: attempt + 1, waitMs, reason: failure.message };
    await delay(dependencies.clock, waitMs, signal);
  }
}

async function* streamOnce<T>(
  exchange: Exchange,
  options: StreamOptions<T>,
  signal: AbortSignal,
): AsyncGenerator<StreamItem<T>, void, undefined> {
  const opened = await openExchange(exchange, { ...options, accept: "text/event-stream" }, signal);
  try {
    yield { type: "head", ...(opened.requestId !== undefined && { requestId: opened.requestId }) };
    yield* readStream(opened, options, signal);
  } finally {
    // After a complete answer this does nothing, and the connection can be used again.
    opened.response.discard();
  }
}
