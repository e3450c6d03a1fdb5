import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";
import { directNetwork } from "../../src/provider/networkSettings";
import { createUndiciTransport } from "../../src/provider/undiciTransport";
import { createClient } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { Latch } from "../support/latch";
import { spread } from "../support/statistics";

const streamCount = 50;
const warmUpRounds = 2;
const rounds = 20;
const tokenEveryMs = 20;

const token = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "word " }, finish_reason: null }] })}\n\n`;

/** A server that streams without end and notes when each response closes. */
async function startEndlessServer() {
  let closedAtMs: number[] = [];
  let allClosed = new Latch();
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(token);
    const timer = setInterval(() => response.write(token), tokenEveryMs);
    response.once("close", () => {
      clearInterval(timer);
      closedAtMs.push(performance.now());
      if (closedAtMs.length === streamCount) allClosed.open();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    expectRound: () => {
      closedAtMs = [];
      allClosed = new Latch();
    },
    /** When each response of this round closed. */
    closings: async () => {
      await allClosed.opened;
      return closedAtMs;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Reads a stream until it is stopped; calls `begun` once text has come. */
type Reader = (signal: AbortSignal, begun: () => void) => Promise<void>;

async function stopAll(read: Reader, server: Awaited<ReturnType<typeof startEndlessServer>>) {
  server.expectRound();
  const streams = Array.from({ length: streamCount }, () => {
    const stop = new AbortController();
    const hasBegun = new Latch();
    const ended = read(stop.signal, () => hasBegun.open()).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    return { stop, begun: Promise.race([hasBegun.opened, ended]), ended };
  });
  await Promise.all(streams.map((stream) => stream.begun));
  const stoppedAtMs = performance.now();
  for (const stream of streams) stream.stop.abort();
  const closings = await server.closings();
  await Promise.all(streams.map((stream) => stream.ended));
  return closings.map((closedAtMs) => closedAtMs - stoppedAtMs);
}

/** Fifty chats stream; all are stopped at once; each waits until the server sees its connection closed. */
export async function stopping(): Promise<readonly Figure[]> {
  const server = await startEndlessServer();
  const transport = createUndiciTransport(directNetwork);
  const client = createClient(server.origin, transport);
  const agent = new Agent({ pipelining: 1 });
  const request = { model: "", messages: [{ role: "user", text: "Hi" }], parameters: {} } as const;

  const readOurs: Reader = async (signal, begun) => {
    for await (const event of client.streamChat(request, signal)) {
      if (event.type === "text-delta") begun();
    }
  };
  const readBare: Reader = async (signal, begun) => {
    const answer = await agent.request({
      origin: server.origin,
      path: "/",
      method: "POST",
      body: "{}",
      signal,
    });
    for await (const _bytes of answer.body) begun();
  };

  const oursMs: number[] = [];
  const bareMs: number[] = [];
  try {
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      const ours = await stopAll(readOurs, server);
      const bare = await stopAll(readBare, server);
      if (round < warmUpRounds) continue;
      oursMs.push(...ours);
      bareMs.push(...bare);
    }
  } finally {
    await Promise.all([transport.dispose(), agent.destroy()]);
    server.close();
  }
  return [
    {
      what: `Stop to the server's close, ${streamCount} at once`,
      unit: "ms",
      ...spread(oursMs),
      target: { of: "p99", atMost: 50 },
      floor: { what: "bare undici, aborted", ...spread(bareMs) },
      how: `${rounds} × ${streamCount} streams, ours and bare in turns; a server of the same process notes each response's close`,
    },
  ];
}
