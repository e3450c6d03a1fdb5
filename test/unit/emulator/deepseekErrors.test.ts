import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "../../emulator/startEmulator";
import { ask } from "./askEmulator";

const user = (content: string) => ({ role: "user", content });
const model = "deepseek-flash";
const called = { id: "a", type: "function", function: { name: "f", arguments: "{}" } };
const tool = (name: string, parameters: unknown = { type: "object" }) => ({
  type: "function",
  function: { name, parameters },
});
const chat = (more: object) => ({ model, messages: [user("Hi")], ...more });
const followed =
  "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. ";
const shape = "Failed to deserialize the JSON body into the target type: ";

/** Bodies of POST /chat/completions and the message each gets with status 400. */
const refusals: readonly (readonly [body: unknown, message: string])[] = [
  [
    chat({ model: "deepseek-chat" }),
    "The supported API model names are deepseek-flash, deepseek-v4-pro, but you passed deepseek-chat.",
  ],
  [chat({ n: 2 }), "Invalid n value (currently only n = 1 is supported)"],
  [chat({ frequency_penalty: 3 }), "frequency_penalty must be in [-2, 2]"],
  [chat({ presence_penalty: -3 }), "presence_penalty must be in [-2, 2]"],
  [chat({ max_tokens: 0 }), "max_tokens must be greater than zero"],
  [chat({ max_tokens: 400000 }), "Invalid max_tokens value, the valid range of max_tokens is [1, 393216]"],
  [chat({ temperature: 2.1 }), "temperature must be in [0, 2]"],
  [chat({ top_p: 0 }), "top_p must be in (0, 1]"],
  [chat({ stop: Array.from({ length: 17 }, String) }), "Invalid stop: string array too long: 17"],
  [
    chat({ stream_options: { include_usage: true } }),
    "stream_options should be set along with stream = true",
  ],
  [
    chat({ logprobs: true, top_logprobs: 21 }),
    "Invalid top_logprobs value, the valid range of top_logprobs is [0, 20]",
  ],
  [
    chat({ tools: [tool("a b")] }),
    "tools.0.function.name: expected 1-128 ASCII letters, digits, underscores or hyphens",
  ],
  [
    chat({ tools: [tool("f", { type: "string" })] }),
    "tools.0.function.parameters must be a JSON Schema of type object",
  ],
  [chat({ tools: [tool("f"), tool("f")] }), "Tool names must be unique"],
  [chat({ tools: [tool("f")], tool_choice: "required" }), "Thinking mode does not support this tool_choice"],
  [
    chat({ tools: [tool("f")], tool_choice: { type: "function", function: { name: "g" } } }),
    "tool_choice: no tool named 'g' was specified",
  ],
  [chat({ messages: [] }), "Empty input messages"],
  [
    chat({ messages: [user("a"), { role: "assistant", content: null }] }),
    "Invalid assistant message: content or tool_calls must be set",
  ],
  [
    chat({ messages: [user("a"), { role: "tool", tool_call_id: "a", content: "1" }] }),
    "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'",
  ],
  [
    chat({ messages: [user("a"), { role: "assistant", content: "", tool_calls: [called] }, user("b")] }),
    `${followed}(insufficient tool messages following tool_calls message)`,
  ],
  [
    chat({
      messages: [
        user("a"),
        { role: "assistant", content: "", tool_calls: [called] },
        { role: "tool", tool_call_id: "b", content: "1" },
      ],
    }),
    `${followed}Unexpected tool_call_id: b`,
  ],
  [
    chat({
      messages: [
        user("a"),
        { role: "assistant", content: "", tool_calls: [called] },
        { role: "tool", tool_call_id: "a", content: "1" },
        { role: "tool", tool_call_id: "a", content: "2" },
      ],
    }),
    "Duplicate value for 'tool_call_id' of a in message[3]",
  ],
  [
    chat({ tools: [tool("f")], messages: [user("a"), { role: "assistant", content: "b" }, user("c")] }),
    "The `reasoning_content` in the thinking mode must be passed back to the API.",
  ],
  [chat({ response_format: { type: "json_schema" } }), "This response_format type is unavailable now"],
  [
    chat({ response_format: { type: "json_object" } }),
    "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
  ],
  [
    chat({ messages: [{ role: "developer", content: "x" }] }),
    `${shape}messages[0].role: unknown variant \`developer\`, expected one of \`system\`, \`user\`, \`assistant\`, \`tool\`, \`latest_reminder\` at line 1 column 57`,
  ],
  [
    chat({ reasoning_effort: "extreme" }),
    `${shape}reasoning_effort: unknown variant \`extreme\`, expected one of \`none\`, \`minimal\`, \`low\`, \`medium\`, \`high\`, \`xhigh\`, \`max\` at line 1 column 98`,
  ],
  [{ model }, `${shape}missing field \`messages\` at line 1 column 26`],
  [
    chat({ stop: 5 }),
    `${shape}stop: invalid type: integer \`5\`, expected a string or a sequence of strings at line 1 column 78`,
  ],
];

