import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A TCP server on the loopback that answers every request with the same bytes. */
export interface ReplayServer {
  readonly origin: string;
  /** Heads and bodies that came, as text. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** How the bytes are handed to the network: in one write, or one byte a write. */
export type ReplayPace = "whole" | "byte-by-byte";

/** Starts a server that reads one request a connection, writes `answer` and closes. */
export async function startReplayServer(answer: Buffer, pace: ReplayPace): Promise<ReplayServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let received = Buffer.alloc(0);
    let isAnswered = false;
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (isAnswered || !isWholeRequest(received)) return;
      isAnswered = true;
      requests.push(received.toString("utf8"));
      if (pace === "whole") socket.end(answer);
      else void writeByteByByte(socket, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function writeByteByByte(socket: Socket, answer: Buffer): Promise<void> {
  for (let at = 0; at < answer.length && !socket.destroyed; at += 1) {
    socket.write(answer.subarray(at, at + 1));
    // Lets the client read now and then; the bytes still come in many small pieces.
    if (at % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
}

function isWholeRequest(received: Buffer): boolean {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const head = received.subarray(0, headEnd).toString("latin1");
  const length = Number(/^content-length: *(\d+)/imu.exec(head)?.[1] ?? 0);
  return received.length >= headEnd + 4 + length;
}
