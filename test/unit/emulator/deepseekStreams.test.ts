import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "../../emulator/startEmulator";
import { ask, payloads } from "./askEmulator";

const model = "deepseek-flash";
const messages = [{ role: "user", content: "Hello there" }];
const off = { type: "disabled" };

/** A chunk with its texts and numbers taken out, so that only framing and key order are left. */
function bare(payload: string): string {
  return payload
    .replace(/"id":"[^"]*"/, '"id":"-"')
    .replace(/"created":\d+/, '"created":0')
    .replace(/("(?:content|reasoning_content|text)":)"(?:[^"\\]|\\.)+"/g, '$1"-"')
    .replace(/(_tokens":)\d+/g, "$10");
}

const head = `{"id":"-","object":"chat.completion.chunk","created":0,"model":"${model}","system_fingerprint":"fp_midfill_emulator"`;
const usage =
  '"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"prompt_tokens_details":{"cached_tokens":0},' +
  '"prompt_cache_hit_tokens":0,"prompt_cache_miss_tokens":0}';
const delta = (text: string, more = "") =>
  `${head},"choices":[{"index":0,"delta":${text},"logprobs":null,"finish_reason":null}]${more}}`;

describe("the emulator's DeepSeek streams", () => {
  let emulator: Emulator;
  /** Cached tokens of a request by a user; checks that hit and miss make up the prompt. */
  const hitTokens = async (user_id: string, list: object[]) => {
    const { text } = await ask(emulator, "/chat/completions", { model, messages: list, user_id });
    const { usage } = JSON.parse(text) as { usage: Record<string, number> };
    assert.equal(
      usage["prompt_tokens"],
      (usage["prompt_cache_hit_tokens"] ?? 0) + (usage["prompt_cache_miss_tokens"] ?? 0),
    );
    return usage["prompt_cache_hit_tokens"] ?? 0;
  };
  before(async () => {
    emulator = await startEmulator({ tokensPerChunk: 1000 });
  });
  after(() => emulator.close());

  it("have the captured bytes without thinking", async () => {
    const answer = await ask(emulator, "/chat/completions", { model, messages, thinking: off, stream: true });
    assert.equal(answer.headers.get("content-type"), "text/event-stream; charset=utf-8");
    assert.ok(answer.text.endsWith("}\n\ndata: [DONE]\n\n"));
    assert.deepEqual(payloads(answer.text).map(bare), [
      delta('{"role":"assistant","content":""}'),
      delta('{"content":"-"}'),
      `${head},"choices":[{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop"}],${usage}}`,
      "[DONE]",
    ]);
  });

  it("have both text keys while thinking, and usage null before the end when asked for", async () => {
    const body = { model, messages, stream: true, stream_options: { include_usage: true } };
    const chunks = payloads((await ask(emulator, "/chat/completions", body)).text).map(bare);
    const none = ',"usage":null';
    assert.deepEqual(chunks.slice(0, 3), [
      delta('{"role":"assistant","content":null,"reasoning_content":""}', none),
      delta('{"content":null,"reasoning_content":"-"}', none),
      delta('{"content":"-","reasoning_content":null}', none),
    ]);
    assert.match(
      chunks[3] ?? "",
      /"delta":\{"content":"","reasoning_content":null\},"logprobs":null,"finish_reason":"stop"\}\],"usage":\{.*"completion_tokens_details":\{"reasoning_tokens":0\},"prompt_cache_hit_tokens"/,
    );
  });

  it("carry FIM texts in text_completion chunks", async () => {
    const body = { model, prompt: "let a = 1;\nlet a = 2;\n", suffix: "", stream: true };
    const chunks = payloads((await ask(emulator, "/beta/completions", body)).text).map(bare);
    const fim = head.replace("chat.completion.chunk", "text_completion");
    assert.deepEqual(chunks, [
      `${fim},"choices":[{"index":0,"text":"-","logprobs":null,"finish_reason":null}]}`,
      `${fim},"choices":[{"index":0,"text":"","logprobs":null,"finish_reason":"stop"}],${usage}}`,
      "[DONE]",
    ]);
  });

  it("end with length when the limit is reached, thinking first", async () => {
    const body = { model, messages, max_tokens: 2 };
    const answer = JSON.parse((await ask(emulator, "/chat/completions", body)).text) as {
      choices: { finish_reason: string; message: { content: string; reasoning_content: string } }[];
      usage: { completion_tokens: number };
    };
    assert.equal(answer.choices[0]?.finish_reason, "length");
    assert.equal(answer.choices[0]?.message.content, "");
    assert.notEqual(answer.choices[0]?.message.reasoning_content, "");
    assert.equal(answer.usage.completion_tokens, 2);
  });

  it("start with keep-alives while queued, and whole answers with blank lines", async () => {
    emulator.configure({ queue: { keepAlives: 2, everyMs: 1 } });
    const stream = await ask(emulator, "/chat/completions", { model, messages, stream: true });
    const whole = await ask(emulator, "/chat/completions", { model, messages });
    emulator.configure({ queue: { keepAlives: 0, everyMs: 1 } });
    assert.ok(stream.text.startsWith(": keep-alive\n\n: keep-alive\n\ndata: {"));
    assert.ok(whole.text.startsWith("\n\n{"));
    assert.equal(whole.headers.get("content-length"), null);
  });

  it("account for the context cache in whole units of 64 tokens, apart for each user", async () => {
    const long = [{ role: "system", content: "Some words to fill units with. ".repeat(60) }, ...messages];
    assert.equal(await hitTokens("one", long), 0);
    const hit = await hitTokens("one", [...long, { role: "user", content: "More?" }]);
    assert.ok(hit >= 64 && hit % 64 === 0, `hit ${hit}`);
    assert.equal(await hitTokens("two", long), 0);
  });
});

