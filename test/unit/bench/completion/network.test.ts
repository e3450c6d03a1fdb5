import assert from "node:assert/strict";
import { Network, tokenMs } from "../../../../bench/completion/world/network";
import { Oracle } from "../../../../bench/completion/world/oracle";
import { PromptCache } from "../../../../bench/completion/world/promptCache";
import { settleMicrotasks, VirtualTime } from "../../../../bench/completion/world/virtualTime";
import type { FimEvent } from "../../../../src/provider/events";
import type { FimRequest } from "../../../../src/provider/fimRequest";
import { tokenise } from "../../../emulator/tokens";
import { benchTrace } from "./benchTrace";

const trace = benchTrace();
const place = trace.text.indexOf("const name = ");

function setUp() {
  const time = new VirtualTime();
  const oracle = new Oracle(trace, { knowledge: "perfect", wrongStart: "late", seed: 1 });
  const network = new Network({
    time,
    oracle,
    cache: new PromptCache(),
    medianFirstTokenMs: 150,
    seed: 1,
    place: () => ({ trueOffset: place, closers: [] }),
  });
  return { time, network };
}

function request(changes: Partial<FimRequest> = {}): FimRequest {
  return {
    model: "",
    prefix: trace.text.slice(0, place),
    suffix: trace.text.slice(trace.suffixOffset),
    languageId: "typescript",
    maxTokens: 200,
    stop: [],
    parameters: {},
    ...changes,
  };
}

/** Reads a stream with the time of every event. */
function read(network: Network, time: VirtualTime, fim: FimRequest, signal: AbortSignal) {
  const events: { readonly atMs: number; readonly event: FimEvent }[] = [];
  const reading = (async () => {
    for await (const event of network.complete(fim, signal)) events.push({ atMs: time.nowMs(), event });
  })();
  reading.catch(() => {});
  return { events, reading };
}

describe("Network", () => {
  it("brings a token every 15 ms from the first one on, and the end one token later", async () => {
    const { time, network } = setUp();
    const { events } = read(network, time, request(), new AbortController().signal);
    await time.runUntil(10_000);
    const [sent] = network.requests;
    assert.ok(sent !== undefined && sent.firstTokenMs > 50 && sent.firstTokenMs < 450);
    for (const [index, { atMs }] of events.entries()) {
      assert.equal(Math.round(atMs - sent.firstTokenMs), index * tokenMs);
    }
    const texts = events.map(({ event }) => (event.type === "text-delta" ? event.text : ""));
    assert.equal(
      texts.join(""),
      trace.text.slice(place, trace.text.indexOf("\n", place)) + sent.answer.slice(sent.answer.indexOf("\n")),
    );
    assert.equal(events.at(-1)?.event.type, "finish");
    assert.equal(sent.outputTokens, events.length - 1);
  });

  it("obeys stop sequences and the token limit", async () => {
    const { time, network } = setUp();
    const { signal } = new AbortController();
    const stopped = read(network, time, request({ stop: ["\n"] }), signal);
    const limited = read(network, time, request({ maxTokens: 3 }), signal);
    await time.runUntil(10_000);
    const textOf = (events: typeof stopped.events) =>
      events.map(({ event }) => (event.type === "text-delta" ? event.text : "")).join("");
    assert.equal(textOf(stopped.events), "const name = basename(path);");
    assert.equal(tokenise(textOf(limited.events)).length, 3);
    const last = limited.events.at(-1)?.event;
    assert.equal(last?.type === "finish" && last.finishReason, "length");
    assert.equal(limited.events.at(-1)?.atMs, limited.events.at(-2)?.atMs);
  });

  it("bills the prompt in full, and the output until the server hears of the abort", async () => {
    const { time, network } = setUp();
    const controller = new AbortController();
    const { events, reading } = read(network, time, request(), controller.signal);
    await settleMicrotasks();
    const [sent] = network.requests;
    assert.ok(sent !== undefined);
    await time.runUntil(sent.firstTokenMs + 2 * tokenMs + 1);
    controller.abort();
    await settleMicrotasks();
    await assert.rejects(reading);
    assert.equal(events.length, 3);
    // Two tokens were on their way or made while the abort was.
    assert.equal(sent.outputTokens, 5);
    assert.equal(sent.end, "aborted");
    assert.equal(sent.promptTokens, tokenise(request().prefix).length + tokenise(request().suffix).length);
  });

  it("bills nothing of the output when the abort comes long before the first token", async () => {
    const { time, network } = setUp();
    const controller = new AbortController();
    read(network, time, request(), controller.signal);
    await time.runUntil(5);
    controller.abort();
    await settleMicrotasks();
    assert.equal(network.requests[0]?.outputTokens, 0);
  });

  it("ends the request when its reader leaves", async () => {
    const { time, network } = setUp();
    const reading = (async () => {
      for await (const event of network.complete(request(), new AbortController().signal)) {
        if (event.type === "text-delta") break;
      }
    })();
    await time.runUntil(10_000);
    await reading;
    assert.equal(network.requests[0]?.end, "aborted");
  });

  it("needs as long at the same place, whoever asks", async () => {
    const { time, network } = setUp();
    const { signal } = new AbortController();
    read(network, time, request(), signal);
    read(network, time, request({ prefix: `// header\n${request().prefix}` }), signal);
    await settleMicrotasks();
    assert.equal(network.requests[0]?.firstTokenMs, network.requests[1]?.firstTokenMs);
  });
});

describe("PromptCache", () => {
  const tokens = (count: number, first = 0) =>
    Array.from({ length: count }, (_, index) => ` ${"abcdefg"[(first + index) % 7]}${"hij"[index % 3]}`).join(
      "",
    );

  it("caches whole units of 64 tokens that an earlier prompt began with", () => {
    const cache = new PromptCache();
    assert.deepEqual(cache.bill(tokens(200), ""), { promptTokens: 200, cachedTokens: 0 });
    assert.deepEqual(cache.bill(tokens(200), ""), { promptTokens: 200, cachedTokens: 192 });
    assert.deepEqual(cache.bill(tokens(100), ""), { promptTokens: 100, cachedTokens: 64 });
    assert.deepEqual(cache.bill(tokens(63), ""), { promptTokens: 63, cachedTokens: 0 });
  });

  it("caches nothing behind the first difference", () => {
    const cache = new PromptCache();
    cache.bill(tokens(300), "");
    assert.equal(cache.bill(`x${tokens(300)}`, "").cachedTokens, 0);
    assert.equal(cache.bill(`${tokens(130)} different${tokens(170)}`, "").cachedTokens, 128);
  });

  it("puts the suffix behind the prefix", () => {
    const cache = new PromptCache();
    cache.bill(tokens(64), tokens(64, 3));
    assert.equal(cache.bill(tokens(64), tokens(64, 3)).cachedTokens, 128);
    assert.equal(cache.bill(tokens(64), tokens(64, 4)).cachedTokens, 64);
  });
});
