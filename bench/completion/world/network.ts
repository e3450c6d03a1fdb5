import { tokenise } from "../../../test/emulator/tokens";
import type { FimEvent, FinishReason } from "../../../src/provider/events";
import type { FimRequest } from "../../../src/provider/fimRequest";
import { logNormal, noise } from "./noise";
import type { Oracle, PendingCloser } from "./oracle";
import type { BilledPrompt, PromptCache } from "./promptCache";
import type { VirtualTime } from "./virtualTime";

/** Milliseconds from one token to the next. */
export const tokenMs = 15;
/** Time to first token varies by this much around its median. */
const firstTokenSigma = 0.2;
/** What an abort needs to reach the server: half a round trip of 30 ms. Tokens on their way are as old. */
const oneWayMs = 15;

/** A request as the server saw it. */
export interface SentRequest extends BilledPrompt {
  readonly sentMs: number;
  /** Where the prompt ends in the true text. */
  readonly trueOffset: number | undefined;
  /** What the oracle said, `stop` and `max_tokens` obeyed. */
  readonly answer: string;
  /** Sent → first token. */
  readonly firstTokenMs: number;
  /** When the character at this place of the answer came. */
  arrivalMs(index: number): number;
  /** Text that has come so far. */
  received: string;
  /** Tokens that are billed: those generated until the server heard of the abort. */
  outputTokens: number;
  end: "open" | "finished" | "aborted";
  endMs: number;
}

/** The oracle behind a network, with a bill. */
export class Network {
  readonly requests: SentRequest[] = [];
  /** CPU that the simulation itself took inside an engine's calls. */
  cpuMs = 0;
  readonly #time: VirtualTime;
  readonly #oracle: Oracle;
  readonly #cache: PromptCache;
  readonly #medianFirstTokenMs: number;
  readonly #seed: number;
  readonly #place: () => { readonly trueOffset: number; readonly closers: readonly PendingCloser[] };

  /** @param place where the typist is now */
  constructor(options: {
    readonly time: VirtualTime;
    readonly oracle: Oracle;
    readonly cache: PromptCache;
    readonly medianFirstTokenMs: number;
    readonly seed: number;
    readonly place: () => { readonly trueOffset: number; readonly closers: readonly PendingCloser[] };
  }) {
    this.#time = options.time;
    this.#oracle = options.oracle;
    this.#cache = options.cache;
    this.#medianFirstTokenMs = options.medianFirstTokenMs;
    this.#seed = options.seed;
    this.#place = options.place;
  }

  /** As `ProviderClient.complete`. */
  readonly complete = async function* (
    this: Network,
    request: FimRequest,
    signal: AbortSignal,
  ): AsyncGenerator<FimEvent, void, undefined> {
    signal.throwIfAborted();
    const { sent, tokens, finishReason } = this.#send(request);
    const time = this.#time;
    const firstMs = sent.sentMs + sent.firstTokenMs;
    let stopWaiting = (): void => {};
    const onAbort = () => stopWaiting();
    signal.addEventListener("abort", onAbort, { once: true });
    // A token needs its time whether it is shown or ends the answer; only `max_tokens` ends it without one more.
    const events = tokens.length + (finishReason === "length" ? 0 : 1);
    let received = 0;
    try {
      for (let index = 0; index < events; index++) {
        const atMs = firstMs + index * tokenMs;
        if (time.nowMs() < atMs) {
          await new Promise<void>((resolve) => {
            const cancel = time.at(atMs, resolve);
            stopWaiting = () => {
              cancel();
              resolve();
            };
          });
        }
        signal.throwIfAborted();
        const token = tokens[index];
        if (token === undefined) continue;
        received++;
        sent.received += token;
        yield { type: "text-delta", text: token };
        signal.throwIfAborted();
      }
      sent.end = "finished";
      yield {
        type: "finish",
        finishReason,
        usage: {
          promptTokens: sent.promptTokens,
          completionTokens: tokens.length,
          totalTokens: sent.promptTokens + tokens.length,
          cacheHitTokens: sent.cachedTokens,
          cacheMissTokens: sent.promptTokens - sent.cachedTokens,
        },
      };
    } finally {
      sent.endMs = time.nowMs();
      signal.removeEventListener("abort", onAbort);
      if (sent.end === "open") {
        sent.end = "aborted";
        const generated = Math.floor((time.nowMs() + 2 * oneWayMs - firstMs) / tokenMs) + 1;
        sent.outputTokens = Math.max(received, Math.min(tokens.length, generated));
      } else {
        sent.outputTokens = tokens.length;
      }
    }
  }.bind(this);

  /** Bills what is still open as if it were never aborted: nobody has ended it. */
  close(): void {
    for (const sent of this.requests) {
      if (sent.end === "open") sent.outputTokens = tokenise(sent.answer).length;
    }
  }

  #send(request: FimRequest): {
    readonly sent: SentRequest;
    readonly tokens: readonly string[];
    readonly finishReason: FinishReason;
  } {
    const started = process.cpuUsage();
    const { trueOffset: nearOffset, closers } = this.#place();
    const { trueOffset, text } = this.#oracle.answer(request.prefix, request.suffix, nearOffset, closers);
    const stopAt = Math.min(...request.stop.map((stop) => indexOrEnd(text, stop)), text.length);
    const all = tokenise(text.slice(0, stopAt));
    const tokens = all.slice(0, request.maxTokens);
    const place = trueOffset ?? `lost ${noise(request.prefix.slice(-80))}`;
    const firstTokenMs = firstTokenAfter(this.#medianFirstTokenMs, this.#seed, place);
    const firstMs = this.#time.nowMs() + firstTokenMs;
    const sent: SentRequest = {
      ...this.#cache.bill(request.prefix, request.suffix),
      sentMs: this.#time.nowMs(),
      trueOffset,
      answer: tokens.join(""),
      firstTokenMs,
      arrivalMs: (index) => firstMs + tokenMs * tokenise(tokens.join("").slice(0, index)).length,
      received: "",
      outputTokens: 0,
      end: "open",
      endMs: Infinity,
    };
    this.requests.push(sent);
    const used = process.cpuUsage(started);
    this.cpuMs += (used.user + used.system) / 1000;
    return { sent, tokens, finishReason: tokens.length < all.length ? "length" : "stop" };
  }
}

/** Time to first token at a place of the true text: the same for whoever asks there. */
export function firstTokenAfter(medianMs: number, seed: number, place: number | string): number {
  return logNormal(medianMs, firstTokenSigma, seed, "first token", place);
}

function indexOrEnd(text: string, wanted: string): number {
  const index = text.indexOf(wanted);
  return index === -1 ? text.length : index;
}
