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

/** A stream of DeepSeek's shape: one token an event, usage in the last. */
function streamBytes(): Buffer {
  const shared = { id: "a1b2c3", object: "chat.completion.chunk", created: 1_790_000_000, model: "deepseek" };
  const event = (delta: object, finishReason: string | null, more: object = {}) =>
    `data: ${JSON.stringify({
      ...shared,
      system_fingerprint: "fp_0",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...more,
    })}\n\n`;
  const usage = { prompt_tokens: 10, completion_tokens: eventCount, total_tokens: eventCount + 10 };
  return Buffer.from(
    [
      event({ role: "assistant", content: "" }, null),
      ...Array.from({ length: eventCount }, (_, index) => event({ content: ` word${index % 100}` }, null)),
      event({ content: "" }, "stop", { usage }),
      "data: [DONE]\n\n",
    ].join(""),
  );
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += chunkBytes)
    yield bytes.subarray(start, start + chunkBytes);
}

/** Bytes to typed events through the whole client; only the network is missing. */
async function readOurs(bytes: Buffer): Promise<number> {
  const transport: Transport = {
    send: async () => ({
      status: 200,
      headers: { "content-type": "text/event-stream" },
      body: chunksOf(bytes),
      discard: () => {},
    }),
    dispose: async () => {},
  };
  const client = createClient("http://127.0.0.1", transport);
  const request = { model: "", messages: [{ role: "user", text: "Hi" }], parameters: {} } as const;
  let deltaCount = 0;
  for await (const event of client.streamChat(request, new AbortController().signal)) {
    if (event.type === "text-delta") deltaCount++;
  }
  return deltaCount;
}

/** The least that anybody must do: decode, split into events, parse the JSON. */
async function readBare(bytes: Buffer): Promise<number> {
  const decoder = new TextDecoder();
  let deltaCount = 0;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === "[DONE]") return;
      const chunk = JSON.parse(data) as { choices: { delta: { content: string } }[] };
      if (chunk.choices[0]?.delta.content !== "") deltaCount++;
    },
  });
  for await (const chunk of chunksOf(bytes)) parser.feed(decoder.decode(chunk, { stream: true }));
  return deltaCount;
}

async function timed(read: (bytes: Buffer) => Promise<number>, bytes: Buffer): Promise<number> {
  const startedMs = performance.now();
  const count = await read(bytes);
  if (count !== eventCount) throw new Error(`${count} events were read instead of ${eventCount}.`);
  return performance.now() - startedMs;
}

/** Reading speed of a chat's stream, ours and the floor's in turns. */
export async function sseParsing(): Promise<readonly Figure[]> {
  const bytes = streamBytes();
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const ours = await timed(readOurs, bytes);
    const bare = await timed(readBare, bytes);
    if (round < warmUpRounds) continue;
    oursMs.push(ours);
    bareMs.push(bare);
  }
  const floor = "eventsource-parser + JSON.parse alone";
  const how = `${eventCount.toLocaleString("en")} events, ${(bytes.length / 1e6).toFixed(1)} MB, ${rounds} rounds in turns`;
  const megabytesPerSecond = (ms: number) => bytes.length / 1e6 / (ms / 1000);
  const eventsPerSecond = (ms: number) => eventCount / (ms / 1000);
  return [
    {
      what: "stream reading, bytes to typed events",
      unit: "MB/s",
      value: megabytesPerSecond(median(oursMs)),
      floor: { what: floor, value: megabytesPerSecond(median(bareMs)) },
      how,
    },
    {
      what: "stream reading, bytes to typed events",
      unit: "events/s",
      value: eventsPerSecond(median(oursMs)),
      floor: { what: floor, value: eventsPerSecond(median(bareMs)) },
      how,
    },
  ];
}
