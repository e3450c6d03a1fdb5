import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ConnectionPool } from "../../../src/provider/connectionPool";
import { directNetwork } from "../../../src/provider/networkSettings";
import type { Transport, TransportRequest } from "../../../src/provider/transport";
import { buildConnector, Client } from "../../../src/provider/undiciDispatchers";
import { createUndiciTransport } from "../../../src/provider/undiciTransport";
import { type FaultServer, startFaultServer } from "../../faults/faultServer";
import type { FaultStep } from "../../faults/steps";

const pem = (part: string) => readFileSync(`test/fixtures/tls/self-signed.${part}.pem`, "utf8");
const tls = { key: pem("key"), cert: pem("cert") };

const head: FaultStep = { do: "head", status: 200, headers: { "content-type": "text/event-stream" } };
const endless: readonly FaultStep[] = [head, { do: "send", text: ": here\n\n" }, { do: "stall" }];
const whole: readonly FaultStep[] = [head, { do: "send", text: "all" }, { do: "end" }];

describe("connections for requests that are often aborted", () => {
  let server: FaultServer;
  let transport: Transport;

  const start = async (options: { isTls: boolean }) => {
    server = await startFaultServer({ defaultScript: endless, ...(options.isTls && { tls }) });
    transport = createUndiciTransport({ ...directNetwork, isStrictSsl: false });
  };
  afterEach(async () => {
    await transport.dispose();
    await server.close();
  });

  const requestFor = (signal: AbortSignal, more: Partial<TransportRequest> = {}): TransportRequest => ({
    method: "POST",
    url: new URL("/completions", server.origin),
    headers: {},
    body: "{}",
    connectTimeoutMs: 5_000,
    headersTimeoutMs: 5_000,
    isOftenAborted: true,
    signal,
    ...more,
  });

  /** Sends, reads the first bytes, aborts, and waits until the server has seen the connection's end. */
  const sendAndAbort = async (more?: Partial<TransportRequest>) => {
    const stop = new AbortController();
    const answer = await transport.send(requestFor(stop.signal, more));
    const bytes = answer.body[Symbol.asyncIterator]();
    await bytes.next();
    const connection = server.requests.at(-1)?.connection;
    return {
      connection,
      abort: async () => {
        stop.abort();
        await assert.rejects(bytes.next());
        await server.until(() => connection?.closedBy === "client");
      },
    };
  };

  it("finds an open connection after every abort, and never holds more than two beside the running one", async () => {
    await start({ isTls: true });
    for (let round = 0; round < 20; round++) {
      const openBefore = server.connections.length;
      const running = await sendAndAbort();
      if (round > 0) assert.ok((running.connection?.number ?? Infinity) <= openBefore, `round ${round}`);
      await server.until(() => server.openConnections() === 3);
      await running.abort();
    }
    assert.equal(server.connections.length, 22);
    assert.equal(server.requests.length, 20);
  });

  it("sends nothing on a connection before it is used", async () => {
    await start({ isTls: true });
    const running = await sendAndAbort();
    await server.until(() => server.connections.length === 3);
    await running.abort();
    assert.deepEqual(
      server.connections.map(({ receivedBytes }) => receivedBytes > 0),
      [true, false, false],
    );
  });

  it("opens none for other requests, nor on this machine without TLS", async () => {
    for (const [isTls, isOftenAborted] of [
      [true, false],
      [false, true],
    ] as const) {
      await start({ isTls });
      await (await sendAndAbort({ isOftenAborted })).abort();
      await (await sendAndAbort({ isOftenAborted })).abort();
      // undici's pool would have opened a third for the request that was aborted.
      assert.equal(server.connections.length, 2);
      if (isTls) {
        await transport.dispose();
        await server.close();
      }
    }
  });

  it("is not disturbed by spares that the server closes", async () => {
    await start({ isTls: true });
    const running = await sendAndAbort();
    await server.until(() => server.openConnections() === 3);
    server.endIdle();
    await server.until(() => server.openConnections() === 1);
    await running.abort();
    await (await sendAndAbort()).abort();
    assert.equal(server.requests.length, 2);
  });

  it("sends once more on a new connection when a spare was closed in the moment it was used", async () => {
    await start({ isTls: true });
    const running = await sendAndAbort();
    await server.until(() => server.openConnections() === 3);
    server.enqueue([{ do: "fin" }]);
    const again = await sendAndAbort();
    assert.ok((again.connection?.number ?? 0) > 3);
    await again.abort();
    await running.abort();
  });

  it("closes all of them when it is disposed", async () => {
    await start({ isTls: true });
    await sendAndAbort();
    await server.until(() => server.openConnections() === 3);
    await transport.dispose();
    await server.until(() => server.openConnections() === 0);
    await assert.rejects(transport.send(requestFor(new AbortController().signal)), {
      code: "UND_ERR_DESTROYED",
    });
  });
});

