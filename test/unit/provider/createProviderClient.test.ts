import assert from "node:assert/strict";
import { systemClock } from "../../../src/provider/clock";
import { createProviderClient, type ProviderClientOptions } from "../../../src/provider/createProviderClient";
import { hostedDeadlines } from "../../../src/provider/deadlinesFor";
import { chatLimits, fimLimits } from "../../../src/provider/defaultLimits";
import { ProviderError } from "../../../src/provider/errors";
import type { FimEvent } from "../../../src/provider/events";
import { profileById, type ProviderId } from "../../../src/provider/profiles";
import type { Transport } from "../../../src/provider/transport";

interface Sent {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A transport that answers by what is asked, and the client on it. */
function clientOn(
  provider: ProviderId,
  answer: (sent: Sent) => { status: number; body: string },
  more: Partial<ProviderClientOptions> = {},
) {
  const sent: Sent[] = [];
  const transport: Transport = {
    send: ({ url, body }) => {
      const request = { path: url.pathname, body: JSON.parse(body ?? "{}") as Record<string, unknown> };
      sent.push(request);
      const { status, body: text } = answer(request);
      return Promise.resolve({
        status,
        headers: { "content-type": status === 200 ? "text/event-stream" : "application/json" },
        body: (async function* () {
          yield await Promise.resolve(new TextEncoder().encode(text));
        })(),
        discard: () => undefined,
      });
    },
    dispose: () => Promise.resolve(),
  };
  const client = createProviderClient({
    profile: profileById(provider),
    baseUrl: "http://127.0.0.1:1",
    dependencies: {
      transport,
      clock: systemClock,
      keyFor: () => Promise.resolve(undefined),
      log: () => undefined,
      random: () => 0,
    },
    deadlines: hostedDeadlines,
    limits: { chat: chatLimits, fim: fimLimits },
    ...more,
  });
  return { client, sent };
}

const request = {
  model: "",
  prefix: "a(",
  suffix: ")",
  languageId: "ts",
  maxTokens: 9,
  stop: [],
  parameters: {},
};
const completion = (text: string) => ({
  status: 200,
  body: `data: ${JSON.stringify({ choices: [{ text, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`,
});
const refusal = (status: number, message: string) => ({
  status,
  body: JSON.stringify({ error: { message } }),
});

async function textOf(events: AsyncIterable<FimEvent>): Promise<string> {
  let text = "";
  for await (const event of events) if (event.type === "text-delta") text += event.text;
  return text;
}
const { signal } = new AbortController();
const isMissingKey = (error: unknown) =>
  error instanceof ProviderError &&
  error.kind === "auth" &&
  error.message.includes("https://gateway.example");

describe("createProviderClient", () => {
  it("sends nothing to a provider that needs a key when there is none for its origin", async () => {
    const { client, sent } = clientOn("deepseek", () => completion("x"), {
      baseUrl: "https://gateway.example/deepseek",
    });
    await assert.rejects(textOf(client.complete(request, signal)), isMissingKey);
    await assert.rejects(client.listModels(signal), isMissingKey);
    assert.deepEqual(sent, []);
  });

  it("asks a server without a key where the key is optional, and any on this machine", async () => {
    const remote = clientOn("compatible", () => completion("x"), { baseUrl: "https://llm.example/v1" });
    await textOf(remote.client.complete({ ...request, model: "m" }, signal));
    const local = clientOn("deepseek", () => completion("x"));
    await textOf(local.client.complete(request, signal));
    assert.deepEqual([remote.sent.length, local.sent.length], [1, 1]);
  });

  it("replaces a model that DeepSeek does not know by one it lists, tells it once and remembers it", async () => {
    const told: unknown[] = [];
    const { client, sent } = clientOn(
      "deepseek",
      ({ body }) =>
        body["model"] === "deepseek-v4-flash"
          ? refusal(
              400,
              "The supported API model names are deepseek-v4-pro, deepseek-next-flash, but you passed deepseek-v4-flash.",
            )
          : completion("x"),
      { onModelFallback: (fallback) => told.push(fallback) },
    );
    const asked = { ...request, model: "deepseek-v4-flash" };
    assert.equal(await textOf(client.complete(asked, signal)), "x");
    assert.equal(await textOf(client.complete(asked, signal)), "x");
    assert.deepEqual(
      sent.map(({ body }) => body["model"]),
      ["deepseek-v4-flash", "deepseek-v4-pro", "deepseek-v4-pro"],
    );
    assert.deepEqual(told, [{ wanted: "deepseek-v4-flash", used: "deepseek-v4-pro" }]);
  });

  it("tries the replacement only once", async () => {
    const { client, sent } = clientOn("deepseek", () =>
      refusal(400, "The supported API model names are a, b, but you passed c."),
    );
    await assert.rejects(
      textOf(client.complete(request, signal)),
      (error: unknown) => error instanceof ProviderError && error.kind === "model",
    );
    assert.equal(sent.length, 2);
  });

  it("goes on to the next way to a completion where the server refuses one, and stays with it", async () => {
    const { client, sent } = clientOn("compatible", ({ path, body }) => {
      if (path.endsWith("/chat/completions")) {
        const chunk = { choices: [{ index: 0, delta: { content: "```ts\nb\n```" }, finish_reason: "stop" }] };
        return { status: 200, body: `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n` };
      }
      return "suffix" in body ? refusal(400, "suffix is not supported") : refusal(404, "no such route");
    });
    const asked = { ...request, model: "my-model" };
    assert.equal(await textOf(client.complete(asked, signal)), "b");
    assert.equal(await textOf(client.complete(asked, signal)), "b");
    assert.deepEqual(
      sent.map(({ path }) => path),
      ["/v1/completions", "/v1/chat/completions", "/v1/chat/completions"],
    );
  });

  it("asks llama.cpp's /infill and reads its end and counts", async () => {
    const lines = [
      { content: "b", stop: false },
      {
        content: "",
        stop: true,
        stop_type: "limit",
        tokens_evaluated: 5,
        tokens_predicted: 1,
        timings: { cache_n: 3 },
      },
    ];
    const { client, sent } = clientOn("llamacpp", () => ({
      status: 200,
      body: lines.map((line) => `data: ${JSON.stringify(line)}\n\n`).join(""),
    }));
    const events: FimEvent[] = [];
    for await (const event of client.complete({ ...request, stop: ["\n"] }, signal)) events.push(event);
    assert.deepEqual(events, [
      { type: "text-delta", text: "b" },
      {
        type: "finish",
        finishReason: "length",
        usage: { promptTokens: 5, completionTokens: 1, totalTokens: 6, cacheHitTokens: 3 },
      },
    ]);
    assert.deepEqual(sent, [
      {
        path: "/infill",
        body: {
          input_prefix: "a(",
          input_suffix: ")",
          n_predict: 9,
          cache_prompt: true,
          stream: true,
          stop: ["\n"],
        },
      },
    ]);
  });

  it("gives the text that was held back when a stream breaks off", async () => {
    const chunk = { choices: [{ index: 0, delta: { content: "a <" }, finish_reason: null }] };
    const { client } = clientOn("deepinfra", () => ({
      status: 200,
      body: `data: ${JSON.stringify(chunk)}\n\n`,
    }));
    let text = "";
    await assert.rejects(
      async () => {
        const chat = { model: "m", messages: [{ role: "user" as const, text: "x" }], parameters: {} };
        for await (const event of client.streamChat(chat, signal)) {
          if (event.type === "text-delta") text += event.text;
        }
      },
      (error: unknown) => error instanceof ProviderError && error.kind === "cut-short",
    );
    assert.equal(text, "a <");
  });

  it("sends nothing without a model where one is needed, or with a base URL that cannot be right", async () => {
    const { client, sent } = clientOn("ollama", () => completion(""));
    await assert.rejects(textOf(client.complete(request, signal)), /No model is chosen for Ollama/u);
    const wrong = clientOn("deepseek", () => completion(""), { baseUrl: "https://platform.deepseek.com" });
    await assert.rejects(textOf(wrong.client.complete(request, signal)), /web site/u);
    await assert.rejects(wrong.client.balance(signal), /web site/u);
    assert.equal(sent.length + wrong.sent.length, 0);
  });

  it("tells that a list of models is none", async () => {
    const { client } = clientOn("deepseek", () => ({ status: 200, body: "{}" }));
    await assert.rejects(
      client.listModels(signal),
      (error: unknown) => error instanceof ProviderError && error.kind === "bad-response",
    );
  });
});
