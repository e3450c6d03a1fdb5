import type { ChatRequest } from "../provider/chatRequest";
import type { ProviderClient } from "../provider/client";
import type { Clock } from "../provider/clock";
import type { ChatEvent, FimEvent, FinishEvent } from "../provider/events";
import type { RequestUse } from "./ledger";

/**
 * A client whose requests are all recorded, each once, when its stream has ended in whatever way. Not recorded: a
 * request that failed before any text came, because no provider bills that.
 */
export function meterClient(
  client: ProviderClient,
  meter: {
    readonly feature: RequestUse["feature"];
    readonly providerId: string;
    /** What a request without a model asks for. */
    readonly defaultModel: string;
    readonly clock: Clock;
    readonly record: (use: RequestUse) => void;
  },
): ProviderClient {
  const metered = <T extends ChatEvent | FimEvent>(
    model: string,
    promptChars: number,
    events: AsyncGenerator<T, void, undefined>,
    signal: AbortSignal,
  ) =>
    followed(events, signal, meter.clock, ({ finish, atMs, textChars }) =>
      meter.record({
        feature: meter.feature,
        providerId: meter.providerId,
        model: model === "" ? meter.defaultModel : model,
        atMs,
        promptChars,
        textChars,
        ...(finish?.model !== undefined && { answeredBy: finish.model }),
        ...(finish?.usage !== undefined && { usage: finish.usage }),
      }),
    );
  return {
    ...client,
    complete: (request, signal) =>
      metered(
        request.model,
        request.prefix.length + request.suffix.length,
        client.complete(request, signal),
        signal,
      ),
    streamChat: (request, signal) =>
      metered(request.model, charsOf(request), client.streamChat(request, signal), signal),
  };
}

/** Hands the events on and tells at the end what they were. */
async function* followed<T extends ChatEvent | FimEvent>(
  events: AsyncGenerator<T, void, undefined>,
  signal: AbortSignal,
  clock: Clock,
  onEnd: (stream: {
    readonly finish: FinishEvent | undefined;
    readonly atMs: number;
    readonly textChars: number;
  }) => void,
): AsyncGenerator<T, void, undefined> {
  const atMs = clock.wallMs();
  let finish: FinishEvent | undefined;
  let textChars = 0;
  let hasFailed = false;
  try {
    for await (const event of events) {
      if (event.type === "finish") finish = event;
      else if (event.type === "text-delta" || event.type === "reasoning-delta")
        textChars += event.text.length;
      yield event;
    }
  } catch (error) {
    hasFailed = !signal.aborted;
    throw error;
  } finally {
    if (!hasFailed || textChars > 0) onEnd({ finish, atMs, textChars });
  }
}

function charsOf({ messages }: ChatRequest): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}