/** Each body breaks two rules; the message shows which is looked at first. */
const orders: readonly (readonly [body: unknown, message: RegExp])[] = [
  [chat({ model: "x", n: 2 }), /supported API model names/],
  [chat({ n: 2, frequency_penalty: 3 }), /Invalid n/],
  [chat({ frequency_penalty: 3, max_tokens: 0 }), /frequency_penalty/],
  [chat({ max_tokens: 0, temperature: 3 }), /max_tokens/],
  [chat({ temperature: 3, top_p: 2 }), /temperature/],
  [chat({ top_p: 2, seed: -1 }), /top_p/],
  [chat({ seed: -1, stop: Array.from({ length: 17 }, String) }), /seed/],
  [chat({ stop: Array.from({ length: 17 }, String), stream_options: {} }), /stop/],
  [chat({ stream_options: {}, tools: [tool("a b")] }), /stream_options/],
  [chat({ tools: [tool("a b")], tool_choice: "required" }), /tools\.0/],
  [chat({ tools: [tool("f")], tool_choice: "required", messages: [] }), /tool_choice/],
  [chat({ messages: [], response_format: { type: "json_object" } }), /Empty input/],
];

describe("the emulator's DeepSeek refusals", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({
      keys: { isRequired: true, withoutBalance: ["sk-poor"] },
    });
  });
  after(() => emulator.close());

  for (const [body, message] of refusals) {
    it(`says: ${message.slice(0, 90)}`, async () => {
      const answer = await ask(emulator, "/chat/completions", body);
      assert.equal(
        answer.text,
        JSON.stringify({
          error: { message, type: "invalid_request_error", param: null, code: "invalid_request_error" },
        }),
      );
      assert.equal(answer.status, 400);
      assert.match(answer.headers.get("x-ds-trace-id") ?? "", /^[0-9a-f]{32}$/);
    });
  }

  for (const [body, message] of orders) {
    it(`looks first at ${message.source}`, async () => {
      assert.match((await ask(emulator, "/chat/completions", body)).text, message);
    });
  }

  it("answers a boolean for thinking with 422", async () => {
    const answer = await ask(emulator, "/chat/completions", chat({ thinking: false }));
    assert.equal(answer.status, 422);
    assert.ok(
      answer.text.includes(
        "thinking: invalid type: boolean `false`, expected struct ThinkingOptions at line 1 column 86",
      ),
    );
  });

  it("tells a missing key in plain text without a content type", async () => {
    const answer = await ask(emulator, "/chat/completions", chat({}), {});
    assert.equal(answer.status, 401);
    assert.equal(answer.text, "Authentication Fails (governor)");
    assert.equal(answer.headers.get("content-type"), null);
  });

  it("shows the last four characters of a bad key", async () => {
    const answer = await ask(emulator, "/chat/completions", chat({}), {
      authorization: "Bearer sk-12-invalid",
    });
    assert.equal(answer.status, 401);
    assert.equal(
      answer.text,
      '{"error":{"message":"Authentication Fails, Your api key: ****alid is invalid","type":"authentication_error","param":null,"code":"invalid_request_error"}}',
    );
  });

  it("has 402 for a key without money, and an empty balance", async () => {
    const headers = { authorization: "Bearer sk-poor" };
    const answer = await ask(emulator, "/chat/completions", chat({}), headers);
    assert.equal(answer.status, 402);
    assert.equal(
      answer.text,
      '{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}',
    );
    const balance = await fetch(`${emulator.url}/user/balance`, { headers });
    assert.match(
      await balance.text(),
      /^\{"is_available":false,"balance_infos":\[\{"currency":"USD","total_balance":"0.00"/,
    );
  });

  it("keeps FIM and prefix completion to /beta", async () => {
    const fim = await ask(emulator, "/completions", { model, prompt: "x" });
    assert.match(
      fim.text,
      /completions api is only available when using beta api \(set base_url=\\"https:\/\/api\.deepseek\.com\/beta\\"\)/,
    );
    const prefix = chat({ messages: [user("a"), { role: "assistant", content: "b", prefix: true }] });
    assert.equal((await ask(emulator, "/chat/completions", prefix)).status, 400);
    assert.equal((await ask(emulator, "/beta/chat/completions", prefix)).status, 200);
  });

  it("knows unknown paths from wrong methods", async () => {
    assert.equal((await ask(emulator, "/embeddings", {})).status, 404);
    assert.equal((await ask(emulator, "/models", {})).status, 405);
    assert.equal((await fetch(`${emulator.url}/chat/completions`)).status, 405);
    const trailing = await ask(emulator, "/v1/openai/chat/completions/", {});
    assert.deepEqual([trailing.status, trailing.text], [405, ""]);
  });

  it("ignores unknown fields and can be told not to ask for reasoning", async () => {
    assert.equal(
      (await ask(emulator, "/chat/completions", chat({ enable_thinking: 7, top_k: "x" }))).status,
      200,
    );
    emulator.configure({ requiresReasoning: false });
    const body = chat({
      tools: [tool("f")],
      messages: [user("a"), { role: "assistant", content: "b" }, user("c")],
    });
    assert.equal((await ask(emulator, "/chat/completions", body)).status, 200);
    emulator.configure({ requiresReasoning: true });
  });

  it("counts requests at the same time and refuses those above the limit", async () => {
    emulator.configure({ concurrencyLimit: 0 });
    const answer = await ask(emulator, "/chat/completions", chat({}));
    emulator.configure({ concurrencyLimit: 500 });
    assert.equal(answer.status, 429);
    assert.match(answer.text, /Your current concurrency is 1, which exceeds your concurrency limit of 0/);
  });
});
