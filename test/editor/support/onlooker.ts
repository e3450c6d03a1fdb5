import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A server that nobody should talk to. */
export interface Onlooker {
  readonly url: string;
  /** Connections that were opened to it. */
  readonly connectionCount: number;
  /** Requests that it got, as `METHOD path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1 that counts who comes and answers 200 to everything. The caller closes it. */
export async function startOnlooker(): Promise<Onlooker> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  const server = createServer((request: IncomingMessage, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end("{}");
  });
  server.on("connection", (socket) => {
    connectionCount += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get connectionCount() {
      return connectionCount;
    },
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
