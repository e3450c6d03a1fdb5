import { createParser } from "eventsource-parser";
import type { Transport } from "../../src/provider/transport";
import { createClient } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { median } from "../support/statistics";

const warmUpRounds = 3;
const rounds = 15;
const eventCount = 20_000;
/** What one read of a socket gives at most, in bytes. */
const chunkBytes = 65_536;

const shared = { id: "a1b2c3", created: 1_790_000_000, model: "deepseek-flash", system_fingerprint: "fp_0" };
const usage = { prompt_tokens: 10, completion_tokens: eventCount, total_tokens: eventCount + 10 };

/** A stream of one kind of request, of DeepSeek's shape: one token an event, usage in the last. */
interface Kind {
  readonly what: string;
  readonly choice: (text: string) => object;
  /** The number of deltas that the whole client makes of a body. */
  readonly read: (client: ReturnType<typeof createClient>) => Promise<number>;
}

const chat: Kind = {
  what: "chat",
  choice: (content) => ({ delta: { content }, logprobs: null }),
  read: async (client) => {
    const request = { model: "", messages: [{ role: "user", text: "Hi" }], parameters: {} } as const;
    let deltaCount = 0;
    for await (const event of client.streamChat(request, new AbortController().signal))
      if (event.type === "text-delta") deltaCount++;
    return deltaCount;
  },
};

const fim: Kind = {
  what: "FIM",
  choice: (text) => ({ text, logprobs: null }),
  read: async (client) => {
    const request = {
      model: "",
      prefix: "a",
      suffix: "",
      languageId: "x",
      maxTokens: 9,
      stop: [],
      parameters: {},
    };
    let deltaCount = 0;
    for await (const event of client.complete(request, new AbortController().signal))
      if (event.type === "text-delta") deltaCount++;
    return deltaCount;
  },
};

/** The events of a stream, each as its own bytes. */
function eventsOf(kind: Kind): readonly Buffer[] {
  const event = (text: string, finishReason: string | null, more: object = {}) =>
    Buffer.from(
      `data: ${JSON.stringify({
        ...shared,
        object: kind === chat ? "chat.completion.chunk" : "text_completion",
        choices: [{ index: 0, ...kind.choice(text), finish_reason: finishReason }],
        ...more,
      })}\n\n`,
    );
  return [
    ...Array.from({ length: eventCount }, (_, index) => event(` word${index % 100}`, null)),
    event("", "stop", { usage }),
    Buffer.from("data: [DONE]\n\n"),
  ];
}

function cut(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
}

async function* sent(chunks: readonly Buffer[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks;
}

/** Bytes to typed events through the whole client; only the network is missing. */
async function readOurs(kind: Kind, chunks: readonly Buffer[]): Promise<number> {
  const transport: Transport = {
    send: async () => ({
      status: 200,
      headers: { "content-type": "text/event-stream" },
      body: sent(chunks),
      discard: () => {},
    }),
    dispose: async () => {},
  };
  return kind.read(createClient("http://127.0.0.1", transport, { hasLongAnswers: true }));
}

/** The least that anybody must do: decode, split into events, parse the JSON. */
async function readBare(_kind: Kind, chunks: readonly Buffer[]): Promise<number> {
  const decoder = new TextDecoder();
  let deltaCount = 0;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === "[DONE]") return;
      const chunk = JSON.parse(data) as { choices: { delta?: { content: string }; text?: string }[] };
      if ((chunk.choices[0]?.delta?.content ?? chunk.choices[0]?.text) !== "") deltaCount++;
    },
  });
  for await (const chunk of sent(chunks)) parser.feed(decoder.decode(chunk, { stream: true }));
  return deltaCount;
}

/** MB of a stream read in a second of processor time: what else runs on the machine counts less than by the clock. */
async function speed(read: typeof readOurs, kind: Kind, chunks: readonly Buffer[]): Promise<number> {
  const before = process.cpuUsage();
  const count = await read(kind, chunks);
  const { user, system } = process.cpuUsage(before);
  if (count !== eventCount) throw new Error(`${count} events were read instead of ${eventCount}.`);
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0) / (user + system);
}

async function measure(kind: Kind, cutting: string, chunks: readonly Buffer[]): Promise<Figure> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const oursSpeed = await speed(readOurs, kind, chunks);
    const bareSpeed = await speed(readBare, kind, chunks);
    if (round < warmUpRounds) continue;
    ours.push(oursSpeed);
    bare.push(bareSpeed);
  }
  return {
    what: `stream reading, ${kind.what}, ${cutting}`,
    unit: "MB/s",
    value: median(ours),
    floor: { what: "eventsource-parser + JSON.parse alone", value: median(bare) },
    how: `bytes to typed events, ${eventCount.toLocaleString("en")} events, MB a second of processor time, ${rounds} rounds in turns`,
  };
}

/** Reading speed of both kinds of streams, ours and the floor's in turns. */
export async function sseParsing(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const kind of [chat, fim]) {
    const events = eventsOf(kind);
    figures.push(
      await measure(kind, "64 KB a chunk", cut(Buffer.concat(events))),
      await measure(kind, "one event a chunk", events),
    );
  }
  return figures;
}
