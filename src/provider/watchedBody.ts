import { createBell } from "./bell";
import type { Clock } from "./clock";
import type { Deadlines, StreamStatus } from "./exchange";
import type { OpenedExchange } from "./openExchange";
import { type Expiry, StreamWatch } from "./streamWatch";
import { timeoutError } from "./timeoutError";
import { fromTransportFailure } from "./transportFailure";

/** The bytes of an answer under its clocks. */
export interface WatchedBody {
  /** Whoever understands the bytes tells it about progress and the finish reason. */
  readonly watch: Pick<StreamWatch, "sawProgress" | "sawFinish" | "sawDone">;
  /**
   * Statuses and bytes as they come. Iterate once. Returns at the end of the body; once the finish reason is
   * known, a missing or broken end counts as one. Leaving the loop leaves no timer and no listener; ending the
   * exchange is the caller's part (`response.discard`).
   *
   * @throws ProviderError, or the signal's reason
   */
  items(): AsyncGenerator<StreamStatus | BodyBytes, void, undefined>;
}

/** A piece of the body, cut anywhere. */
interface BodyBytes {
  readonly type: "bytes";
  readonly bytes: Uint8Array;
}

/** Starts the clocks of an answer whose head has just come. */
export function watchBody(
  opened: OpenedExchange,
  clock: Clock,
  deadlines: Deadlines,
  signal: AbortSignal,
): WatchedBody {
  const bell = createBell();
  const statuses: StreamStatus[] = [];
  let expiry: Expiry | undefined;
  const watch = new StreamWatch(clock, deadlines, {
    status: (status) => {
      statuses.push(status);
      bell.ring();
    },
    expired: (passed) => {
      expiry = passed;
      bell.ring();
    },
  });

  const onAbort = () => bell.ring();

  async function* items(): AsyncGenerator<StreamStatus | BodyBytes, void, undefined> {
    const iterator = opened.response.body[Symbol.asyncIterator]();
    let bytesSeen = 0;
    let outcome: ReadOutcome | undefined;
    const read = () => {
      iterator.next().then(
        (result) => {
          outcome = { result };
          bell.ring();
        },
        (error: unknown) => {
          outcome = { error };
          bell.ring();
        },
      );
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      signal.throwIfAborted();
      read();
      for (;;) {
        watch.resume();
        await bell.wait();
        watch.pause();
        signal.throwIfAborted();
        for (const status of statuses.splice(0)) yield status;
        signal.throwIfAborted();
        // Bytes first: they may have come at the same moment as the end of a wait.
        if (outcome === undefined) {
          if (expiry === undefined) continue;
          if (expiry.phase === "tail") return;
          throw timeoutError(opened.providerLabel, opened.host, expiry.phase, expiry.waitedMs);
        }
        if ("error" in outcome) {
          if (watch.isInTail) return;
          throw fromTransportFailure(outcome.error, { ...opened, bytesSeen });
        }
        const { result } = outcome;
        if (result.done === true) return;
        outcome = undefined;
        bytesSeen += result.value.length;
        watch.sawBytes();
        yield { type: "bytes", bytes: result.value };
        signal.throwIfAborted();
        read();
      }
    } finally {
      watch.pause();
      signal.removeEventListener("abort", onAbort);
    }
  }

  return { watch, items };
}

type ReadOutcome = { readonly result: IteratorResult<Uint8Array> } | { readonly error: unknown };
