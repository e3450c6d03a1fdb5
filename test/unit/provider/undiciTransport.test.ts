import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { directNetwork, type NetworkSettings, proxyFor } from "../../../src/provider/networkSettings";
import type { Transport } from "../../../src/provider/transport";
import { createUndiciTransport } from "../../../src/provider/undiciTransport";
import { startFaultServer } from "../../faults/faultServer";
import type { FaultStep } from "../../faults/steps";
import { chatExchange, createRig, data, errorOf, run } from "./support/exchangeRig";

const whole: readonly FaultStep[] = [
  { do: "head", status: 200, headers: { "content-type": "text/event-stream" } },
  { do: "send", text: `${data({ t: "ok", f: "stop" })}data: [DONE]\n\n` },
  { do: "end" },
];

describe("undiciTransport", () => {
  it("leaves the process's dispatcher and fetch alone, bundled as it ships", async () => {
    const folder = mkdtempSync(join(tmpdir(), "midfill-undici-"));
    try {
      const entry = join(folder, "entry.ts");
      writeFileSync(
        entry,
        `import { createServer } from "node:http";
         import { createUndiciTransport } from ${JSON.stringify(join(process.cwd(), "src/provider/undiciTransport"))};
         import { directNetwork } from ${JSON.stringify(join(process.cwd(), "src/provider/networkSettings"))};
         const slots = () => [1, 2].map((n) => globalThis[Symbol.for("undici.globalDispatcher." + n)]);
         const before = slots();
         const server = createServer((_, answer) => answer.end("x")).listen(0, "127.0.0.1", async () => {
           const url = new URL("http://127.0.0.1:" + server.address().port);
           const transport = createUndiciTransport(directNetwork);
           const answer = await transport.send({ method: "GET", url, headers: {}, connectTimeoutMs: 5000,
             headersTimeoutMs: 5000, signal: new AbortController().signal });
           answer.discard();
           const after = slots();
           await transport.dispose();
           const status = (await fetch(url)).status;
           console.log(JSON.stringify({ before: before.map(String), after: after.map(String), answer: answer.status, status }));
           process.exit(0);
         });`,
      );
      const outfile = join(folder, "entry.cjs");
      await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: "node",
        format: "cjs",
        logLevel: "silent",
      });
      const told: unknown = JSON.parse(execFileSync(process.execPath, [outfile], { encoding: "utf8" }));
      const untouched = ["undefined", "undefined"];
      assert.deepEqual(told, { before: untouched, after: untouched, answer: 200, status: 200 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(60_000);

  it("sends once more when the server closed an idle connection", async () => {
    const server = await startFaultServer({ defaultScript: whole });
    const transport = createUndiciTransport(directNetwork);
    const rig = createRig(transport, server.origin);
    try {
      for (let round = 0; round < 100; round++) {
        server.enqueue(whole, [{ do: "reset" }]);
        for (const _ of ["fresh", "reused"]) {
          const result = await run(rig, chatExchange(server.origin), { limits: { maxRetries: 0 } });
          assert.equal(result.error, undefined);
          // The pool takes a connection back one turn of the event loop after the answer's end.
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    } finally {
      await transport.dispose();
      await server.close();
    }
  });

  it("ends what runs when it is disposed, and takes nothing new", async () => {
    const server = await startFaultServer({ defaultScript: [{ do: "stall" }] });
    const transport = createUndiciTransport(directNetwork);
    const rig = createRig(transport, server.origin);
    const running = run(rig, chatExchange(server.origin), { limits: { maxRetries: 0 } });
    await server.until(() => server.requests.length === 1);
    await transport.dispose();
    assert.equal(errorOf(await running).kind, "network");
    assert.equal(
      errorOf(await run(rig, chatExchange(server.origin), { limits: { maxRetries: 0 } })).kind,
      "network",
    );
    await server.close();
  });

  it("refuses certificates that nobody trusts, once, and takes them only when told to", async () => {
    for (const name of ["self-signed", "wrong-name"]) {
      const pem = (part: string) => readFileSync(`test/fixtures/tls/${name}.${part}.pem`, "utf8");
      const server = await startFaultServer({
        defaultScript: whole,
        tls: { key: pem("key"), cert: pem("cert") },
      });
      const attempt = async (settings: NetworkSettings) => {
        const transport = createUndiciTransport(settings);
        const result = await run(createRig(transport, server.origin), chatExchange(server.origin));
        await transport.dispose();
        return result;
      };
      const error = errorOf(await attempt(directNetwork));
      assert.equal(error.kind, "tls");
      assert.equal(error.facts.isRetryable, false);
      assert.equal(server.requests.length, 0);
      assert.equal((await attempt({ ...directNetwork, isStrictSsl: false })).text, "ok");
      await server.close();
    }
  });
});

const tlsFixture = (part: string) => readFileSync(`test/fixtures/tls/self-signed.${part}.pem`, "utf8");

/** Answers CONNECT by `reply`; a 200 leads to `target`, whatever host was asked for. */
async function startProxy(reply: (head: string) => string, targetPort: number) {
  const heads: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      const head = bytes.toString("latin1");
      heads.push(head);
      const answer = reply(head);
      if (answer === "reset") return void socket.resetAndDestroy();
      if (answer === "end") return void socket.end();
      socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
      if (!answer.startsWith("200")) return;
      const upstream = net.connect(targetPort, "127.0.0.1");
      sockets.add(upstream);
      upstream.on("error", () => {});
      socket.pipe(upstream).pipe(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  };
  return { port, heads, close };
}

describe("undiciTransport through a proxy", () => {
  const password = "proxyPASSWORD99";
  let transport: Transport | undefined;
  afterEach(() => transport?.dispose());

  const through = (port: number): NetworkSettings => ({
    ...directNetwork,
    proxySupport: "on",
    proxyUrl: `http://someone:${password}@127.0.0.1:${port}`,
    isStrictSsl: false,
  });

  const target = "https://provider.example";

  it("tunnels to the provider, which is never reached directly", async () => {
    const origin = await startFaultServer({
      defaultScript: whole,
      tls: { key: tlsFixture("key"), cert: tlsFixture("cert") },
    });
    const proxy = await startProxy(() => "200 OK", origin.port);
    transport = createUndiciTransport(through(proxy.port));
    const rig = createRig(transport, target);
    assert.equal((await run(rig, chatExchange(target))).text, "ok");
    assert.match(proxy.heads[0] ?? "", /^CONNECT provider\.example:443 /);
    assert.match(
      proxy.heads[0] ?? "",
      new RegExp(`proxy-authorization: Basic ${btoa(`someone:${password}`)}`, "i"),
    );
    assert.ok(!proxy.heads.join().includes("CANARY"));
    assert.equal(origin.requests[0]?.headers["proxy-authorization"], undefined);
    await proxy.close();
    await origin.close();
  });

  it("opens connections for the next requests through the proxy as well", async () => {
    const origin = await startFaultServer({
      defaultScript: [...whole.slice(0, 1), { do: "stall" }],
      tls: { key: tlsFixture("key"), cert: tlsFixture("cert") },
    });
    const proxy = await startProxy(() => "200 OK", origin.port);
    transport = createUndiciTransport(through(proxy.port));
    for (const expected of [1, 2]) {
      const stop = new AbortController();
      const answer = await transport.send({
        method: "POST",
        url: new URL(target),
        headers: {},
        body: "{}",
        connectTimeoutMs: 5_000,
        headersTimeoutMs: 5_000,
        isOftenAborted: true,
        signal: stop.signal,
      });
      assert.equal(answer.status, 200);
      await origin.until(() => origin.connections.length === expected + 2);
      stop.abort();
    }
    assert.equal(proxy.heads.length, 4);
    assert.ok((origin.requests[1]?.connection.number ?? Infinity) <= 3);
    await transport.dispose();
    await origin.until(() => origin.openConnections() === 0);
    await proxy.close();
    await origin.close();
  });

  for (const [what, reply, kind] of [
    ["a 407", "407 Proxy Authentication Required\r\ncontent-length: 0", "proxy"],
    ["a 403", "403 Forbidden\r\ncontent-length: 0", "proxy"],
    ["a dropped tunnel", "reset", "network"],
    ["an ended tunnel", "end", "network"],
  ] as const) {
    it(`names the proxy after ${what}, without its password`, async () => {
      const proxy = await startProxy(() => reply, 1);
      transport = createUndiciTransport(through(proxy.port));
      const rig = createRig(transport, target);
      const error = errorOf(await run(rig, chatExchange(target), { limits: { maxRetries: 0 } }));
      assert.equal(error.kind, kind);
      const told = JSON.stringify([error.facts, rig.logLines]);
      assert.ok(told.includes(`127.0.0.1:${proxy.port}`), told);
      assert.ok(!told.includes(password) && !told.includes(btoa(`someone:${password}`)));
      await proxy.close();
    });
  }

  it("says when the proxy is down", async () => {
    const proxy = await startProxy(() => "200 OK", 1);
    await proxy.close();
    transport = createUndiciTransport(through(proxy.port));
    const error = errorOf(
      await run(createRig(transport, target), chatExchange(target), { limits: { maxRetries: 0 } }),
    );
    assert.equal(error.kind, "proxy");
    assert.ok(error.message.includes(`127.0.0.1:${proxy.port}`));
  });
});

const settings = (partial: Partial<NetworkSettings>): NetworkSettings => ({
  ...directNetwork,
  proxySupport: "override",
  ...partial,
});

describe("proxyFor", () => {
  const proxyUrl = "http://p:1";
  const cases: readonly (readonly [string, Partial<NetworkSettings>, string | undefined])[] = [
    ["https://h", {}, undefined],
    ["https://h", { proxyUrl }, "http://p:1/"],
    ["https://h", { proxyUrl, proxySupport: "off" }, undefined],
    ["http://127.0.0.1:1", { proxyUrl }, undefined],
    ["http://localhost:1", { environment: { HTTP_PROXY: "p" } }, undefined],
    ["https://h", { environment: { HTTPS_PROXY: "http://e:2" } }, "http://e:2/"],
    ["https://h", { environment: { https_proxy: "e:2" } }, "http://e:2/"],
    ["https://h", { environment: { ALL_PROXY: "http://a:3" } }, "http://a:3/"],
    ["https://h", { proxyUrl, environment: { HTTPS_PROXY: "http://e:2" } }, "http://p:1/"],
    ["https://h", { proxyUrl, environment: { NO_PROXY: "x,h" } }, undefined],
    ["https://h", { proxyUrl, noProxy: ["x"], environment: { NO_PROXY: "h" } }, "http://p:1/"],
    ["https://a.h", { proxyUrl, noProxy: ["h"] }, undefined],
    ["https://a.h", { proxyUrl, noProxy: [".h"] }, undefined],
    ["https://a.h", { proxyUrl, noProxy: ["*.H"] }, undefined],
    ["https://ah", { proxyUrl, noProxy: ["h"] }, "http://p:1/"],
    ["https://h:8443", { proxyUrl, noProxy: ["h:443"] }, "http://p:1/"],
    ["https://h", { proxyUrl, noProxy: ["h:443"] }, undefined],
    ["https://[2001:db8::1]", { proxyUrl, noProxy: ["[2001:db8::1]:443"] }, undefined],
    ["https://[2001:db8::1]", { proxyUrl, noProxy: ["2001:db8::1"] }, undefined],
    ["https://10.0.0.1", { proxyUrl, noProxy: ["10.0.0.0/8"] }, "http://p:1/"],
    ["https://h", { proxyUrl, noProxy: ["*"] }, undefined],
  ];
  for (const [url, partial, expected] of cases) {
    it(`${url} with ${JSON.stringify(partial)}`, () => {
      assert.equal(proxyFor(new URL(url), settings(partial))?.href, expected);
    });
  }

  it("refuses a proxy it cannot use, without repeating the address", () => {
    for (const bad of ["socks5://u:secret@p:1", "http://u:secret@", "ftp://p"]) {
      assert.throws(
        () => proxyFor(new URL("https://h"), settings({ proxyUrl: bad })),
        (error) => error instanceof Error && !error.message.includes("secret"),
      );
    }
  });
});
