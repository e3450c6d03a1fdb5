import type {
  Deadlines,
  Exchange,
  ExchangeDependencies,
  Limits,
  ParsedChunk,
} from "../../../../src/provider/exchange";
import { systemClock } from "../../../../src/provider/clock";
import { chatDeadlines, chatLimits } from "../../../../src/provider/defaultLimits";
import { endpointUrl } from "../../../../src/provider/endpoint";
import { ProviderError } from "../../../../src/provider/errors";
import { streamExchange, type StreamItem } from "../../../../src/provider/streamExchange";
import type { Transport } from "../../../../src/provider/transport";

/** A key that must never be seen anywhere but in an `authorization` header. */
export const canaryKey = "sk-CANARY0123456789abcdefXYZ";

/** Text of a prompt that must never be seen anywhere but in a body. */
export const canaryPrompt = "CANARY-PROMPT-7f3a";

/** Everything an exchange tells and logs, for looking at afterwards. */
export interface Rig {
  readonly dependencies: ExchangeDependencies;
  readonly logLines: string[];
}

/** Dependencies whose key belongs to `keyOrigin`; jitter is off. */
export function createRig(transport: Transport, keyOrigin: string, clock = systemClock): Rig {
  const logLines: string[] = [];
  return {
    logLines,
    dependencies: {
      transport,
      clock,
      keyFor: async (origin) => (origin === keyOrigin ? canaryKey : undefined),
      log: (_level, line) => void logLines.push(line),
      random: () => 0,
    },
  };
}

/** A chat request to a server on this machine. */
export function chatExchange(origin: string, providerLabel = "Testmind"): Exchange {
  return {
    method: "POST",
    url: endpointUrl(new URL(origin), "/chat/completions"),
    body: { stream: true, prompt: canaryPrompt },
    providerLabel,
  };
}

/** Reads `{"t":"text"}`, `{"r":"thought"}` and `{"f":"stop"}`, each optional: enough of a dialect for the wire. */
export function parseTiny(json: unknown): ParsedChunk<string> {
  const { t = "", r = "", f } = json as { t?: string; r?: string; f?: string };
  return {
    events: t === "" ? [] : [t],
    progress: t !== "" ? "text" : r !== "" ? "reasoning" : "none",
    textChars: t.length,
    isFinished: f !== undefined,
  };
}

/** One data event. */
export function data(json: unknown): string {
  return `data: ${JSON.stringify(json)}\n\n`;
}

/** Options of a run; what is missing is the chat's default. */
export interface RunOptions {
  readonly deadlines?: Partial<Deadlines>;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /** Called with each item as it comes. */
  readonly onItem?: (item: StreamItem<string>) => void;
}

/** How a run ended, and what came before. */
export interface RunResult {
  readonly items: readonly StreamItem<string>[];
  readonly text: string;
  readonly error?: unknown;
}

/** Runs a stream to its end and never throws. */
export async function run(rig: Rig, exchange: Exchange, options: RunOptions = {}): Promise<RunResult> {
  const items: StreamItem<string>[] = [];
  const text = () => items.map((item) => (item.type === "events" ? item.events.join("") : "")).join("");
  try {
    const stream = streamExchange(
      exchange,
      {
        dependencies: rig.dependencies,
        deadlines: { ...chatDeadlines, ...options.deadlines },
        limits: { ...chatLimits, ...options.limits },
        parse: parseTiny,
      },
      options.signal ?? new AbortController().signal,
    );
    for await (const item of stream) {
      items.push(item);
      options.onItem?.(item);
    }
    return { items, text: text() };
  } catch (error) {
    return { items, text: text(), error };
  }
}

/** The error of a run, which must be one of ours. */
export function errorOf(result: RunResult): ProviderError {
  if (result.error instanceof ProviderError) return result.error;
  throw new Error(`Expected a ProviderError, got ${String(result.error)}`, { cause: result.error });
}
