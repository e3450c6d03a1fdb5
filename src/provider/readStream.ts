import type { OpenedExchange } from "./openExchange";
import { readText } from "./readText";
import { isEventStream, notAStream, StreamAnswer, type TakenBytes } from "./streamAnswer";
import type { StreamItem, StreamOptions } from "./streamExchange";
import { WatchedBody } from "./watchedBody";

/** How much of an answer that is no stream is read for its message, in bytes, and for how long, in ms. */
const maxOtherBodyBytes = 65_536;
const otherBodyMs = 5_000;

/** The statuses and events of an answer whose head has come, until the answer is complete. */
export class StreamReading<T> {
  readonly #signal: AbortSignal;
  readonly #body: WatchedBody;
  readonly #answer: StreamAnswer<T>;
  #taken: TakenBytes<T> | undefined;
  #hasEnded = false;

  private constructor(opened: OpenedExchange, options: StreamOptions<T>, signal: AbortSignal) {
    this.#signal = signal;
    this.#body = new WatchedBody(opened, options.dependencies.clock, options.deadlines, signal);
    this.#answer = new StreamAnswer(opened, options.limits, (json) => options.parse(json));
  }

  /**
   * Starts the clocks of an answer; whoever starts one must `close` it. @throws ProviderError when it is no stream
   */
  static async start<T>(
    opened: OpenedExchange,
    options: StreamOptions<T>,
    signal: AbortSignal,
  ): Promise<StreamReading<T>> {
    if (isEventStream(opened.contentType)) return new StreamReading(opened, options, signal);
    const { clock } = options.dependencies;
    const bounds = { maxBytes: maxOtherBodyBytes, maxMs: otherBodyMs, clock, signal };
    throw notAStream(opened, await readText(opened.response, bounds));
  }

  /**
   * The next status or events, those of one network chunk together; undefined when the answer is complete.
   *
   * @throws ProviderError, or the signal's reason
   */
  async next(): Promise<StreamItem<T> | undefined> {
    this.#signal.throwIfAborted();
    for (;;) {
      const taken = this.#taken;
      this.#taken = undefined;
      if (taken !== undefined) {
        if (taken.failure !== undefined) this.#taken = { ...taken, events: [] };
        if (taken.events.length > 0) return { type: "events", events: taken.events };
        if (taken.failure !== undefined) throw taken.failure;
      }
      if (this.#hasEnded) return undefined;
      const item = await this.#body.next();
      if (item === undefined) {
        this.#hasEnded = true;
        this.#taken = this.#answer.end();
      } else if (item instanceof Uint8Array) {
        const hasResumed = this.#take(this.#answer.take(item));
        if (hasResumed) return { type: "status", status: "resumed" };
      } else {
        return item;
      }
    }
  }

  /** Leaves no timer and no listener. */
  close(): void {
    this.#body.close();
  }

  /** Feeds the clocks; whether a stall is over that was told. */
  #take(taken: TakenBytes<T>): boolean {
    const { watch } = this.#body;
    this.#taken = taken;
    const hasResumed = watch.sawProgress(taken.progress);
    if (taken.isDone) watch.sawDone();
    else if (taken.isFinished) watch.sawFinish();
    return hasResumed;
  }
}
