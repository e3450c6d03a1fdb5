import type { OpenedExchange } from "./openExchange";
import { readText } from "./readText";
import { isEventStream, notAStream, StreamAnswer } from "./streamAnswer";
import type { StreamItem, StreamOptions } from "./streamExchange";
import { watchBody } from "./watchedBody";

/** How much of an answer that is no stream is read for its message, in bytes, and for how long, in ms. */
const maxOtherBodyBytes = 65_536;
const otherBodyMs = 5_000;

/**
 * The statuses and events of an answer whose head has come, until the answer is complete.
 *
 * @throws ProviderError, or the signal's reason
 */
export async function* readStream<T>(
  opened: OpenedExchange,
  options: StreamOptions<T>,
  signal: AbortSignal,
): AsyncGenerator<StreamItem<T>, void, undefined> {
  const { clock } = options.dependencies;
  if (!isEventStream(opened.contentType)) {
    const bounds = { maxBytes: maxOtherBodyBytes, maxMs: otherBodyMs, clock, signal };
    throw notAStream(opened, await readText(opened.response, bounds));
  }
  const body = watchBody(opened, clock, options.deadlines, signal);
  const answer = new StreamAnswer(opened, options.limits, (json) => options.parse(json));

  for await (const item of body.items()) {
    if (item.type === "status") {
      yield item;
      continue;
    }
    for (const piece of answer.take(item.bytes)) {
      if (piece === "done") {
        body.watch.sawDone();
        break;
      }
      if (body.watch.sawProgress(piece.progress)) yield { type: "status", status: "resumed" };
      if (piece.isFinished) body.watch.sawFinish();
      for (const event of piece.events) {
        yield { type: "event", event };
        signal.throwIfAborted();
      }
    }
  }
  for (const piece of answer.end()) {
    if (piece === "done") return;
    for (const event of piece.events) {
      yield { type: "event", event };
      signal.throwIfAborted();
    }
  }
}
