import type { FimEvent } from "../../../src/provider/events";
import type { BenchWorld } from "../engines/benchEngine";
import type { CopilotLibrary } from "./copilotLibrary";

/** The fields of a completions request that the oracle obeys, as the library writes them. */
interface CompletionsBody {
  readonly prompt: string;
  readonly suffix?: string;
  readonly max_tokens: number;
  readonly stop?: readonly string[];
  readonly extra?: { readonly language?: string; readonly context?: readonly string[] };
}

/** What the library hands to `fetch`. */
interface FetchOptions {
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * The library's network: every request goes to the world's provider and comes back as the stream of events that its
 * own server sends. Like a real `fetch` it resolves with the first bytes, and an abort ends the request before as
 * after that.
 */
export function createOracleFetcher(world: BenchWorld, library: CopilotLibrary): object {
  return {
    fetch: (_url: string, options: FetchOptions) => answer(world, library, options),
    getUserAgentLibrary: () => "bench",
    disconnectAll: () => Promise.resolve(),
    makeAbortController: () => new AbortController(),
    isAbortError: (error: unknown) => error instanceof Error && error.name === "AbortError",
    isInternetDisconnectedError: () => false,
    isFetcherError: () => false,
    isNetworkProcessCrashedError: () => false,
    getUserMessageForFetcherError: String,
    fetchWithPagination: () => Promise.resolve([]),
  };
}

async function answer(world: BenchWorld, library: CopilotLibrary, options: FetchOptions): Promise<unknown> {
  const request = JSON.parse(options.body ?? "") as CompletionsBody;
  const abort = new AbortController();
  const stop = () => abort.abort(new DOMException("This operation was aborted", "AbortError"));
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener("abort", stop, { once: true });
  // Its server puts the context, such as the file's path, before the prompt.
  const context = (request.extra?.context ?? []).map((line) => `${line}\n`).join("");
  const events = world.complete(
    {
      model: "",
      prefix: context + request.prompt,
      suffix: request.suffix ?? "",
      languageId: request.extra?.language ?? "",
      maxTokens: request.max_tokens,
      stop: request.stop ?? [],
      parameters: {},
    },
    abort.signal,
  );
  const first = await nextChunk(events);
  abort.signal.throwIfAborted();
  const encoder = new TextEncoder();
  let isOver = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = async () => {
        for (let chunk = first; chunk !== undefined; chunk = await nextChunk(events)) {
          if (isOver) return;
          controller.enqueue(encoder.encode(`data: ${JSON.stringify({ choices: [chunk] })}\n\n`));
        }
        if (isOver) return;
        isOver = true;
        controller.enqueue(encoder.encode("data: [DONE]\n\n"));
        controller.close();
      };
      send().catch((error: unknown) => {
        if (isOver) return;
        isOver = true;
        controller.error(error);
      });
    },
    cancel() {
      isOver = true;
      stop();
    },
  });
  return library.createResponse(body);
}

/** One event as the server's `choices` would hold it; undefined after the last. */
interface Chunk {
  readonly index: 0;
  readonly text: string;
  readonly finish_reason: string | null;
}

async function nextChunk(events: AsyncIterator<FimEvent, void, undefined>): Promise<Chunk | undefined> {
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) return undefined;
    if (value.type === "text-delta") return { index: 0, text: value.text, finish_reason: null };
    if (value.type === "finish") return { index: 0, text: "", finish_reason: value.finishReason };
  }
}
