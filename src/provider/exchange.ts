import type { Clock } from "./clock";
import type { Transport } from "./transport";

/** One request to a provider before keys, limits and clocks are added. */
export interface Exchange {
  readonly method: "GET" | "POST";
  /** Complete address; its origin decides which key may be attached. */
  readonly url: URL;
  /** Serialised as JSON for POST. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** The provider's name for messages, such as "DeepSeek". */
  readonly providerLabel: string;
  /** Without a key for the URL's origin nothing is sent, unless the URL is on this machine. */
  readonly needsKey?: boolean;
  /** Such requests are aborted more often than not: completions, which the next keystroke may make useless. */
  readonly isOftenAborted?: boolean;
}

/** How long each wait may last, in ms. `Infinity` means no limit. */
export interface Deadlines {
  readonly connectMs: number;
  /** Request sent → answer's head. */
  readonly headersMs: number;
  /** Head → first event; comments and empty lines do not end this wait. */
  readonly queuedMs: number;
  /** While text streams: no progress for this long is told (`stalled` status). */
  readonly stallNoticeMs: number;
  /** While text streams: no progress for this long ends the stream, comments or not. */
  readonly stallMs: number;
  /** The same while the model thinks. */
  readonly reasoningStallMs: number;
  /** While streaming: not one byte for this long ends the stream. */
  readonly silentMs: number;
  /** From the first event to the end. */
  readonly totalMs: number;
}

/** How much may come, and how often a request may be sent. */
export interface Limits {
  /** Text of the whole answer, in UTF-16 code units. */
  readonly maxTextChars: number;
  /** One server-sent event. */
  readonly maxEventChars: number;
  /** Body of an answer that is not a stream, in bytes. */
  readonly maxBodyBytes: number;
  /** Repetitions after the first try, only before the first event and only of what is retryable. */
  readonly maxRetries: number;
}

/** What an exchange needs from outside. */
export interface ExchangeDependencies {
  readonly transport: Transport;
  readonly clock: Clock;
  /** The key stored for exactly this origin (`https://api.deepseek.com`), or undefined: then none is sent. */
  keyFor(origin: string): Promise<string | undefined>;
  /** Lines for the log; already without keys, prompts and code. */
  log(level: "debug" | "info" | "warn", line: string): void;
  /** 0 ≤ value < 1, for jitter. */
  random(): number;
}

/** How a stream is doing, told between its events. Times in ms. */
export type StreamStatus =
  /** The head has come; the provider queues the request. Told again about once a second. */
  | { readonly type: "status"; readonly status: "queued"; readonly elapsedMs: number }
  /** No progress for `elapsedMs`, though the connection is open. */
  | { readonly type: "status"; readonly status: "stalled"; readonly elapsedMs: number }
  /** Progress again after `stalled`. */
  | { readonly type: "status"; readonly status: "resumed" }
  /** A try failed and the next one (`attempt` 2, 3 …) starts in `waitMs`. */
  | {
      readonly type: "status";
      readonly status: "retrying";
      readonly attempt: number;
      readonly waitMs: number;
      readonly reason: string;
    };

/** What one data event of a stream meant. */
export interface ParsedChunk<T> {
  readonly events: readonly T[];
  /** Which clock it feeds: answer text (or tool calls), thinking, or none (role, empty delta, usage). */
  readonly progress: "text" | "reasoning" | "none";
  /** How much text it carried, counted against `maxTextChars`. */
  readonly textChars: number;
  /** The chunk carried a finish reason. */
  readonly isFinished: boolean;
}
