import assert from "node:assert/strict";
import { setMaxListeners, getEventListeners } from "node:events";
import { createFetchTransport } from "../../../src/provider/fetchTransport";
import { directNetwork } from "../../../src/provider/networkSettings";
import { streamExchange } from "../../../src/provider/streamExchange";
import type { Transport } from "../../../src/provider/transport";
import { createUndiciTransport } from "../../../src/provider/undiciTransport";
import { chatDeadlines, chatLimits, fimLimits } from "../../../src/provider/defaultLimits";
import { type FaultServer, startFaultServer } from "../../faults/faultServer";
import type { FaultStep } from "../../faults/steps";
import {
  canaryKey,
  canaryPrompt,
  chatExchange,
  createRig,
  data,
  errorOf,
  parseTiny,
  type Rig,
  run,
} from "./support/exchangeRig";

const streamHead: FaultStep = {
  do: "head",
  status: 200,
  headers: { "content-type": "text/event-stream; charset=utf-8", "x-ds-trace-id": "trace-1" },
};
const send = (text: string): FaultStep => ({ do: "send", text });
const end: FaultStep = { do: "end" };
const done = "data: [DONE]\n\n";
const whole: readonly FaultStep[] = [
  streamHead,
  send(data({ t: "Hel" })),
  send(data({ t: "lo" }) + data({ f: "stop" }) + done),
  end,
];
const answer = (status: number, body: string, headers: Record<string, string> = {}): FaultStep[] => [
  { do: "head", status, headers: { "content-type": "application/json", ...headers } },
  send(body),
  end,
];

const transports: readonly (readonly [string, () => Transport])[] = [
  ["undici", () => createUndiciTransport(directNetwork)],
  ["fetch", () => createFetchTransport(fetch)],
];

