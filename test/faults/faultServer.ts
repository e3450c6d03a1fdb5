import { once } from "node:events";
import * as net from "node:net";
import * as tls from "node:tls";
import type { FaultStep } from "./steps";

/** A request as it came over the socket. */
interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Lower-case names; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly headBytes: number;
  readonly bodyBytes: number;
  readonly connection: RecordedConnection;
}

/** A connection from a client, as far as it has got. */
interface RecordedConnection {
  /** 1 for the first one. */
  readonly number: number;
  /** Every byte the client sent, whether it made a request or not. */
  receivedBytes: number;
  requestCount: number;
  /** `client`: it ended or reset first; `server`: a step or `close()` did. */
  closedBy?: "client" | "server";
  /** `performance.now()` at its end. */
  closedAtMs?: number;
}

/** A server that answers each request by a script. */
export interface FaultServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, or `https:`. */
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  readonly connections: readonly RecordedConnection[];
  /** Connections that are open now. */
  openConnections(): number;
  /** Adds the script of one request; requests take them in the order in which they come. */
  enqueue(...scripts: readonly (readonly FaultStep[])[]): void;
  /** The script of requests for which none is queued; at first an empty 404. */
  setDefaultScript(script: readonly FaultStep[]): void;
  /** Ends the connections that have made no request yet. */
  endIdle(): void;
  /** Resolves as soon as `condition` holds; it is asked again after every event on a connection. */
  until(condition: () => boolean): Promise<void>;
  /** Ends all connections and waits for their end. */
  close(): Promise<void>;
}

/** Options of `startFaultServer`; `tls` holds PEM texts. */
export interface FaultServerOptions {
  readonly defaultScript?: readonly FaultStep[];
  readonly tls?: { readonly key: string; readonly cert: string };
}

const notFound: readonly FaultStep[] = [
  { do: "head", status: 404, headers: { "content-type": "application/json" } },
  { do: "send", text: '{"error":{"message":"No script is queued"}}' },
  { do: "end" },
];

/** Starts a server on a free port of 127.0.0.1. It speaks HTTP/1.1 by hand, so that a script can break it. */
export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const queue: (readonly FaultStep[])[] = [];
  let defaultScript = options.defaultScript ?? notFound;
  const requests: RecordedRequest[] = [];
  const connections: RecordedConnection[] = [];
  const sockets = new Map<net.Socket, RecordedConnection>();
  const waiters = new Set<() => void>();
  const changed = () => {
    for (const check of waiters) check();
  };

  const accept = (socket: net.Socket) => {
    const connection: RecordedConnection = {
      number: connections.length + 1,
      receivedBytes: 0,
      requestCount: 0,
    };
    connections.push(connection);
    sockets.set(socket, connection);
    socket.setNoDelay(true);
    const player = new ScriptPlayer(socket, connection);
    const reader = new RequestReader(connection, (request) => {
      connection.requestCount++;
      requests.push(request);
      player.enqueue(queue.shift() ?? defaultScript);
      changed();
    });
    socket.on("data", (bytes) => {
      connection.receivedBytes += bytes.length;
      reader.push(bytes);
      changed();
    });
    socket.on("end", () => {
      connection.closedBy ??= "client";
      socket.destroy();
    });
    socket.on("error", () => {
      connection.closedBy ??= "client";
    });
    socket.on("close", () => {
      connection.closedBy ??= "client";
      connection.closedAtMs = performance.now();
      sockets.delete(socket);
      player.stop();
      changed();
    });
    changed();
  };

  const server =
    options.tls === undefined
      ? net.createServer({ allowHalfOpen: true }, accept)
      : tls.createServer({ ...options.tls, allowHalfOpen: true }, accept);
  // Below TLS, so that connections whose handshake failed are ended by `close()` too.
  const rawSockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    rawSockets.add(socket);
    socket.on("close", () => rawSockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;

  return {
    port,
    origin: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    requests,
    connections,
    openConnections: () => sockets.size,
    enqueue: (...scripts) => void queue.push(...scripts),
    setDefaultScript(script) {
      defaultScript = script;
    },
    endIdle() {
      for (const [socket, connection] of sockets) {
        if (connection.requestCount > 0) continue;
        connection.closedBy = "server";
        socket.end();
      }
    },
    until(condition) {
      return new Promise((resolve) => {
        const check = () => {
          if (!condition()) return;
          waiters.delete(check);
          resolve();
        };
        waiters.add(check);
        check();
      });
    },
    async close() {
      const isClosed = once(server, "close");
      server.close();
      for (const socket of [...sockets.keys(), ...rawSockets]) socket.destroy();
      await isClosed;
    },
  };
}

/** Cuts what a client sends into requests; bodies have a `content-length` or none. */
class RequestReader {
  #pending: Buffer = Buffer.alloc(0);
  readonly #connection: RecordedConnection;
  readonly #onRequest: (request: RecordedRequest) => void;

