import { once } from "node:events";
import * as net from "node:net";

/** A line in front of a server on this machine that makes it look far away. */
export interface DelayLine {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Passes connections on to a port of 127.0.0.1. Bytes and ends take half of `roundTripMs` each way, and a new
 * connection's first bytes wait a whole round trip more, as they would for TCP's own handshake.
 */
export async function startDelayLine(options: {
  /** Where the line listens; 0 for any free port. */
  readonly port?: number;
  readonly targetPort: number;
  readonly roundTripMs: number;
}): Promise<DelayLine> {
  const { port = 0, targetPort, roundTripMs } = options;
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = net.connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    passOn(near, far, roundTripMs / 2, performance.now() + roundTripMs);
    passOn(far, near, roundTripMs / 2, 0);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    async close() {
      const isClosed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await isClosed;
    },
  };
}

/** What `from` sends and how it ends, done to `to` after `delayMs` and not before it was sent at `openAtMs`. */
function passOn(from: net.Socket, to: net.Socket, delayMs: number, openAtMs: number): void {
  // One timer for the head of the line: timers of different lengths would overtake each other.
  const waiting: { readonly dueAtMs: number; readonly run: () => void }[] = [];
  const drain = () => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const leftMs = next.dueAtMs - performance.now();
      if (leftMs > 0) {
        setTimeout(drain, leftMs);
        return;
      }
      waiting.shift();
      next.run();
    }
  };
  const later = (run: () => void) => {
    waiting.push({ dueAtMs: Math.max(performance.now(), openAtMs) + delayMs, run });
    if (waiting.length === 1) drain();
  };
  from.on("data", (bytes) => later(() => void (to.writable && to.write(bytes))));
  from.on("end", () => later(() => void to.end()));
  from.on("close", () => later(() => void to.destroy()));
}