for (const [name, createTransport] of transports) {
  describe(`streamExchange over ${name}`, () => {
    let server: FaultServer;
    let attacker: FaultServer;
    let transport: Transport;
    let rig: Rig;
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown) => void rejections.push(reason);

    before(async () => {
      process.on("unhandledRejection", onRejection);
      attacker = await startFaultServer();
    });
    beforeEach(async () => {
      server = await startFaultServer();
      transport = createTransport();
      rig = createRig(transport, server.origin);
    });
    afterEach(async () => {
      await transport.dispose();
      await server.close();
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(rejections, []);
    });
    after(async () => {
      process.off("unhandledRejection", onRejection);
      await attacker.close();
    });

    /** Node's own fetch opens spare connections, so only those that carried a request must be closed. */
    const allClosed = () =>
      server.until(() =>
        server.connections.every(
          ({ requestCount, closedAtMs }) => requestCount === 0 || closedAtMs !== undefined,
        ),
      );

    const play = async (steps: readonly FaultStep[], options: Parameters<typeof run>[2] = {}) => {
      server.setDefaultScript(steps);
      return run(rig, chatExchange(server.origin), { limits: { maxRetries: 0 }, ...options });
    };

    it("gives head, events and a normal end, and uses the connection again", async () => {
      for (let round = 0; round < 6; round++) {
        const result = await play(whole);
        assert.equal(result.error, undefined);
        assert.equal(result.text, "Hello");
        assert.deepEqual(result.items[0], { type: "head", requestId: "trace-1" });
      }
      // Two, not one: the next request may come before the pool has taken the connection back.
      assert.ok(server.connections.length <= 2);
      const [request] = server.requests;
      assert.equal(request?.headers["authorization"], `Bearer ${canaryKey}`);
      assert.equal(request?.headers["accept-encoding"], "identity");
      assert.equal(request?.method, "POST");
      assert.ok(request?.body.includes(canaryPrompt));
    });

    it("attaches no key that belongs to another origin", async () => {
      rig = createRig(transport, "https://api.deepseek.com");
      await play(whole);
      assert.equal(server.requests[0]?.headers["authorization"], undefined);
    });

    it("accepts a finish reason followed by a clean end, with the last blank line missing", async () => {
      const result = await play([streamHead, send(`${data({ t: "a" })}data: {"f":"stop"}`), end]);
      assert.equal(result.error, undefined);
      assert.equal(result.text, "a");
    });

    it("ignores what comes after [DONE]", async () => {
      const result = await play([
        streamHead,
        send(data({ t: "a", f: "stop" }) + done + data({ t: "b" })),
        end,
      ]);
      assert.equal(result.text, "a");
      assert.equal(result.error, undefined);
    });

    it("does not wait for a connection that stays open after [DONE]", async () => {
      const result = await play([streamHead, send(data({ t: "a", f: "stop" }) + done), { do: "stall" }]);
      assert.equal(result.error, undefined);
      await allClosed();
    });

    it("says that an answer without a finish reason was cut off, wherever it was cut", async () => {
      const body = data({ t: "Hel" }) + data({ t: "lo" }) + data({ f: "stop" });
      const finishEnd = body.length - 2;
      for (let length = 1; length < finishEnd; length++) {
        for (const ending of [end, { do: "fin" }, { do: "reset" }] satisfies FaultStep[]) {
          const result = await play([streamHead, send(body.slice(0, length)), ending]);
          const error = errorOf(result);
          // An unfinished JSON text before a clean end is malformed; everything else is a cut.
          const expected =
            ending.do === "end" ? ["cut-short", "bad-response"] : ["cut-short", "bad-response", "network"];
          // Only the line's last brace and the end of the line may be missing.
          if (ending.do === "end" && body.slice(0, length).endsWith('"stop"}')) continue;
          assert.ok(
            expected.includes(error.kind),
            `${error.kind} after ${length} characters and ${ending.do}`,
          );
          assert.ok("Hello".startsWith(result.text));
        }
      }
    }).timeout(60_000);

    it("calls [DONE] without a finish reason a cut", async () => {
      const result = await play([streamHead, send(data({ t: "a" }) + done), end]);
      assert.equal(errorOf(result).kind, "cut-short");
      assert.equal(result.text, "a");
    });

    it("keeps what came before a reset, and does not repeat the request", async () => {
      const result = await play(
        [streamHead, send(data({ t: "a" })), { do: "wait", ms: 50 }, { do: "reset" }],
        {
          limits: { maxRetries: 2 },
        },
      );
      assert.equal(result.text, "a");
      assert.equal(errorOf(result).kind, "cut-short");
      assert.equal(server.requests.length, 1);
    });

    for (const [form, text, kind] of [
      ["a data event", data({ error: { message: "Overloaded", code: 503 } }), "server"],
      [
        "event: error",
        'event: error\ndata: {"error":{"message":"Too many","type":"rate_limit_error"}}\n\n',
        "rate-limit",
      ],
      ["event: error with plain text", "event: error\ndata: It broke\n\n", "server"],
      [
        "an error field",
        'error: {"code":400,"message":"exceeds the available context size"}\n\n',
        "context-length",
      ],
    ] as const) {
      it(`turns ${form} in the stream into a typed error and keeps the text`, async () => {
        const result = await play([streamHead, send(data({ t: "a" }) + text + data({ t: "b" })), end]);
        assert.equal(errorOf(result).kind, kind);
        assert.equal(result.text, "a");
      });
    }

    it("stops at JSON that cannot be read and shows nothing of it", async () => {
      const result = await play([streamHead, send(`${data({ t: "a" })}data: {"t":"SECRET-TEXT\n\n`), end]);
      const error = errorOf(result);
      assert.equal(error.kind, "bad-response");
      assert.ok(!JSON.stringify(error.facts).includes("SECRET-TEXT"));
      assert.equal(error.cause, undefined);
    });

    it("repeats what is retryable before the first event, and says so", async () => {
      server.enqueue(answer(503, '{"error":{"message":"busy"}}', { "retry-after-ms": "1" }));
      server.enqueue(answer(429, "{}", { "retry-after-ms": "1" }));
      const result = await play(whole, { limits: { maxRetries: 2 } });
      assert.equal(result.text, "Hello");
      assert.equal(server.requests.length, 3);
      const retries = result.items.filter((item) => item.type === "status" && item.status === "retrying");
      assert.deepEqual(
        retries.map(
          (item) => item.type === "status" && item.status === "retrying" && [item.attempt, item.waitMs],
        ),
        [
          [2, 1],
          [3, 1],
        ],
      );
    });

    it("gives up after two repetitions", async () => {
      const result = await play(answer(503, "", { "retry-after": "0" }), { limits: { maxRetries: 2 } });
      assert.equal(errorOf(result).kind, "server");
      assert.equal(server.requests.length, 3);
    });

    for (const status of [400, 401, 402, 403, 404, 405, 422]) {
      it(`asks once when the answer is ${status}`, async () => {
        const result = await play(answer(status, `{"error":{"message":"no: ${canaryKey}"}}`), {
          limits: { maxRetries: 2 },
        });
        assert.equal(errorOf(result).facts.status, status);
        assert.equal(server.requests.length, 1);
        assert.ok(!errorOf(result).message.includes("CANARY"));
      });
    }

    it("never repeats a completion at the cursor", async () => {
      const result = await play(answer(503, "{}"), { limits: fimLimits });
      assert.equal(errorOf(result).kind, "server");
      assert.equal(server.requests.length, 1);
    });

    it("repeats an empty 200, the sign of overload", async () => {
      server.enqueue([streamHead, send(": keep-alive\n\n"), end]);
      const result = await play(whole, { limits: { maxRetries: 1 } });
      assert.equal(result.text, "Hello");
      assert.equal(server.requests.length, 2);
    });

    const otherBodies: readonly (readonly [string, Record<string, string>, string, string])[] = [
      [
        "a portal's page",
        { "content-type": "text/html" },
        "<html><script>x</script><b>Log in</b></html>",
        "bad-response",
      ],
      ["a page without end", { "content-type": "text/html" }, "<p>".repeat(10_000), "bad-response"],
      ["plain text", { "content-type": "text/plain" }, "hello", "bad-response"],
      ["nothing", { "content-type": "text/plain" }, "", "bad-response"],
      ["blank JSON", { "content-type": "application/json" }, "\n\n\n", "bad-response"],
      [
        "an error object",
        { "content-type": "application/json" },
        '{"error":{"message":"m","type":"authentication_error"}}',
        "auth",
      ],
      ["an answer in one piece", { "content-type": "application/json" }, '{"choices":[]}', "bad-response"],
      ["broken JSON", { "content-type": "application/json" }, '{"choices"', "bad-response"],
      ["an image", { "content-type": "image/png" }, "\u0089PNG", "bad-response"],
      ["newline JSON", { "content-type": "application/x-ndjson" }, '{"t":"a"}\n', "bad-response"],
      [
        "HTML that claims to be a stream",
        { "content-type": "text/event-stream" },
        "<html>no</html>",
        "bad-response",
      ],
      ["an empty stream", { "content-type": "text/event-stream" }, "", "bad-response"],
    ];
    for (const [what, headers, body, kind] of otherBodies) {
      it(`refuses a 200 with ${what}`, async () => {
        const result = await play(answer(200, body, headers));
        assert.equal(errorOf(result).kind, kind);
        assert.ok(!/[<>]/.test(errorOf(result).message));
      });
    }

    for (const coding of ["gzip", "br", "zstd", "gzip, gzip"]) {
      it(`refuses an answer with content-encoding ${coding} unread`, async () => {
        const gzipped = "H4sIAAAAAAAAA0tMBACpn1FTAwAAAA==";
        const result = await play([
          {
            do: "head",
            status: 200,
            headers: { "content-type": "text/event-stream", "content-encoding": coding },
          },
          { do: "send-bytes", base64: gzipped },
          { do: "stall" },
        ]);
        assert.equal(errorOf(result).kind, "bad-response");
        await allClosed();
      });
    }

    it("follows no redirect: 5 codes × 7 targets, the other server gets no byte", async () => {
      const targets = [
        `${attacker.origin}/chat/completions`,
        attacker.origin.replace("http:", "https:"),
        `http://${canaryPrompt}:p@127.0.0.1:${attacker.port}/x`,
        `//127.0.0.1:${attacker.port}/x`,
        "/elsewhere",
        `http://localhost:${attacker.port}/`,
        "::: not a URL",
      ];
      for (const status of [301, 302, 303, 307, 308]) {
        for (const location of targets) {
          const before = server.requests.length;
          const result = await play(answer(status, "", { location }), { limits: { maxRetries: 2 } });
          assert.equal(errorOf(result).kind, "redirect");
          assert.ok(!errorOf(result).message.includes(canaryPrompt));
          assert.equal(server.requests.length, before + 1);
        }
      }
      assert.deepEqual(attacker.connections, []);
    });

    it("stops an endless answer at its limit and closes the connection", async () => {
      const script: FaultStep[] = [
        streamHead,
        { do: "repeat", text: data({ t: "x".repeat(1000) }), everyMs: 0 },
      ];
      const result = await play(script, { limits: { maxTextChars: 100_000, maxRetries: 0 } });
      assert.equal(errorOf(result).kind, "too-large");
      assert.equal(result.text.length, 100_000);
      await allClosed();
    });

    it("stops one endless line at its limit", async () => {
      const script: FaultStep[] = [
        streamHead,
        send("data: "),
        { do: "repeat", text: "x".repeat(65_536), everyMs: 0 },
      ];
      const result = await play(script, { limits: { maxEventChars: 1_000_000, maxRetries: 0 } });
      assert.equal(errorOf(result).kind, "too-large");
      await allClosed();
    });

    it("stops a stream that stalls, whether comments flow or not", async () => {
      for (const rest of [
        { do: "stall" },
        { do: "repeat", text: ": keep-alive\n\n", everyMs: 10 },
      ] as FaultStep[]) {
        const result = await play([streamHead, send(data({ t: "a" })), rest], {
          deadlines: { stallNoticeMs: 50, stallMs: 200 },
        });
        const error = errorOf(result);
        assert.deepEqual([error.kind, error.facts.phase], ["timeout", "stalled"]);
        assert.ok(result.items.some((item) => item.type === "status" && item.status === "stalled"));
        assert.equal(result.text, "a");
        await allClosed();
      }
    });

    it("gives up on a head that does not come, or comes a byte at a time", async () => {
      const slow: FaultStep = { do: "raw", base64: Buffer.from("H").toString("base64") };
      for (const script of [[{ do: "stall" }], [slow, { do: "stall" }]] as FaultStep[][]) {
        const result = await play(script, { deadlines: { connectMs: 100, headersMs: 200 } });
        const error = errorOf(result);
        assert.deepEqual([error.kind, error.facts.phase], ["timeout", "headers"]);
      }
    });

    it("repeats a request whose connection was reset before an answer", async () => {
      server.enqueue([{ do: "reset" }]);
      const result = await play(whole, { limits: { maxRetries: 1 } });
      assert.equal(result.text, "Hello");
      assert.equal(server.requests.length, 2);
    });

    it("names the host when nothing listens there", async () => {
      const { origin } = server;
      await server.close();
      const error = errorOf(await run(rig, chatExchange(origin), { limits: { maxRetries: 0 } }));
      assert.equal(error.kind, "network");
      assert.equal(error.facts.code, "ECONNREFUSED");
      assert.ok(error.message.includes(new URL(origin).host));
      server = await startFaultServer();
    });

    it("calls what is no HTTP a bad response", async () => {
      const result = await play([
        { do: "raw", base64: Buffer.from("SSH-2.0-server\r\n\r\n").toString("base64") },
        { do: "fin" },
      ]);
      assert.equal(errorOf(result).kind, "bad-response");
    });

    it("refuses a head that is too large", async () => {
      const result = await play(answer(200, "", { "x-large": "x".repeat(200_000) }));
      assert.equal(errorOf(result).kind, "bad-response");
    });

    it("closes the connection when the loop is left", async () => {
      server.setDefaultScript([streamHead, { do: "repeat", text: data({ t: "x" }), everyMs: 1 }]);
      const options = {
        dependencies: rig.dependencies,
        deadlines: chatDeadlines,
        limits: chatLimits,
        parse: parseTiny,
      };
      for await (const item of streamExchange(
        chatExchange(server.origin),
        options,
        new AbortController().signal,
      )) {
        if (item.type === "events") break;
      }
      await allClosed();
      assert.equal(server.connections[0]?.closedBy, "client");
    });

    it("throws the signal's reason at every stage, closes the connection and leaves no listener", async () => {
      const scripts: FaultStep[][] = [
        [{ do: "stall" }],
        [streamHead, { do: "stall" }],
        [streamHead, send(data({ t: "a" })), { do: "stall" }],
        [{ do: "head", status: 500, headers: {} }, send("x"), { do: "stall" }],
      ];
      for (const script of scripts) {
        const controller = new AbortController();
        const reason = new Error("stopped by the person");
        const requestsBefore = server.requests.length;
        const running = play(script, { signal: controller.signal });
        await server.until(() => server.requests.length > requestsBefore);
        // Some rounds of the event loop, so that the answer's first bytes have been read.
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.abort(reason);
        assert.equal((await running).error, reason);
        await allClosed();
        assert.equal(getEventListeners(controller.signal, "abort").length, 0);
      }
    });

    it("aborted during a wait for the next try, ends at once", async () => {
      const controller = new AbortController();
      const reason = new Error("enough");
      const result = await play(answer(503, "", { "retry-after": "60" }), {
        limits: { maxRetries: 2 },
        signal: controller.signal,
        onItem: (item) => {
          if (item.type === "status" && item.status === "retrying") {
            assert.equal(item.waitMs, 60_000);
            setImmediate(() => controller.abort(reason));
          }
        },
      });
      assert.equal(result.error, reason);
    });

    it("closes fifty streams at once and leaves no listener on a shared signal", async () => {
      server.setDefaultScript([streamHead, { do: "repeat", text: data({ t: "x" }), everyMs: 5 }]);
      const controller = new AbortController();
      setMaxListeners(200, controller.signal);
      const reason = new Error("all");
      const runs = Array.from({ length: 50 }, () =>
        run(rig, chatExchange(server.origin), { signal: controller.signal }),
      );
      await server.until(() => server.requests.length === 50);
      controller.abort(reason);
      for (const result of await Promise.all(runs)) assert.equal(result.error, reason);
      await allClosed();
      assert.equal(getEventListeners(controller.signal, "abort").length, 0);
    });

    it("leaves no listener behind after many complete answers", async () => {
      const controller = new AbortController();
      for (let round = 0; round < 20; round++) await play(whole, { signal: controller.signal });
      assert.equal(getEventListeners(controller.signal, "abort").length, 0);
    });

    it("logs neither key nor prompt", async () => {
      await play(whole);
      await play(answer(401, `{"error":{"message":"bad key ${canaryKey} ${btoa(canaryKey)}"}}`));
      const log = rig.logLines.join("\n");
      assert.ok(log.includes("POST http://127.0.0.1"));
      for (const secret of [
        canaryKey,
        canaryKey.slice(0, 8),
        canaryKey.slice(-8),
        btoa(canaryKey),
        canaryPrompt,
      ]) {
        assert.ok(!log.includes(secret));
      }
    });
  });
}
