import type { Client, Dispatcher } from "undici";
import { ownProperty } from "./ownProperty";

/** Failures that a connection shows when the server closed it while it was idle. */
const staleConnectionCodes: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** A request as undici takes it. */
export type PooledRequest = Dispatcher.DispatchOptions & { readonly signal: AbortSignal };

/** One HTTP/1.1 connection: being opened, idle, or at work on one request. */
interface Connection {
  readonly client: Client;
  /** Resolves when it is open for the first time; rejects with why it could not be opened. */
  readonly opened: Promise<void>;
  /** The signal of the request that waits until it is open; once that is aborted, nobody waits. */
  awaitedBy: AbortSignal | undefined;
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
 * pool opens connections without sending anything, lets a request that finds none wait for one that is just being opened,
 * and lets go of a connection with the request that was aborted on it (undici 7.30.2 would open it again, for nothing).
 * A request that is aborted while it waits was never given to undici, which would end the connection in the moment it
 * is open: so the next request has it.
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
    request.signal.throwIfAborted(); // undici would end an idle connection for it.
    const connection = this.#take();
    const wasIdle = isIdle(connection);
    const { openCount } = connection;
    try {
      return await this.#send(connection, request);
    } catch (error) {
      const wasClosed = wasIdle && connection.openCount === openCount;
      if (!wasClosed || !staleConnectionCodes.has(ownProperty(error, "code")) || request.signal.aborted)
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
    for (; missing > 0; missing--) this.#open();
  }

  /** Ends what runs, closes everything and opens nothing any more. */
  async destroy(): Promise<void> {
    this.#isDestroyed = true;
    const clients = [...this.#connections].map(({ client }) => client);
    this.#connections.clear();
    await Promise.all(clients.map((client) => client.destroy()));
  }

  async #send(connection: Connection, request: PooledRequest): Promise<Dispatcher.ResponseData> {
    if (connection.openCount === 0) {
      connection.awaitedBy = request.signal;
      await unlessAborted(connection.opened, request.signal);
      request.signal.throwIfAborted(); // Another request may have the connection by now.
      connection.awaitedBy = undefined;
    }
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

  /**
   * undici connects when a request waits, and asks the request first whether it still wants to be sent: this one never
   * does, so that an open connection is all that is left of it. A failure shows to the request that waits, or to nobody.
   */
  #open(): Connection {
    if (this.#isDestroyed)
      throw Object.assign(new Error("The connections are closed"), { code: "UND_ERR_DESTROYED" });
    const client = this.#openClient();
    const opened = new Promise<void>((resolve, reject) => {
      client.on("connect", () => resolve());
      client.on("connectionError", (_origin, _targets, error) => reject(error));
      // When it is destroyed before it is open, the question below is all that hears of it.
      client.dispatch(
        { path: "/", method: "GET" },
        {
          onRequestStart() {
            throw new Error("Only the connection was wanted.");
          },
          onResponseError(_controller, error) {
            reject(error);
          },
        },
      );
    });
    // Nobody may wait for it.
    opened.catch(() => {});
    const connection: Connection = { client, opened, awaitedBy: undefined, openCount: 0, awaitsHead: false };
    client.on("connect", () => connection.openCount++);
    client.on("disconnect", () => {
      const isWaitedFor = connection.awaitsHead && connection.signal?.aborted !== true;
      if (client.stats.size === 0 || !isWaitedFor) this.#discard(connection);
    });
    client.on("connectionError", () => this.#discard(connection));
    this.#connections.add(connection);
    return connection;
  }

  #discard(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    void connection.client.destroy();
  }

  #discardIdle(): void {
    for (const connection of this.#connections) if (isIdle(connection)) this.#discard(connection);
  }
}

/** The promise's outcome, unless the signal is aborted first. @throws also the signal's reason */
async function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function isIdle(connection: Connection): boolean {
  const { connected, size } = connection.client.stats;
  return connected && size === 0 && !isAwaited(connection);
}

/** Being opened, and nobody waits for it. */
function isSpareOpening(connection: Connection): boolean {
  return connection.openCount === 0 && !isAwaited(connection);
}

function isAwaited({ awaitedBy }: Connection): boolean {
  return awaitedBy?.aborted === false;
}
