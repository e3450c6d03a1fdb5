import assert from "node:assert/strict";
import type { ProviderClient } from "../../../src/provider/client";
import type { ChatEvent, FimEvent } from "../../../src/provider/events";
import type { RequestUse } from "../../../src/usage/ledger";
import { meterClient } from "../../../src/usage/meterClient";
import { ManualClock } from "./support/manualClock";

const usage = { promptTokens: 10, completionTokens: 2, totalTokens: 12 };
const text = (value: string) => ({ type: "text-delta", text: value }) as const;

const fim = {
  model: "",
  prefix: "12345",
  suffix: "678",
  languageId: "go",
  maxTokens: 9,
  stop: [],
  parameters: {},
};
const chat = {
  model: "deepseek-v4-pro",
  messages: [
    { role: "system", text: "123" },
    { role: "user", text: "4567" },
  ],
  parameters: {},
} as const;

describe("meterClient", () => {
  const clock = new ManualClock();
  let recorded: RequestUse[];
  let isLeft: boolean;

  beforeEach(() => {
    recorded = [];
    isLeft = false;
  });

  /** A metered client that streams `events` and then throws `error`, if there is one. */
  function client(events: readonly (ChatEvent & FimEvent)[], error?: unknown): ProviderClient {
    async function* stream() {
      try {
        yield* events;
        if (error !== undefined) throw error;
      } finally {
        isLeft = true;
      }
    }
    return meterClient(
      {
        label: "Fake",
        complete: stream,
        streamChat: stream,
        listModels: async () => [{ id: "m" }],
        balance: async () => undefined,
      },
      {
        feature: "completion",
        providerId: "deepseek",
        defaultModel: "deepseek-flash",
        clock,
        record: (use) => recorded.push(use),
      },
    );
  }

  async function readAll(events: AsyncIterable<unknown>): Promise<unknown[]> {
    const read: unknown[] = [];
    for await (const event of events) read.push(event);
    return read;
  }

  const row = {
    feature: "completion",
    providerId: "deepseek",
    model: "deepseek-flash",
    atMs: clock.wallMs(),
    promptChars: 8,
    textChars: 5,
  };

  it("hands everything on and records what the end tells", async () => {
    const events = [text("abc"), text("de"), { type: "finish", finishReason: "stop", usage } as const];
    const read = await readAll(client(events).complete(fim, new AbortController().signal));
    assert.deepEqual(read, events);
    assert.deepEqual(recorded, [{ ...row, usage }]);
  });

  it("tells which model was asked for and which answered, and counts every message", async () => {
    const signal = new AbortController().signal;
    await readAll(
      client([{ type: "finish", finishReason: "stop", model: "named" }]).streamChat(chat, signal),
    );
    await readAll(client([{ type: "finish", finishReason: "stop" }]).streamChat(chat, signal));
    assert.deepEqual(
      recorded.map(({ model, answeredBy, promptChars }) => [model, answeredBy, promptChars]),
      [
        ["deepseek-v4-pro", "named", 7],
        ["deepseek-v4-pro", undefined, 7],
      ],
    );
  });

  it("records without usage what was left early, and leaves the stream too", async () => {
    for await (const event of client([text("abcde"), text("f")]).complete(
      fim,
      new AbortController().signal,
    )) {
      assert.ok(event);
      break;
    }
    assert.ok(isLeft);
    assert.deepEqual(recorded, [row]);
  });

  it("records without usage what was aborted, even before any text", async () => {
    const controller = new AbortController();
    controller.abort();
    const aborted = client([], controller.signal.reason).complete(fim, controller.signal);
    await assert.rejects(readAll(aborted));
    assert.deepEqual(recorded, [{ ...row, textChars: 0 }]);
  });

  it("records a failure only when text had come", async () => {
    const signal = new AbortController().signal;
    await assert.rejects(readAll(client([], new Error("401")).complete(fim, signal)), /401/);
    assert.deepEqual(recorded, []);
    await assert.rejects(readAll(client([text("abcde")], new Error("cut")).complete(fim, signal)), /cut/);
    assert.deepEqual(recorded, [row]);
  });

  it("does not record what was never started, nor what is no stream", async () => {
    const metered = client([text("a")]);
    metered.complete(fim, new AbortController().signal);
    assert.deepEqual(await metered.listModels(new AbortController().signal), [{ id: "m" }]);
    assert.equal(metered.label, "Fake");
    assert.deepEqual(recorded, []);
  });
});