describe("the emulator's DeepInfra streams", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ tokensPerChunk: 1000 });
  });
  after(() => emulator.close());

  it("have V3's blanks, its role in every delta, its stray end token and no usage", async () => {
    const body = { model: "deepseek-ai/DeepSeek-V3", messages, stream: true };
    const { text } = await ask(emulator, "/v1/openai/chat/completions", body);
    const chunks = payloads(text);
    assert.match(
      chunks[0] ?? "",
      /^\{"id": "chatcmpl-\w+", "object": "chat.completion.chunk", "created": \d+, "model": "deepseek-ai\/DeepSeek-V3", "choices": \[\{"index": 0, "delta": \{"role": "assistant", "content": ".*"\}, "finish_reason": null\}\]\}$/,
    );
    assert.match(chunks[1] ?? "", /"delta": \{"role": "assistant", "content": "<\/s>"\}/);
    assert.match(chunks[2] ?? "", /"delta": \{\}, "finish_reason": "stop"\}\]\}$/);
    assert.deepEqual(chunks.slice(3), ["[DONE]"]);
  });

  it("have V4's reasoning field and usage with its cost on the last chunk", async () => {
    const body = { model: "deepseek-ai/DeepSeek-V4-Flash", messages, stream: true };
    const chunks = payloads((await ask(emulator, "/v1/openai/chat/completions", body)).text);
    assert.match(chunks[1] ?? "", /"delta":\{"reasoning_content":"/);
    assert.match(
      chunks.at(-2) ?? "",
      /"finish_reason":"stop"\}\],"usage":\{"prompt_tokens":\d+,"total_tokens":\d+,"completion_tokens":\d+,.*"estimated_cost":/,
    );
  });

  it("have R1's thinking between tags", async () => {
    const body = { model: "deepseek-ai/DeepSeek-R1", messages };
    const { text } = await ask(emulator, "/v1/openai/chat/completions", body);
    assert.match(text, /"content": "<think>\\n.*<\/think>/);
  });

  it("refuses in its own shapes", async () => {
    const path = "/v1/openai/chat/completions";
    const good = { model: "deepseek-ai/DeepSeek-V4-Flash", messages };
    assert.equal(
      (await ask(emulator, path, good, {})).text,
      '{"error": {"message": "Not authenticated", "type": "invalid_request_error", "param": null, "code": null}}',
    );
    assert.equal(
      (await ask(emulator, path, good, { authorization: "Bearer x-invalid" })).text,
      '{"detail": {"error": "Not authenticated"}}',
    );
    assert.equal(
      (await ask(emulator, path, { ...good, model: "deepseek-ai/nope" })).text,
      '{"error": "Model not found"}',
    );
    assert.equal(
      (await ask(emulator, path, { ...good, temperature: 5 })).text,
      '{"detail": [{"loc": ["body", "temperature"], "msg": "Input should be less than or equal to 2", "type": "less_than_equal"}]}',
    );
  });

  it("fills in the middle from a raw prompt with the model's tokens", async () => {
    const prompt = "<｜fim▁begin｜>let a = 1;\nlet a = 2;\n<｜fim▁hole｜>\n<｜fim▁end｜>";
    const { text } = await ask(emulator, "/v1/openai/completions", {
      model: "deepseek-ai/DeepSeek-V4-Flash",
      prompt,
    });
    assert.match(text, /"text": "let a = 3;"/);
  });
});
