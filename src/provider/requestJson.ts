import { emptyAnswer, malformedJson, notAnApiAnswer } from "./badResponse";
import { delay } from "./clock";
import { holdsError } from "./errorBody";
import { ProviderError } from "./errors";
import type { Deadlines, Exchange, ExchangeDependencies, Limits } from "./exchange";
import { acceptsJson } from "./httpRequest";
import { type OpenedExchange, openExchange } from "./openExchange";
import { errorInAnswer } from "./responseError";
import { retryWaitMs } from "./retry";
import { WatchedBody } from "./watchedBody";

/** What an exchange with an answer in one piece needs beside the request itself. */
export interface JsonOptions {
  readonly dependencies: ExchangeDependencies;
  readonly deadlines: Deadlines;
  readonly limits: Limits;
}

/** The answer, not yet looked at. */
export interface JsonAnswer {
  readonly json: unknown;
  readonly requestId?: string;
}

/**
 * Sends a request and reads its answer as JSON. Blank lines before it are a provider's keep-alive while it queues
 * (DeepSeek API docs, rate limit page, 2026-11-21) and feed no clock but the queue's; an answer of nothing else is
 * a retryable `bad-response`. Retryable failures are repeated as `limits` allow.
 *
 * @throws ProviderError, also for an error object in an answer with status 200; or the signal's reason
 */
export async function requestJson(
  exchange: Exchange,
  options: JsonOptions,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const { dependencies, limits } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await requestOnce(exchange, options, signal);
    } catch (error) {
      signal.throwIfAborted();
      const waitMs = retryWaitMs(error, attempt, limits.maxRetries, dependencies.random());
      if (waitMs === undefined) throw error;
      await delay(dependencies.clock, waitMs, signal);
    }
  }
}

async function requestOnce(
  exchange: Exchange,
  options: JsonOptions,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const opened = await openExchange(exchange, { ...options, accept: acceptsJson }, signal);
  try {
    const text = await readWhole(opened, options, signal);
    const json = parse(opened, text);
    if (holdsError(json)) {
      throw errorInAnswer(opened.providerLabel, opened.response.headers, json, opened.errorContext);
    }
    return { json, ...(opened.requestId !== undefined && { requestId: opened.requestId }) };
  } finally {
    opened.response.discard();
  }
}

async function readWhole(opened: OpenedExchange, options: JsonOptions, signal: AbortSignal): Promise<string> {
  const body = new WatchedBody(opened, options.dependencies.clock, options.deadlines, signal);
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let byteCount = 0;
  let hasText = false;
  try {
    for (let item = await body.next(); item !== undefined; item = await body.next()) {
      if (!(item instanceof Uint8Array)) continue;
      byteCount += item.length;
      if (byteCount > options.limits.maxBodyBytes) throw tooLarge(opened);
      const piece = decoder.decode(item, { stream: true });
      hasText ||= piece.trim() !== "";
      if (hasText) {
        pieces.push(piece);
        body.watch.sawProgress("text");
      }
    }
  } finally {
    body.close();
  }
  return pieces.join("") + decoder.decode();
}

function parse(opened: OpenedExchange, text: string): unknown {
  if (text.trim() === "") throw emptyAnswer(opened);
  try {
    return JSON.parse(text);
  } catch {
    throw opened.contentType.includes("json") ? malformedJson(opened) : notAnApiAnswer(opened, text);
  }
}

function tooLarge({ providerLabel, host }: OpenedExchange): ProviderError {
  return new ProviderError("too-large", {
    message: `The answer from ${providerLabel} (${host}) was stopped because it grew past its limit.`,
    nextStep: "Check the base URL; this is not the size of an API answer.",
    isRetryable: false,
  });
}