  constructor(connection: RecordedConnection, onRequest: (request: RecordedRequest) => void) {
    this.#connection = connection;
    this.#onRequest = onRequest;
  }

  push(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    for (;;) {
      const headEnd = this.#pending.indexOf("\r\n\r\n");
      if (headEnd === -1) return;
      const [requestLine = "", ...lines] = this.#pending.toString("latin1", 0, headEnd).split("\r\n");
      const headers: Record<string, string> = {};
      for (const line of lines) {
        const colon = line.indexOf(":");
        const name = line.slice(0, colon).toLowerCase();
        const value = line.slice(colon + 1).trim();
        headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
      }
      const bodyBytes = Number(headers["content-length"] ?? 0);
      const headBytes = headEnd + 4;
      if (this.#pending.length < headBytes + bodyBytes) return;
      const [method = "", target = ""] = requestLine.split(" ");
      const body = this.#pending.toString("utf8", headBytes, headBytes + bodyBytes);
      this.#pending = this.#pending.subarray(headBytes + bodyBytes);
      this.#onRequest({ method, target, headers, body, headBytes, bodyBytes, connection: this.#connection });
    }
  }
}

/** Plays the scripts of one connection, one after another. */
class ScriptPlayer {
  readonly #socket: net.Socket;
  readonly #connection: RecordedConnection;
  readonly #stopping = new AbortController();
  #playing: Promise<void> = Promise.resolve();
  #isChunked = true;

  constructor(socket: net.Socket, connection: RecordedConnection) {
    this.#socket = socket;
    this.#connection = connection;
  }

  enqueue(script: readonly FaultStep[]): void {
    this.#playing = this.#playing.then(() => this.#play(script));
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #play(script: readonly FaultStep[]): Promise<void> {
    for (const step of script) {
      if (this.#isStopped) return;
      await this.#perform(step);
    }
  }

  async #perform(step: FaultStep): Promise<void> {
    switch (step.do) {
      case "head":
        return this.#head(step.status, step.headers ?? {});
      case "send":
        return this.#body(Buffer.from(step.text));
      case "send-bytes":
        return this.#body(Buffer.from(step.base64, "base64"));
      case "raw":
        return this.#write(Buffer.from(step.base64, "base64"));
      case "drip": {
        const bytes = Buffer.from(step.text);
        for (let start = 0; start < bytes.length && !this.#isStopped; start += step.bytes) {
          if (start > 0) await this.#wait(step.everyMs);
          await this.#body(bytes.subarray(start, start + step.bytes));
        }
        return;
      }
      case "wait":
        return this.#wait(step.ms);
      case "repeat": {
        const bytes = Buffer.from(step.text);
        for (let count = 0; count < (step.times ?? Infinity) && !this.#isStopped; count++) {
          if (count > 0) await this.#wait(step.everyMs);
          await this.#body(bytes);
        }
        return;
      }
      case "stall":
        return this.#wait(Infinity);
      case "end":
        if (this.#isChunked) await this.#write(Buffer.from("0\r\n\r\n"));
        return;
      case "fin":
        this.#connection.closedBy ??= "server";
        this.#socket.end();
        return this.#wait(Infinity);
      case "reset":
        this.#connection.closedBy ??= "server";
        this.#socket.resetAndDestroy();
        return this.#wait(Infinity);
    }
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted || this.#socket.destroyed;
  }

  #head(status: number, headers: Readonly<Record<string, string>>): Promise<void> {
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    const closes = Object.entries(headers).some(
      ([name, value]) => name.toLowerCase() === "connection" && value.toLowerCase() === "close",
    );
    this.#isChunked = !closes && !names.includes("content-length") && !names.includes("transfer-encoding");
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    if (this.#isChunked) lines.push("transfer-encoding: chunked\r\n");
    return this.#write(Buffer.from(`HTTP/1.1 ${status} Scripted\r\n${lines.join("")}\r\n`, "latin1"));
  }

  #body(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return Promise.resolve();
    if (!this.#isChunked) return this.#write(bytes);
    return this.#write(
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]),
    );
  }

  /** Writes and, when the client does not read, waits until it does or leaves. */
  async #write(bytes: Buffer): Promise<void> {
    if (this.#isStopped) return;
    if (this.#socket.write(bytes)) {
      // Lets the client's own events be heard between the writes of an endless script.
      await new Promise((resolve) => setImmediate(resolve));
      return;
    }
    await once(this.#socket, "drain", { signal: this.#stopping.signal }).catch(() => {});
  }

  #wait(durationMs: number): Promise<void> {
    if (durationMs === 0 || this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#stopping.signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = Number.isFinite(durationMs) ? setTimeout(finish, durationMs) : undefined;
      this.#stopping.signal.addEventListener("abort", finish);
    });
  }
}
