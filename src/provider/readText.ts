import type { Clock } from "./clock";
import type { TransportResponse } from "./transport";

/** Limits of `readText`. */
export interface ReadTextOptions {
  readonly maxBytes: number;
  readonly maxMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * As much of a body as comes within the limits, for looking at only: a body that is too long, too slow or cut off
 * gives what there was. Always ends the exchange.
 *
 * @throws the signal's reason
 */
export async function readText(response: TransportResponse, options: ReadTextOptions): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytesSeen = 0;
  const cancelTimer = options.clock.setTimer(() => response.discard(), options.maxMs);
  try {
    for await (const bytes of response.body) {
      const wanted = bytes.subarray(0, options.maxBytes - bytesSeen);
      text += decoder.decode(wanted, { stream: true });
      bytesSeen += wanted.length;
      if (bytesSeen >= options.maxBytes) break;
    }
  } catch {
    // A reset or the time limit: the status alone says enough, so what came is used.
  } finally {
    cancelTimer();
    response.discard();
  }
  options.signal.throwIfAborted();
  return text + decoder.decode();
}
