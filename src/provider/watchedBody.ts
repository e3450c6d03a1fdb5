import { createBell } from "./bell";
import type { Clock } from "./clock";
import type { Deadlines, StreamStatus } from "./exchange";
import type { OpenedExchange } from "./openExchange";
import { type Expiry, StreamWatch } from "./streamWatch";
import { timeoutError } from "./timeoutError";
import { fromTransportFailure } from "./transportFailure";

type ReadOutcome = { readonly result: IteratorResult<Uint8Array> } | { readonly error: unknown };

/**
 * The bytes of an answer under its clocks. Not a generator, nor are its readers: each generator between the socket and
 * the reader of an answer cost a tenth of the time that a token takes (bench figure `sse`).
 */
export class WatchedBody {
  /** Whoever understands the bytes tells it about progress and the finish reason. */
  readonly watch: StreamWatch;
  readonly #opened: OpenedExchange;
  readonly #signal: AbortSignal;
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #bell = createBell();
  readonly #statuses: StreamStatus[] = [];
  readonly #ring = () => this.#bell.ring();
  #expiry: Expiry | undefined;
  #isReading = false;
  #outcome: ReadOutcome | undefined;
  #bytesSeen = 0;

  /** Starts the clocks of an answer whose head has just come. Whoever makes one must `close` it. */
  constructor(opened: OpenedExchange, clock: Clock, deadlines: Deadlines, signal: AbortSignal) {
    this.#opened = opened;
    this.#signal = signal;
    this.#iterator = opened.response.body[Symbol.asyncIterator]();
    this.watch = new StreamWatch(clock, deadlines, {
      status: (status) => {
        this.#statuses.push(status);
        this.#bell.ring();
      },
      expired: (passed) => {
        this.#expiry = passed;
        this.#bell.ring();
      },
    });
    signal.addEventListener("abort", this.#ring, { once: true });
  }

  /**
   * The next status or bytes, cut anywhere; undefined at the end of the body. Once the finish reason is known, a missing
   * or broken end counts as one. The clocks run while this is awaited.
   *
   * @throws ProviderError, or the signal's reason
   */
  async next(): Promise<StreamStatus | Uint8Array | undefined> {
    this.#signal.throwIfAborted();
    if (!this.#isReading) this.#read();
    for (;;) {
      const status = this.#statuses.shift();
      if (status !== undefined) return status;
      this.watch.resume();
      await this.#bell.wait();
      this.watch.pause();
      this.#signal.throwIfAborted();
      if (this.#statuses.length > 0) {
        this.#bell.ring();
        continue;
      }
      // Bytes first: they may have come at the same moment as the end of a wait.
      const outcome = this.#outcome;
      if (outcome !== undefined) return this.#take(outcome);
      if (this.#expiry === undefined) continue;
      const { phase, waitedMs } = this.#expiry;
      if (phase === "tail") return undefined;
      throw timeoutError(this.#opened.providerLabel, this.#opened.host, phase, waitedMs);
    }
  }

  /** Leaves no timer and no listener. Ending the exchange is the caller's part (`response.discard`). */
  close(): void {
    this.watch.stop();
    this.#signal.removeEventListener("abort", this.#ring);
  }

  #read(): void {
    this.#isReading = true;
    this.#iterator.next().then(
      (result) => {
        this.#outcome = { result };
        this.#bell.ring();
      },
      (error: unknown) => {
        this.#outcome = { error };
        this.#bell.ring();
      },
    );
  }

  #take(outcome: ReadOutcome): Uint8Array | undefined {
    if ("error" in outcome) {
      if (this.watch.isInTail) return undefined;
      throw fromTransportFailure(outcome.error, { ...this.#opened, bytesSeen: this.#bytesSeen });
    }
    const { result } = outcome;
    if (result.done === true) return undefined;
    this.#outcome = undefined;
    this.#isReading = false;
    this.#bytesSeen += result.value.length;
    this.watch.sawBytes();
    return result.value;
  }
}
