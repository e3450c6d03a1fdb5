import assert from "node:assert/strict";
import { createDeepInfra } from "@ai-sdk/deepinfra";
import { createDeepSeek } from "@ai-sdk/deepseek";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import OpenAI, { AuthenticationError, BadRequestError } from "openai";
import { startEmulator, type Emulator } from "../../emulator/startEmulator";

const apiKey = "sk-test-0000";
const weatherParameters = {
  type: "object",
  properties: { location: { type: "string" } },
  required: ["location"],
  additionalProperties: false,
} as const;

describe("the emulator with the official clients, unchanged", () => {
  let emulator: Emulator;
  const client = (path = "") => new OpenAI({ apiKey, baseURL: emulator.url + path, maxRetries: 0 });
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  describe("openai", () => {
    const weather = {
      type: "function" as const,
      function: { name: "get_weather", description: "Weather of a city", parameters: weatherParameters },
    };

    it("chats, whole and streamed, with the same words", async () => {
      const request = {
        model: "deepseek-flash",
        messages: [
          {
            role: "user" as const,
            content: "What does `parse` do?\n```ts\nfunction parse(text: string) {}\n```",
          },
        ],
      };
      const whole = await client().chat.completions.create(request);
      const [choice] = whole.choices;
      assert.equal(choice?.finish_reason, "stop");
      assert.match(choice?.message.content ?? "", /Line 1: function `parse` with `text`/);
      let text = "";
      let totalTokens = 0;
      const stream = await client("/v1").chat.completions.create({
        ...request,
        stream: true,
        stream_options: { include_usage: true },
      });
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? "";
        totalTokens = chunk.usage?.total_tokens ?? totalTokens;
      }
      assert.equal(text, choice?.message.content);
      assert.equal(totalTokens, whole.usage?.total_tokens);
    });

    it("makes a round trip with tools", async () => {
      const messages: OpenAI.ChatCompletionMessageParam[] = [
        { role: "user", content: "What is the weather in Paris?" },
      ];
      const request = { model: "deepseek-flash", messages, tools: [weather] };
      const first = await client().chat.completions.create(request);
      const message = first.choices[0]?.message;
      const call = message?.tool_calls?.[0];
      assert.ok(message !== undefined && call?.type === "function");
      assert.equal(first.choices[0]?.finish_reason, "tool_calls");
      assert.deepEqual(JSON.parse(call.function.arguments), { location: "Paris" });
      messages.push(message, { role: "tool", tool_call_id: call.id, content: "24C" });
      const second = await client().chat.completions.create(request);
      assert.match(second.choices[0]?.message.content ?? "", /24C/);
    });

    it("streams tool calls that its own helper puts together", async () => {
      const runner = client().chat.completions.stream({
        model: "deepseek-flash",
        messages: [{ role: "user", content: "The weather in Paris and Tokyo?" }],
        tools: [weather],
      });
      const calls = (await runner.finalMessage()).tool_calls ?? [];
      assert.deepEqual(
        calls.map((call) => (call.type === "function" ? call.function.arguments : "")),
        ['{"location": "Paris"}', '{"location": "Tokyo"}'],
      );
    });

    it("answers JSON in JSON mode", async () => {
      const completion = await client().chat.completions.create({
        model: "deepseek-flash",
        messages: [{ role: "user", content: "Answer in json: what is up?" }],
        response_format: { type: "json_object" },
      });
      const answer = JSON.parse(completion.choices[0]?.message.content ?? "") as { question: string };
      assert.equal(answer.question, "Answer in json: what is up?");
    });

    it("lists models", async () => {
      const ids: string[] = [];
      for await (const model of client().models.list()) ids.push(model.id);
      assert.deepEqual(ids, ["deepseek-flash", "deepseek-v4-pro"]);
      assert.equal((await client().models.retrieve("deepseek-v4-pro")).id, "deepseek-v4-pro");
    });

    it("fills in the middle on /beta, whole and streamed", async () => {
      const request = {
        model: "deepseek-flash",
        prompt: "const one = 1;\nconst two = 2;\n",
        suffix: "\nexport { one, two };\n",
        max_tokens: 64,
      };
      const expected = (await client("/beta").completions.create(request)).choices[0]?.text;
      let text = "";
      for await (const chunk of await client("/beta").completions.create({ ...request, stream: true })) {
        text += chunk.choices[0]?.text ?? "";
      }
      assert.equal(text, expected);
    });

    it("raises its typed errors", async () => {
      const wrong = new OpenAI({ apiKey: "sk-test-invalid", baseURL: emulator.url, maxRetries: 0 });
      const request = { model: "deepseek-flash", messages: [{ role: "user" as const, content: "Hi" }] };
      await assert.rejects(wrong.chat.completions.create(request), AuthenticationError);
      await assert.rejects(
        client().chat.completions.create({ ...request, model: "deepseek-chat" }),
        BadRequestError,
      );
    });

    it("reads DeepInfra's answers", async () => {
      const infra = new OpenAI({ apiKey, baseURL: emulator.deepinfraUrl, maxRetries: 0 });
      const stream = await infra.chat.completions.create({
        model: "deepseek-ai/DeepSeek-V4-Flash",
        messages: [{ role: "user", content: "Hello there" }],
        stream: true,
      });
      let text = "";
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      assert.match(text, /no language model/);
    });
  });

  for (const [name, model] of [
    ["@ai-sdk/deepseek", () => createDeepSeek({ apiKey, baseURL: emulator.url })("deepseek-flash")],
    [
      "@ai-sdk/deepinfra",
      () => createDeepInfra({ apiKey, baseURL: `${emulator.url}/v1` })("deepseek-ai/DeepSeek-V4-Flash"),
    ],
  ] as const) {
    describe(name, () => {
      it("chats, whole and streamed, with reasoning and usage", async () => {
        const whole = await generateText({ model: model(), prompt: "Hello there", maxRetries: 0 });
        assert.match(whole.text, /no language model/);
        assert.match(whole.reasoningText ?? "", /one|1 question/);
        assert.ok((whole.usage.totalTokens ?? 0) > 0);
        const streamed = streamText({ model: model(), prompt: "Hello there", maxRetries: 0 });
        assert.equal(await streamed.text, whole.text);
        assert.equal(await streamed.finishReason, "stop");
        assert.equal((await streamed.usage).outputTokens, whole.usage.outputTokens);
      });

      it("makes a round trip with tools", async () => {
        const result = await generateText({
          model: model(),
          prompt: "What is the weather in Paris?",
          maxRetries: 0,
          stopWhen: stepCountIs(3),
          tools: {
            get_weather: tool({
              description: "Weather of a city",
              inputSchema: jsonSchema<{ location: string }>({ ...weatherParameters, required: ["location"] }),
              execute: ({ location }) => Promise.resolve(`${location}: 24C`),
            }),
          },
        });
        assert.equal(result.steps.length, 2);
        assert.match(result.text, /Paris: 24C/);
      });
    });
  }
});
