import { createParser } from "eventsource-parser";

/** One dispatched event; `name` is its `event:` field, if it has one. */
export interface ServerSentEvent {
  readonly name?: string;
  readonly data: string;
}

/** Thrown by the decoder when one event passes its limit. */
export class EventTooLargeError extends Error {
  override readonly name = "EventTooLargeError";
}

/**
 * Turns the bytes of a `text/event-stream` into events, whatever way the bytes are cut: within a UTF-8 sequence,
 * between CR and LF, within a field. Comments, `id:` and `retry:` make no event; whoever wants to know that the
 * connection lives looks at the bytes.
 */
export interface ServerSentEventDecoder {
  /** Events that these bytes complete. @throws EventTooLargeError, then and on every later call */
  push(bytes: Uint8Array): readonly ServerSentEvent[];
  /**
   * The end of a body that ended cleanly. An event whose closing blank line is missing counts as complete, as in
   * openai-node 7.55: some servers close the connection instead of sending it.
   */
  end(): readonly ServerSentEvent[];
}

/** `maxEventChars`: data of one event and the unfinished line behind it, in UTF-16 code units. */
export function createServerSentEventDecoder(maxEventChars: number): ServerSentEventDecoder {
  let events: ServerSentEvent[] = [];
  let isTooLarge = false;
  const textDecoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: maxEventChars,
    onEvent: ({ event, data }) => {
      if (data.length > maxEventChars) isTooLarge = true;
      else events.push(event === undefined ? { data } : { name: event, data });
    },
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") isTooLarge = true;
      // llama.cpp sent failures as a field `error: {…}` until 2025; other unknown fields mean nothing.
      else if (error.type === "unknown-field" && error.field === "error" && error.value !== undefined) {
        events.push({ name: "error", data: error.value });
      }
    },
  });
  // The parser drops a byte order mark that was decoded as Latin-1 from its first chunk. TextDecoder has removed
  // the real one already, so the same three letters would be text, and would be lost only if they came in one chunk.
  parser.feed("");

  const feed = (text: string): readonly ServerSentEvent[] => {
    if (isTooLarge) throw new EventTooLargeError();
    if (text === "") return [];
    events = [];
    parser.feed(text);
    if (isTooLarge) throw new EventTooLargeError();
    return events;
  };

  return {
    push: (bytes) => feed(textDecoder.decode(bytes, { stream: true })),
    end: () => feed(`${textDecoder.decode()}\n\n`),
  };
}
