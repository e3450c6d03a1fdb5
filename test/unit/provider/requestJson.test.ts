import assert from "node:assert/strict";
import { chatDeadlines, chatLimits } from "../../../src/provider/defaultLimits";
import { ProviderError } from "../../../src/provider/errors";
import { directNetwork } from "../../../src/provider/networkSettings";
import { requestJson } from "../../../src/provider/requestJson";
import type { Transport } from "../../../src/provider/transport";
import { createUndiciTransport } from "../../../src/provider/undiciTransport";
import { type FaultServer, startFaultServer } from "../../faults/faultServer";
import type { FaultStep } from "../../faults/steps";
import { createRig } from "./support/exchangeRig";

const failure = async (kind: string, asked: Promise<unknown>) => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError);
  assert.equal(error.kind, kind);
  return error;
};

describe("requestJson", () => {
  let server: FaultServer;
  let transport: Transport;
  beforeEach(async () => {
    server = await startFaultServer();
    transport = createUndiciTransport(directNetwork);
  });
  afterEach(async () => {
    await transport.dispose();
    await server.close();
  });

  const head: FaultStep = { do: "head", status: 200, headers: { "content-type": "application/json" } };
  const ask = (script: readonly FaultStep[], limits = {}, deadlines = {}) => {
    server.setDefaultScript(script);
    return requestJson(
      { method: "GET", url: new URL(`${server.origin}/models`), providerLabel: "Testmind" },
      {
        dependencies: createRig(transport, server.origin).dependencies,
        deadlines: { ...chatDeadlines, ...deadlines },
        limits: { ...chatLimits, maxRetries: 0, ...limits },
      },
      new AbortController().signal,
    );
  };

  it("reads an answer behind keep-alive lines, cut within a character", async () => {
    const bytes = Buffer.from('{"a":"é"}');
    const piece = (start: number, stop?: number): FaultStep => ({
      do: "send-bytes",
      base64: bytes.subarray(start, stop).toString("base64"),
    });
    const answer = await ask([head, { do: "send", text: "\n\n\n" }, piece(0, 7), piece(7), { do: "end" }]);
    assert.deepEqual(answer.json, { a: "é" });
    assert.equal(server.requests[0]?.body, "");
  });

  it("repeats an answer of blank lines only", async () => {
    server.enqueue([head, { do: "send", text: "\n\n" }, { do: "end" }]);
    const answer = await ask([head, { do: "send", text: "[]" }, { do: "end" }], { maxRetries: 1 });
    assert.deepEqual(answer.json, []);
    assert.equal(server.requests.length, 2);
  });

  it("tells empty, malformed, foreign, failed, cut and endless answers apart", async () => {
    const empty = await failure("bad-response", ask([head, { do: "send", text: "\n" }, { do: "end" }]));
    assert.equal(empty.facts.isRetryable, true);
    const malformed = await failure(
      "bad-response",
      ask([head, { do: "send", text: '{"SECRET' }, { do: "end" }]),
    );
    assert.ok(!malformed.message.includes("SECRET"));
    const html: FaultStep = { do: "head", status: 200, headers: { "content-type": "text/html" } };
    await failure("bad-response", ask([html, { do: "send", text: "<p>log in" }, { do: "end" }]));
    await failure("server", ask([head, { do: "send", text: '{"error":{"message":"m"}}' }, { do: "end" }]));
    await failure("cut-short", ask([head, { do: "send", text: "{" }, { do: "wait", ms: 50 }, { do: "fin" }]));
    await failure(
      "too-large",
      ask([head, { do: "repeat", text: "x".repeat(5000), everyMs: 0 }], { maxBodyBytes: 9000 }),
    );
  });

  it("ends a queue of blank lines, and silence", async () => {
    const queued = await failure(
      "timeout",
      ask([head, { do: "repeat", text: "\n", everyMs: 10 }], {}, { queuedMs: 150 }),
    );
    assert.equal(queued.facts.phase, "queued");
    const silent = await failure(
      "timeout",
      ask([head, { do: "send", text: "[" }, { do: "stall" }], {}, { silentMs: 100 }),
    );
    assert.equal(silent.facts.phase, "silent");
  });

  it("takes deeply nested JSON", async () => {
    const depth = 100_000;
    const text = "[".repeat(depth) + "]".repeat(depth);
    const answer = await ask([head, { do: "send", text }, { do: "end" }]);
    assert.ok(Array.isArray(answer.json));
  });
});
