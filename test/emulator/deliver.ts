import { once } from "node:events";
import { delay, systemClock } from "../../src/provider/clock";
import type { Call } from "./call";

/** One event of a stream and the tokens it stands for, which decide when it is sent. */
export interface StreamEvent {
  /** What follows `data: `. */
  readonly data: string;
  readonly tokens: number;
}

/**
 * Sends a JSON answer when a model would have written it. While "queued" the head and empty lines go out first
 * (DeepSeek API docs, rate-limit page): then there is no Content-Length.
 */
export async function deliverJson(
  call: Call,
  headers: Readonly<Record<string, string>>,
  json: string,
  tokens: number,
): Promise<void> {
  const { response, behaviour, signal } = call;
  const { keepAlives, everyMs } = behaviour.queue;
  const head = { "Content-Type": "application/json", ...headers };
  if (keepAlives > 0) {
    response.writeHead(200, head);
    for (let sent = 0; sent < keepAlives; sent += 1) {
      response.write("\n");
      await delay(systemClock, everyMs, signal);
    }
  }
  const writingMs = behaviour.tokensPerSecond > 0 ? (tokens / behaviour.tokensPerSecond) * 1000 : 0;
  await pause(behaviour.firstTokenMs + writingMs, signal);
  if (keepAlives === 0) response.writeHead(200, { ...head, "Content-Length": Buffer.byteLength(json) });
  response.end(json);
}

/**
 * Sends a stream, each event when its tokens would have been written; those that are late go out together. Stops
 * with the signal's reason when the client leaves.
 */
export async function deliverStream(
  call: Call,
  headers: Readonly<Record<string, string>>,
  events: Iterable<StreamEvent>,
): Promise<void> {
  const { response, behaviour, signal } = call;
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache",
    ...headers,
  });
  response.flushHeaders();
  for (let sent = 0; sent < behaviour.queue.keepAlives; sent += 1) {
    response.write(": keep-alive\n\n");
    await delay(systemClock, behaviour.queue.everyMs, signal);
  }
  await pause(behaviour.firstTokenMs, signal);
  const startMs = systemClock.nowMs();
  let tokens = 0;
  for (const event of events) {
    if (behaviour.tokensPerSecond > 0) {
      const dueMs = startMs + (tokens / behaviour.tokensPerSecond) * 1000;
      await pause(dueMs - systemClock.nowMs(), signal);
    }
    signal.throwIfAborted();
    tokens += event.tokens;
    if (!response.write(`data: ${event.data}\n\n`)) await once(response, "drain", { signal });
  }
  if (behaviour.sendsDone && call.route.endpoint !== "infill") response.write("data: [DONE]\n\n");
  response.end();
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms >= 1) await delay(systemClock, ms, signal);
}
