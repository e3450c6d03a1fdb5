/** Longest wait a server may ask for, in ms; a longer wish counts as this. */
export const maxRetryAfterMs = 60_000;

/**
 * How long the server asked to wait, 0 to 60,000 ms; undefined when it did not say, or not intelligibly. Reads
 * `retry-after-ms`, then `retry-after` in seconds or as a date. A date is compared with the server's own `date`
 * header where there is one, so that a wrong clock on this machine does no harm.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const milliseconds = numberIn(headers["retry-after-ms"]);
  if (milliseconds !== undefined) return clamp(milliseconds);
  const header = headers["retry-after"];
  const seconds = numberIn(header);
  if (seconds !== undefined) return clamp(seconds * 1000);
  // `Date.parse` takes more than HTTP dates ("-5", "x 1"); an HTTP date begins with the day's name (RFC 9110 5.6.7).
  if (header === undefined || !/^\s*[A-Z][a-z]{2,8},? /.test(header)) return undefined;
  const dateMs = Date.parse(header);
  if (Number.isNaN(dateMs)) return undefined;
  const serverNowMs = Date.parse(headers["date"] ?? "");
  return clamp(dateMs - (Number.isNaN(serverNowMs) ? Date.now() : serverNowMs));
}

function numberIn(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const value = Number(header);
  return Number.isNaN(value) ? undefined : value;
}

function clamp(waitMs: number): number {
  return Math.min(Math.max(waitMs, 0), maxRetryAfterMs);
}
