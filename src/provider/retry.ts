import { ProviderError } from "./errors";
import { maxRetryAfterMs } from "./retryAfter";

const firstBackoffMs = 500;
const maxBackoffMs = 8_000;

/** Largest part by which a backoff is shortened, so that many clients do not come back at the same moment. */
const jitterShare = 0.25;

/** Failures that another try half a second later may mend, and a third one will not. */
const unreachableCodes: ReadonlySet<string | undefined> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
]);

/**
 * How long to wait, in ms, before the request is sent again; undefined when it must not be. `failedTries` is 1
 * after the first try; `random` is 0 ≤ value < 1. Ask only while nothing of the answer has been passed on.
 *
 * The server's `Retry-After` counts as it is, up to a minute; otherwise 0.5 s, 1 s, 2 s … up to 8 s, less up to
 * a quarter.
 */
export function retryWaitMs(
  error: unknown,
  failedTries: number,
  maxRetries: number,
  random: number,
): number | undefined {
  if (!(error instanceof ProviderError) || !error.facts.isRetryable) return undefined;
  if (failedTries > maxRetriesOf(error, maxRetries)) return undefined;
  if (error.facts.retryAfterMs !== undefined) return Math.min(error.facts.retryAfterMs, maxRetryAfterMs);
  const backoffMs = Math.min(firstBackoffMs * 2 ** (failedTries - 1), maxBackoffMs);
  return Math.round(backoffMs * (1 - jitterShare * random));
}

function maxRetriesOf(error: ProviderError, maxRetries: number): number {
  // A person has waited long already when one of these ends; they decide whether to go on.
  if (error.kind === "timeout" && error.facts.phase !== "connect" && error.facts.phase !== "headers")
    return 0;
  return unreachableCodes.has(error.facts.code) ? Math.min(1, maxRetries) : maxRetries;
}
