import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** One request as it arrived, and how it ended. Times are milliseconds since 1970, with fractions. */
export interface RequestRecord {
  readonly id: number;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Keys are masked to their last four characters. */
  readonly headers: Readonly<Record<string, string>>;
  body: string;
  readonly connectionId: number;
  readonly startedMs: number;
  status?: number;
  /** `answered`: the whole answer was sent; `client-left`: the client went first; `cut`: the server did. */
  outcome: "open" | "answered" | "client-left" | "cut";
  endedMs?: number;
}

/** One TCP connection. */
export interface ConnectionRecord {
  readonly id: number;
  readonly openedMs: number;
  requestCount: number;
  closedMs?: number;
}

/** Keeps what arrived; the oldest requests go when there are more than 5,000. */
export class RequestLog {
  readonly requests: RequestRecord[] = [];
  readonly connections: ConnectionRecord[] = [];
  /** By the client's port: over TLS and HTTP/2 a request's socket is another object than the connection's. */
  readonly #byPort = new Map<number | undefined, ConnectionRecord>();
  #nextId = 1;

  connected(socket: Socket): void {
    const record: ConnectionRecord = {
      id: this.connections.length + 1,
      openedMs: nowMs(),
      requestCount: 0,
    };
    this.connections.push(record);
    const { remotePort } = socket;
    this.#byPort.set(remotePort, record);
    socket.once("close", () => {
      record.closedMs = nowMs();
      this.#byPort.delete(remotePort);
    });
  }

  arrived(request: IncomingMessage): RequestRecord {
    const connection = this.#byPort.get(request.socket.remotePort);
    if (connection !== undefined) connection.requestCount += 1;
    const record: RequestRecord = {
      id: this.#nextId,
      method: request.method ?? "",
      path: request.url ?? "",
      headers: maskedHeaders(request),
      body: "",
      connectionId: connection?.id ?? 0,
      startedMs: nowMs(),
      outcome: "open",
    };
    this.#nextId += 1;
    this.requests.push(record);
    if (this.requests.length > 5000) this.requests.shift();
    return record;
  }

  /** Sockets open now. */
  get openConnectionCount(): number {
    return this.#byPort.size;
  }

  /** Requests that the client left before the answer was whole. */
  get abortCount(): number {
    return this.requests.filter((request) => request.outcome === "client-left").length;
  }

  clear(): void {
    this.requests.length = 0;
  }
}

/** Finer than the date, and comparable between processes of one machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

const keyHeaders = new Set([
  "authorization",
  "proxy-authorization",
  "xi-api-key",
  "x-api-key",
  "api-key",
  "cookie",
]);

function maskedHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(", ") : value;
    headers[name] = keyHeaders.has(name) ? text.replace(/\S+$/, (key) => `****${key.slice(-4)}`) : text;
  }
  return headers;
}
