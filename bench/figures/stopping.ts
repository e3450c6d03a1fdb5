import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

/** Fifty chats stream; all are stopped at once; each waits until the server sees its connection closed. */
export async function stopping(): Promise<readonly Figure[]> {
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
  const transport = createUndiciTransport(directNetwork);
  const client = createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, transport);
  const request = { model: "", messages: [{ role: "user", text: "Hi" }], parameters: {} } as const;

  const durationsMs: number[] = [];
  try {
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      closedAtMs = [];
      allClosed = new Latch();
      const streams = Array.from({ length: streamCount }, () => {
        const stop = new AbortController();
        const hasBegun = new Latch();
        const ended = (async () => {
          try {
            for await (const event of client.streamChat(request, stop.signal)) {
              if (event.type === "text-delta") hasBegun.open();
            }
          } catch (error) {
            if (!stop.signal.aborted) throw error;
          }
        })();
        return { stop, hasBegun: hasBegun.opened, ended };
      });
      await Promise.all(streams.map((stream) => Promise.race([stream.hasBegun, stream.ended])));
      const stoppedAtMs = performance.now();
      for (const stream of streams) stream.stop.abort();
      await allClosed.opened;
      await Promise.all(streams.map((stream) => stream.ended));
      if (round >= warmUpRounds) durationsMs.push(...closedAtMs.map((closed) => closed - stoppedAtMs));
    }
  } finally {
    await transport.dispose();
    server.closeAllConnections();
    server.close();
  }
  return [
    {
      what: `Stop to the server's close, ${streamCount} at once`,
      unit: "ms",
      ...spread(durationsMs),
      target: { of: "p99", atMost: 50 },
      how: `${rounds} × ${streamCount} streams over undici; a server of the same process notes when each response closes`,
    },
  ];
}