describe("ConnectionPool", () => {
  let server: FaultServer;
  let pool: ConnectionPool;

  const openPool = (options: Client.Options) => {
    const connect = buildConnector({ rejectUnauthorized: false });
    return new ConnectionPool(() => new Client(server.origin, { connect, ...options }));
  };

  beforeEach(async () => {
    server = await startFaultServer({ defaultScript: whole, tls });
    pool = openPool({ keepAliveTimeout: 30_000 });
  });
  afterEach(async () => {
    await pool.destroy();
    await server.close();
  });

  const ask = async () => {
    const { signal } = new AbortController();
    const answer = await pool.request({ path: "/", method: "POST", body: "{}", signal });
    return answer.body.text();
  };

  it("gives a request to a connection that is just being opened", async () => {
    pool.keepSpares(1);
    assert.equal(await ask(), "all");
    assert.deepEqual([server.connections.length, server.connections[0]?.requestCount], [1, 1]);
  });

  it("gives two requests at once to two connections", async () => {
    pool.keepSpares(1);
    assert.deepEqual(await Promise.all([ask(), ask()]), ["all", "all"]);
    assert.deepEqual(
      server.connections.map(({ requestCount }) => requestCount),
      [1, 1],
    );
  });

  it("keeps the connection of a request that was aborted while it was being opened", async () => {
    const stop = new AbortController();
    const stopped = pool.request({ path: "/", method: "POST", body: "{}", signal: stop.signal });
    stop.abort(new Error("typed on"));
    // In the same turn: the next request waits for the connection that is being opened.
    const answer = ask();
    await assert.rejects(stopped, { message: "typed on" });
    assert.equal(await answer, "all");
    assert.deepEqual([server.connections.length, server.requests.length], [1, 1]);
  });

  it("keeps it open for later as well, and sends nothing of the aborted request", async () => {
    const stop = new AbortController();
    const stopped = pool.request({ path: "/", method: "POST", body: "{}", signal: stop.signal });
    stop.abort(new Error("typed on"));
    await assert.rejects(stopped);
    pool.keepSpares(1);
    await server.until(() => server.connections.length === 1);
    assert.equal(await ask(), "all");
    assert.deepEqual([server.connections.length, server.requests.length], [1, 1]);
  });

  it("does not end an idle connection for a request that is aborted already", async () => {
    assert.equal(await ask(), "all");
    const signal = AbortSignal.abort(new Error("typed on"));
    await assert.rejects(pool.request({ path: "/", method: "POST", body: "{}", signal }), {
      message: "typed on",
    });
    assert.equal(await ask(), "all");
    assert.deepEqual([server.connections.length, server.requests.length], [1, 2]);
  });

  it("tells a request that waits for a connection that the pool is destroyed", async () => {
    const asked = ask();
    await pool.destroy();
    await assert.rejects(asked, { code: "UND_ERR_DESTROYED" });
  });

  it("closes spares that nobody used", async () => {
    pool = openPool({ keepAliveTimeout: 20, keepAliveTimeoutThreshold: 1 });
    pool.keepSpares(2);
    await server.until(() => server.connections.length === 2);
    await server.until(() => server.openConnections() === 0);
    assert.ok(server.connections.every(({ receivedBytes }) => receivedBytes === 0));
  });

  it("closes spares that are being opened when it is destroyed", async () => {
    pool.keepSpares(2);
    await pool.destroy();
    await server.until(() => server.openConnections() === 0);
    await assert.rejects(ask(), { code: "UND_ERR_DESTROYED" });
    // A throw here would leave the request beside it with a failure that nobody handles.
    pool.keepSpares(1);
    assert.equal(server.openConnections(), 0);
  });

  it("tells a request why its spare could not be opened, and opens anew afterwards", async () => {
    const { port } = server;
    const refused = new ConnectionPool(
      () => new Client(`https://127.0.0.1:${port}`, { connect: buildConnector({}) }),
    );
    refused.keepSpares(1);
    const { signal } = new AbortController();
    for (let round = 0; round < 2; round++) {
      await assert.rejects(refused.request({ path: "/", method: "GET", signal }), {
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      });
    }
    await refused.destroy();
  });
});
