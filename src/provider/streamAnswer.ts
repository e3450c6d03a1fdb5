import { emptyAnswer, malformedJson, notAnApiAnswer, unexpectedJson } from "./badResponse";
import { holdsError } from "./errorBody";
import { ProviderError } from "./errors";
import type { Limits, ParsedChunk } from "./exchange";
import type { OpenedExchange } from "./openExchange";
import { errorInAnswer } from "./responseError";
import { createServerSentEventDecoder, EventTooLargeError, type ServerSentEvent } from "./serverSentEvents";
import { cutShort } from "./transportFailure";

/**
 * All bytes of one stream, comments and JSON around the text included: many times what 4 M characters of text
 * need with one chunk for each token, and little enough that a flood ends.
 */
const maxStreamBytes = 1_073_741_824;

/** What some of a stream's bytes meant. */
export interface TakenBytes<T> {
  readonly events: readonly T[];
  /** The last progress among them. */
  readonly progress: ParsedChunk<T>["progress"];
  readonly isFinished: boolean;
  /** `[DONE]` was among them. */
  readonly isDone: boolean;
  /** Why nothing more can be made of the stream; what stands before it counts. */
  readonly failure?: ProviderError;
}

/**
 * Makes sense of a stream's bytes, and knows when an answer is complete: a chunk carried a finish reason, and
 * then came `[DONE]` or the end of the body.
 */
export class StreamAnswer<T> {
  readonly #opened: OpenedExchange;
  readonly #limits: Limits;
  readonly #parse: (json: unknown) => ParsedChunk<T>;
  readonly #decoder;
  #byteCount = 0;
  #textChars = 0;
  #hasEvents = false;
  #isFinished = false;
  #isDone = false;

  constructor(opened: OpenedExchange, limits: Limits, parse: (json: unknown) => ParsedChunk<T>) {
    this.#opened = opened;
    this.#limits = limits;
    this.#parse = parse;
    this.#decoder = createServerSentEventDecoder(limits.maxEventChars);
  }

  /** What these bytes complete. Nothing after `[DONE]` counts, nor after a failure. */
  take(bytes: Uint8Array): TakenBytes<T> {
    return this.#collect(() => {
      this.#byteCount += bytes.length;
      if (this.#byteCount > maxStreamBytes) throw this.#tooLarge();
      return this.#decoder.push(bytes);
    });
  }

  /** The end of the body: what was still held back, with a failure unless the answer is complete. */
  end(): TakenBytes<T> {
    const taken = this.#collect(() => this.#decoder.end());
    if (this.#isDone || this.#isFinished || taken.failure !== undefined) return taken;
    return { ...taken, failure: this.#hasEvents ? this.#cutShort() : emptyAnswer(this.#opened) };
  }

  #collect(decode: () => readonly ServerSentEvent[]): TakenBytes<T> {
    const events: T[] = [];
    let progress: ParsedChunk<T>["progress"] = "none";
    try {
      for (const event of this.#isDone ? [] : decode()) {
        const chunk = this.#understand(event);
        if (chunk === undefined) break;
        for (const each of chunk.events) events.push(each);
        if (chunk.progress !== "none") progress = chunk.progress;
      }
    } catch (error) {
      const failure = error instanceof EventTooLargeError ? this.#tooLarge() : error;
      if (!(failure instanceof ProviderError)) throw failure;
      return { events, progress, isFinished: this.#isFinished, isDone: this.#isDone, failure };
    }
    return { events, progress, isFinished: this.#isFinished, isDone: this.#isDone };
  }

  /** Undefined for `[DONE]`. */
  #understand({ name, data }: ServerSentEvent): ParsedChunk<T> | undefined {
    this.#hasEvents = true;
    // Nearly every event is an object, which need not be trimmed to be told from this.
    if (!data.startsWith("{") && data.trim() === "[DONE]") {
      if (!this.#isFinished) throw this.#cutShort();
      this.#isDone = true;
      return undefined;
    }
    if (name === "error") throw this.#namedError(data);
    const json = this.#json(data);
    if (holdsError(json)) throw this.#errorIn(json);
    const chunk = this.#parseChunk(json);
    this.#textChars += chunk.textChars;
    if (this.#textChars > this.#limits.maxTextChars) throw this.#tooLarge();
    this.#isFinished ||= chunk.isFinished;
    return chunk;
  }

  #json(data: string): unknown {
    try {
      return JSON.parse(data);
    } catch {
      throw malformedJson(this.#opened);
    }
  }

  /** A parser that fails on a value it should have tolerated must not show that value in its own message. */
  #parseChunk(json: unknown): ParsedChunk<T> {
    try {
      return this.#parse(json);
    } catch (error) {
      throw error instanceof ProviderError ? error : unexpectedJson(this.#opened);
    }
  }

  /** `event: error` with an error object, an object that is the error itself, or plain text. */
  #namedError(data: string): ProviderError {
    let json: unknown;
    try {
      json = JSON.parse(data);
    } catch {
      json = data;
    }
    return this.#errorIn(holdsError(json) ? json : { error: json });
  }

  #errorIn(json: unknown): ProviderError {
    const { providerLabel, response, errorContext } = this.#opened;
    return errorInAnswer(providerLabel, response.headers, json, errorContext);
  }

  #cutShort(): ProviderError {
    return cutShort(this.#opened.providerLabel, this.#opened.host);
  }

  #tooLarge(): ProviderError {
    const { providerLabel, host } = this.#opened;
    return new ProviderError("too-large", {
      message: `The answer from ${providerLabel} (${host}) was stopped because it grew past its limit.`,
      nextStep: "Ask for less at once, or lower the maximum length of the answer.",
      isRetryable: false,
    });
  }
}

/** Whether a stream's content type is one; a missing header counts as one. */
export function isEventStream(contentType: string): boolean {
  return contentType === "" || contentType === "text/event-stream";
}

/** The error for an answer with status 2xx that is not a stream, from as much of its body as was read. */
export function notAStream(opened: OpenedExchange, bodyText: string): ProviderError {
  if (bodyText.trim() === "") return emptyAnswer(opened);
  if (!opened.contentType.includes("json")) return notAnApiAnswer(opened, bodyText);
  let json: unknown;
  try {
    json = JSON.parse(bodyText);
  } catch {
    return malformedJson(opened);
  }
  return holdsError(json)
    ? errorInAnswer(opened.providerLabel, opened.response.headers, json, opened.errorContext)
    : unexpectedJson(opened);
}
