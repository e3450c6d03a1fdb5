import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { startDelayLine } from "../faults/delayLine";
import { projectRoot } from "../host/projectRoot";

/** How the emulator is reached. */
export interface ListenOptions {
  /** 0 or missing: any free port. */
  readonly port?: number;
  /**
   * Missing: plain HTTP/1.1. Otherwise TLS with the certificate of `test/fixtures/tls`, which nobody trusts; `h2`
   * offers HTTP/2 beside HTTP/1.1. Faults that break HTTP itself (`raw`, `fin`, `reset`) need HTTP/1.1.
   */
  readonly tls?: "http/1.1" | "h2";
  /** Time of a round trip to the emulator, in ms; 0 or missing: what this machine takes. */
  readonly roundTripMs?: number;
}

/** A port that is listened on. */
export interface Listener {
  /** `http://127.0.0.1:PORT` or `https:`. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and the port; may be called twice. */
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens on 127.0.0.1. `onConnection` hears of a connection before its first request. */
export async function listen(
  options: ListenOptions,
  answer: Answer,
  onConnection: (socket: Socket) => void,
): Promise<Listener> {
  const { port = 0, tls, roundTripMs = 0 } = options;
  const server = createListener(tls, answer);
  server.keepAliveTimeout = 75_000;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    onConnection(socket);
  });
  const isFar = roundTripMs > 0;
  server.listen(isFar ? 0 : port, "127.0.0.1");
  await once(server, "listening");
  const { port: ownPort } = server.address() as AddressInfo;
  const line = isFar ? await startDelayLine({ port, targetPort: ownPort, roundTripMs }) : undefined;
  const shownPort = line?.port ?? ownPort;
  let closed: Promise<void> | undefined;
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${shownPort}`,
    port: shownPort,
    close: () =>
      (closed ??= (async () => {
        const isClosed = once(server, "close");
        server.close();
        for (const socket of sockets) socket.destroy();
        await Promise.all([isClosed, line?.close()]);
      })()),
  };
}

function createListener(tls: ListenOptions["tls"], answer: Answer) {
  if (tls === undefined) return createServer(answer);
  const pem = (part: string) =>
    readFileSync(join(projectRoot, `test/fixtures/tls/self-signed.${part}.pem`), "utf8");
  const options = { key: pem("key"), cert: pem("cert") };
  if (tls === "http/1.1") return createTlsServer(options, answer);
  // Node's compatibility API gives HTTP/2 requests the methods of HTTP/1.1 ones, though not their types.
  return Object.assign(
    createSecureServer({ ...options, allowHTTP1: true }, (request, response) =>
      answer(request as unknown as IncomingMessage, response as unknown as ServerResponse),
    ),
    { keepAliveTimeout: 0 },
  );
}
