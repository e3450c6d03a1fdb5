import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createChatReader, type LeakedCalls } from "../../../src/provider/chatReader";
import { ProviderError } from "../../../src/provider/errors";
import { createFimReader } from "../../../src/provider/fimReader";
import { profileById } from "../../../src/provider/profiles";
import { readBalance } from "../../../src/provider/readBalance";
import { readModels } from "../../../src/provider/readModels";
import { readUsage } from "../../../src/provider/readUsage";

const deepseek = profileById("deepseek");
const chatEvents = (...chunks: unknown[]) => {
  const reader = createChatReader(deepseek, "deepseek-flash", "drop");
  return chunks.flatMap((chunk) => reader.read(chunk).events);
};
const delta = (value: unknown, finishReason: string | null = null) => ({
  choices: [{ index: 0, delta: value, finish_reason: finishReason }],
});

describe("reading what a provider sends", () => {
  it("reads only own properties", () => {
    const inherited: unknown = Object.create({ choices: [{ index: 0, delta: { content: "no" } }] });
    assert.deepEqual(chatEvents(inherited), []);
    assert.deepEqual(chatEvents(JSON.parse('{"__proto__":{"choices":[{"delta":{"content":"no"}}]}}')), []);
  });

  it("takes indexes from 0 to 127 and nothing else", () => {
    for (const index of [-1, 128, 1e9, 0.5, "0", "constructor", null]) {
      const call = { index, id: "x", function: { name: "f", arguments: "" } };
      const isMissing = index === null;
      assert.equal(chatEvents(delta({ tool_calls: [call] })).length, isMissing ? 1 : 0, String(index));
    }
    assert.equal(chatEvents(delta({ tool_calls: [{ index: 127, id: "x" }] })).length, 1);
    assert.deepEqual(chatEvents({ choices: [{ index: 1, delta: { content: "other" } }] }), []);
  });

  it("takes arguments that come as an object", () => {
    const [event] = chatEvents(delta({ tool_calls: [{ function: { name: "f", arguments: { a: 1 } } }] }));
    assert.deepEqual(event, { type: "tool-call-delta", index: 0, name: "f", argumentsDelta: '{"a":1}' });
  });

  it("makes calls of leaked markup where tools were offered, else leaves it out and says so", () => {
    const leak = '<｜DSML｜tool_calls><｜DSML｜invoke name="f"></｜DSML｜invoke></｜DSML｜tool_calls>';
    const read = (leaked: LeakedCalls) => {
      const reader = createChatReader(profileById("deepinfra"), "m", leaked);
      const events = [delta({ content: `Hi ${leak}` }), delta({}, "stop")].flatMap(
        (chunk) => reader.read(chunk).events,
      );
      const { finishReason, hasDroppedMarkup } = reader.finish();
      return [...events, finishReason, hasDroppedMarkup];
    };
    const text = { type: "text-delta", text: "Hi " };
    const call = { type: "tool-call-delta", index: 64, name: "f", argumentsDelta: "{}" };
    assert.deepEqual(read("call"), [text, call, "tool-calls", undefined]);
    assert.deepEqual(read("drop"), [text, "stop", true]);
    assert.deepEqual(read("keep"), [{ ...text, text: `Hi ${leak}` }, "stop", undefined]);
  });

  it("survives any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (first, second) => {
        for (const value of [first, delta(first), { choices: first }, { choices: [first], usage: second }]) {
          createChatReader(deepseek, "m", "drop").read(value);
          createFimReader(deepseek, "deepseek-fim", "m").read(value);
          createFimReader(profileById("llamacpp"), "llamacpp-infill", "").read(value);
          readUsage(value);
          readModels(value);
          readBalance(value);
        }
      }),
    );
  });

  it("reads usage in each provider's form", () => {
    assert.deepEqual(
      readUsage({
        usage: {
          prompt_tokens: 10,
          completion_tokens: 2,
          total_tokens: 12,
          prompt_cache_hit_tokens: 8,
          prompt_cache_miss_tokens: 2,
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      }),
      {
        promptTokens: 10,
        completionTokens: 2,
        totalTokens: 12,
        cacheHitTokens: 8,
        cacheMissTokens: 2,
        reasoningTokens: 1,
      },
    );
    assert.deepEqual(
      readUsage({
        usage: {
          completion_tokens: 2,
          prompt_tokens: 10,
          prompt_tokens_details: { cached_tokens: 4 },
          estimated_cost: 2.9e-6,
        },
      }),
      { promptTokens: 10, completionTokens: 2, totalTokens: 12, cacheHitTokens: 4, estimatedCostUsd: 2.9e-6 },
    );
    for (const usage of [null, {}, [], "1", { prompt_tokens: -1, completion_tokens: 1.5 }]) {
      assert.equal(readUsage({ usage }), undefined);
    }
  });

  it("keeps the last usage and the first finish reason, whatever follows", () => {
    const reader = createChatReader(deepseek, "m", "drop");
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    reader.read({ ...delta({ content: "a" }), usage: null });
    reader.read({ ...delta({ content: "" }, "length"), model: "served", usage });
    reader.read({ choices: [], usage: null });
    reader.read(delta({}, "stop"));
    assert.deepEqual(reader.finish(), {
      type: "finish",
      finishReason: "length",
      usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 },
      model: "served",
    });
  });

  it("makes an answer that ended for lack of capacity before it began a retryable error", () => {
    const end = delta({ content: "" }, "insufficient_system_resource");
    assert.throws(
      () => chatEvents(end),
      (error: unknown) =>
        error instanceof ProviderError && error.kind === "server" && error.facts.isRetryable,
    );
    assert.deepEqual(chatEvents(delta({ content: "half" }), end), [{ type: "text-delta", text: "half" }]);
  });

  it("reads models with and without what is optional", () => {
    assert.deepEqual(
      readModels({
        data: [
          {
            id: "a",
            name: "A",
            context_window: 9,
            max_output_tokens: 3,
            input_modalities: ["text", "image"],
          },
          { id: "b", metadata: { context_length: 7, max_tokens: 2 } },
          { id: "c", metadata: null },
          { id: 1 },
          null,
        ],
      }),
      [
        { id: "a", label: "A", contextTokens: 9, maxOutputTokens: 3, takesImages: true },
        { id: "b", contextTokens: 7, maxOutputTokens: 2 },
        { id: "c" },
      ],
    );
    assert.equal(readModels({ object: "list" }), undefined);
  });
});
