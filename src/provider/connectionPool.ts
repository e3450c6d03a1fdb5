import type { Client, Dispatcher } from "undici";
import { ownProperty } from "./ownProperty";

/** Failures that a connection shows when the server closed it while it was idle. */
const staleConnectionCodes: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** A request as undici takes it. */
export type PooledRequest = Dispatcher.DispatchOptions & { readonly signal: AbortSignal };

/** One HTTP/1.1 connection: being opened, idle, or at work on one request. */
interface Connection {
  readonly client: Client;
  /** How often it was opened: undici opens it anew for a request that waits when an idle socket turns out dead. */
  openCount: number;
  /** A request was given to it and has no answer yet. */
  awaitsHead: boolean;
  /** Of the last request. */
  signal?: AbortSignal;
}

/**
 * The HTTP/1.1 connections to one origin in one way. undici's own pool is not used because a completion is aborted
 * more often than not, an abort costs HTTP/1.1 its connection, and the next request must find one that is open: the
 * pool opens spares without sending anything, gives a request that finds none to one that is just being opened, and
 * lets go of a connection with the request that was aborted on it (undici 7.30.2 would open it again, for nothing).
 */
export class ConnectionPool {
  readonly #openClient: () => Client;
  /** The one used last is the last one, so that those nobody needs grow old and close. */
  readonly #connections = new Set<Connection>();
  #isDestroyed = false;

  /** `openClient` makes a client that has connected to nothing yet. */
  constructor(openClient: () => Client) {
    this.#openClient = openClient;
  }

  /**
   * Sends a request on an idle connection or a new one, and once more when the server closed the idle one in the very
   * moment it was used. The body must be read to its end or destroyed.
   */
  async request(request: PooledRequest): Promise<Dispatcher.ResponseData> {
    const connection = this.#take();
    const { openCount } = connection;
    try {
      return await this.#send(connection, request);
    } catch (error) {
      const wasIdle = openCount > 0 && connection.openCount === openCount;
      if (!wasIdle || !staleConnectionCodes.has(ownProperty(error, "code")) || request.signal.aborted)
        throw error;
    }
    // What closed one idle connection, a sleeping laptop or a restarted server, has closed the others as well.
    this.#discardIdle();
    return this.#send(this.#open(), request);
  }

  /**
   * Opens connections until `count` are idle or being opened. Nothing is sent on them; like every idle connection
   * they close after the keep-alive time. After `destroy` it does nothing.
   */
  keepSpares(count: number): void {
    if (this.#isDestroyed) return;
    let missing = count;
    for (const connection of this.#connections)
      if (isIdle(connection) || isSpareOpening(connection)) missing--;
    for (; missing > 0; missing--) this.#openSpare();
  }

  /** Ends what runs, closes everything and opens nothing any more. */
  async destroy(): Promise<void> {
    this.#isDestroyed = true;
    const clients = [...this.#connections].map(({ client }) => client);
    this.#connections.clear();
    await Promise.all(clients.map((client) => client.destroy()));
  }

  async #send(connection: Connection, request: PooledRequest): Promise<Dispatcher.ResponseData> {
    connection.awaitsHead = true;
    connection.signal = request.signal;
    try {
      return await connection.client.request(request);
    } finally {
      connection.awaitsHead = false;
    }
  }

  /** The idle connection used last, else the spare whose opening began first, else a new one. */
  #take(): Connection {
    const connections = [...this.#connections];
    const taken = connections.findLast(isIdle) ?? connections.find(isSpareOpening) ?? this.#open();
    this.#connections.delete(taken);
    this.#connections.add(taken);
    return taken;
  }

  #open(): Connection {
    if (this.#isDestroyed)
      throw Object.assign(new Error("The connections are closed"), { code: "UND_ERR_DESTROYED" });
    const connection: Connection = { client: this.#openClient(), openCount: 0, awaitsHead: false };
    const { client } = connection;
    client.on("connect", () => connection.openCount++);
    client.on("disconnect", () => {
      const isWaitedFor = connection.awaitsHead && connection.signal?.aborted !== true;
      if (client.stats.size === 0 || !isWaitedFor) this.#discard(connection);
    });
    client.on("connectionError", () => this.#discard(connection));
    this.#connections.add(connection);
    return connection;
  }

  /**
   * undici connects when a request waits, and asks the request first whether it still wants to be sent: this one never
   * does, so that an open connection is all that is left of it. A failure shows when a real request meets it.
   */
  #openSpare(): void {
    this.#open().client.dispatch(
      { path: "/", method: "GET" },
      {
        onRequestStart() {
          throw new Error("Only the connection was wanted.");
        },
        onResponseError() {},
      },
    );
  }

  #discard(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    void connection.client.destroy();
  }

  #discardIdle(): void {
    for (const connection of this.#connections) if (isIdle(connection)) this.#discard(connection);
  }
}

function isIdle({ client }: Connection): boolean {
  const { connected, size } = client.stats;
  return connected && size === 0;
}

/** Being opened with nothing but the spare's own question waiting; a real request waits behind it from now on. */
function isSpareOpening({ client, openCount, signal }: Connection): boolean {
  return openCount === 0 && signal === undefined && client.stats.size === 1;
}
