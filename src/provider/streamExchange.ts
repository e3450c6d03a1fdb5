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
import { acceptsStream } from "./httpRequest";
import { type OpenedExchange, openExchange } from "./openExchange";
import { StreamReading } from "./readStream";
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
  /** Those that came together, at least one. */
  | { readonly type: "events"; readonly events: readonly T[] };

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
    let opened: OpenedExchange | undefined;
    let reading: StreamReading<T> | undefined;
    let waitMs: number | undefined;
    let failure: unknown;
    try {
      opened = await openExchange(exchange, { ...options, accept: acceptsStream }, signal);
      yield { type: "head", ...(opened.requestId !== undefined && { requestId: opened.requestId }) };
      reading = await StreamReading.start(opened, options, signal);
      for (let item = await reading.next(); item !== undefined; item = await reading.next()) {
        hasYieldedEvent ||= item.type === "events";
        yield item;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
      waitMs = hasYieldedEvent
        ? undefined
        : retryWaitMs(error, attempt, limits.maxRetries, dependencies.random());
    } finally {
      reading?.close();
      // After a complete answer this does nothing, and the connection can be used again.
      opened?.response.discard();
    }
    if (waitMs === undefined || !(failure instanceof ProviderError)) throw failure;
    yield { type: "status", status: "retrying", attempt: attempt + 1, waitMs, reason: failure.message };
    await delay(dependencies.clock, waitMs, signal);
  }
}
