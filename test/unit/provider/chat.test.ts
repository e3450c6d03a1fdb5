import assert from "node:assert/strict";
import { chatBody } from "../../../src/provider/chat";
import type { ChatRequest, ChatRequestMessage } from "../../../src/provider/chatRequest";
import { modelTakesImages } from "../../../src/provider/modelTakesImages";
import { profileById, type ProviderId } from "../../../src/provider/profiles";

const hello: ChatRequestMessage = { role: "user", text: "Hello" };
const tool = { name: "look", description: "Looks", parameters: { type: "object" } };

function bodyFor(provider: ProviderId, more: Partial<ChatRequest> = {}) {
  return chatBody(profileById(provider), { model: "", messages: [hello], parameters: {}, ...more });
}

const thinking = (state: "on" | "off", provider: ProviderId) =>
  bodyFor(provider, { model: "m", thinking: state, effort: "max" }).body;

const messagesJson = (messages: readonly ChatRequestMessage[]) =>
  JSON.stringify(bodyFor("deepseek", { messages }).body["messages"]);

describe("chatBody", () => {
  it("asks for the default model, streaming, with usage", () => {
    assert.deepEqual(bodyFor("deepseek").body, {
      model: "deepseek-flash",
      messages: [{ role: "user", content: "Hello" }],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 65_536,
    });
    assert.equal("model" in bodyFor("llamacpp").body, false);
  });

  it("translates DeepSeek's retired names, and only DeepSeek's", () => {
    const chat = bodyFor("deepseek", { model: "deepseek-chat" }).body;
    assert.deepEqual([chat["model"], chat["thinking"]], ["deepseek-flash", { type: "disabled" }]);
    const reasoner = bodyFor("deepseek", { model: "deepseek-reasoner" }).body;
    assert.deepEqual([reasoner["model"], reasoner["thinking"]], ["deepseek-flash", { type: "enabled" }]);
    const switched = bodyFor("deepseek", { model: "deepseek-reasoner", thinking: "off" }).body;
    assert.deepEqual(switched["thinking"], { type: "disabled" });
    assert.equal(bodyFor("compatible", { model: "deepseek-chat" }).body["model"], "deepseek-chat");
  });

  it("switches thinking in each provider's way", () => {
    assert.deepEqual(thinking("off", "deepseek")["thinking"], { type: "disabled" });
    assert.equal("reasoning_effort" in thinking("off", "deepseek"), false);
    assert.equal(thinking("off", "deepinfra")["reasoning_effort"], "none");
    assert.deepEqual(thinking("off", "llamacpp")["chat_template_kwargs"], { enable_thinking: false });
    assert.equal("reasoning_effort" in thinking("off", "compatible"), false);

    assert.deepEqual(
      [thinking("on", "deepseek")["thinking"], thinking("on", "deepseek")["reasoning_effort"]],
      [{ type: "enabled" }, "max"],
    );
    assert.equal(thinking("on", "deepinfra")["reasoning_effort"], "high");
  });

  it("lets the request win over the parameters", () => {
    const parameters = {
      thinking: "on",
      reasoningEffort: "low",
      maxTokens: 10,
      stop: ["a"],
      temperature: 0.5,
    };
    const plain = bodyFor("deepseek", { parameters }).body;
    assert.deepEqual(
      [
        plain["thinking"],
        plain["reasoning_effort"],
        plain["max_tokens"],
        plain["stop"],
        plain["temperature"],
      ],
      [{ type: "enabled" }, "low", 10, ["a"], undefined],
    );
    const asked = bodyFor("deepseek", { parameters, thinking: "off", maxTokens: 20, stop: ["b"] }).body;
    assert.deepEqual(
      [
        asked["thinking"],
        asked["reasoning_effort"],
        asked["max_tokens"],
        asked["stop"],
        asked["temperature"],
      ],
      [{ type: "disabled" }, undefined, 20, ["b"], 0.5],
    );
  });

  it("sends thinking back with tools only, for every message on DeepSeek", () => {
    const messages: ChatRequestMessage[] = [
      hello,
      { role: "assistant", text: "A", reasoning: "R" },
      hello,
      { role: "assistant", text: "" },
      hello,
    ];
    const sent = (provider: ProviderId, tools: ChatRequest["tools"]) =>
      (
        bodyFor(provider, { model: "m", messages, ...(tools && { tools }) }).body["messages"] as object[]
      ).filter((_, index) => index === 1 || index === 3);
    assert.deepEqual(sent("deepseek", undefined), [
      { role: "assistant", content: "A" },
      { role: "assistant", content: "" },
    ]);
    assert.deepEqual(sent("deepseek", [tool]), [
      { role: "assistant", content: "A", reasoning_content: "R" },
      { role: "assistant", content: "", reasoning_content: "" },
    ]);
    assert.deepEqual(sent("deepinfra", [tool]), [
      { role: "assistant", content: "A", reasoning_content: "R" },
      { role: "assistant", content: "" },
    ]);
  });

  it("asks for strict arguments under /beta when every tool takes them", () => {
    const parameters = {
      type: "object",
      properties: { path: { type: "string", minLength: 1 }, default: { type: "integer", default: 1 } },
      required: ["path"],
    };
    const strict = { ...tool, parameters, isStrict: true };
    const asked = bodyFor("deepseek", { tools: [strict] });
    assert.equal(asked.needsBeta, true);
    assert.deepEqual(asked.body["tools"], [
      {
        type: "function",
        function: {
          name: "look",
          description: "Looks",
          parameters: {
            type: "object",
            properties: { path: { type: "string" }, default: { type: "integer" } },
            required: ["path", "default"],
            additionalProperties: false,
          },
          strict: true,
        },
      },
    ]);
    const plain = { type: "function", function: { name: "look", description: "Looks", parameters } };
    for (const body of [
      bodyFor("deepinfra", { tools: [strict] }),
      bodyFor("deepseek", { tools: [strict, tool] }),
    ]) {
      assert.equal(body.needsBeta, false);
      assert.deepEqual((body.body["tools"] as object[])[0], plain);
    }
  });

  it("sends arguments that are no JSON object back as one", () => {
    const sent = (text: string) => {
      const toolCalls = [{ id: "a", name: "look", arguments: text }];
      const messages: ChatRequestMessage[] = [
        hello,
        { role: "assistant", text: "", toolCalls },
        { role: "tool", toolCallId: "a", text: "" },
      ];
      return JSON.stringify(bodyFor("deepseek", { messages, tools: [tool] }).body["messages"]);
    };
    const written = (value: object) => `"arguments":${JSON.stringify(JSON.stringify(value))}`;
    assert.ok(sent('{"a": 1}').includes('"arguments":"{\\"a\\": 1}"'));
    assert.ok(sent('{"a": ').includes(written({ arguments: '{"a": ' })));
    assert.ok(sent("[1]").includes(written({ arguments: "[1]" })));
    assert.ok(sent(" ").includes(written({})));
  });

  it("marks a continued message for DeepSeek and asks under /beta", () => {
    const messages: ChatRequestMessage[] = [hello, { role: "assistant", text: "Hi", reasoning: "R" }];
    const continued = bodyFor("deepseek", { messages, continuesLastMessage: true });
    assert.equal(continued.needsBeta, true);
    assert.deepEqual((continued.body["messages"] as object[])[1], {
      role: "assistant",
      content: "Hi",
      reasoning_content: "R",
      prefix: true,
    });
    const elsewhere = bodyFor("deepinfra", { messages, continuesLastMessage: true }).body["messages"];
    assert.deepEqual((elsewhere as object[])[1], { role: "assistant", content: "Hi" });
    assert.equal(bodyFor("deepseek", { continuesLastMessage: true }).needsBeta, false);
  });

  it("always says how long the answer may be, but to servers that may refuse the number", () => {
    const sent = (provider: ProviderId, more: Partial<ChatRequest> = {}) =>
      bodyFor(provider, { model: "m", ...more }).body["max_tokens"];
    assert.equal(sent("deepseek"), 65_536);
    assert.equal(sent("deepseek", { thinking: "off" }), 16_384);
    assert.equal(sent("deepseek", { model: "deepseek-chat" }), 16_384);
    for (const provider of ["deepinfra", "llamacpp", "ollama"] as const)
      assert.equal(sent(provider), 16_384, provider);
    assert.equal(sent("compatible"), undefined);
    assert.equal(sent("deepinfra", { parameters: { maxTokens: 100 } }), 100);
    assert.equal(sent("deepinfra", { parameters: { maxTokens: 100 }, maxTokens: 50 }), 50);
  });

  it("only appends to the messages as a conversation grows", () => {
    const first: ChatRequestMessage[] = [{ role: "system", text: "S" }, hello];
    const second: ChatRequestMessage[] = [...first, { role: "assistant", text: "A", reasoning: "R" }, hello];
    assert.ok(messagesJson(second).startsWith(messagesJson(first).slice(0, -1)));
  });

  it("merges extraBody last without replacing what is asked", () => {
    const parameters = { extraBody: { max_tokens: 5, model: "other", stream: false, note: 1 } };
    const { body, leftOut } = bodyFor("deepseek", { parameters, maxTokens: 9 });
    assert.deepEqual(
      [body["max_tokens"], body["model"], body["stream"], body["note"]],
      [5, "deepseek-flash", true, 1],
    );
    assert.equal(leftOut.length, 2);
  });

  describe("with images", () => {
    const image = { mimeType: "image/png", base64: "iVBORw0KGgo=" } as const;
    const contentFor = (
      provider: ProviderId,
      message: ChatRequestMessage,
      more: Partial<ChatRequest> = {},
    ): unknown => {
      const messages = bodyFor(provider, { messages: [message], ...more }).body["messages"];
      return (messages as { readonly content: unknown }[])[0]?.content;
    };
    const url = "data:image/png;base64,iVBORw0KGgo=";

    it("sends parts: the text, then each image as a data URL", () => {
      assert.deepEqual(
        contentFor("deepseek", { role: "user", text: "What is it?", images: [image, image] }),
        [
          { type: "text", text: "What is it?" },
          { type: "image_url", image_url: { url } },
          { type: "image_url", image_url: { url } },
        ],
      );
      assert.deepEqual(contentFor("deepseek", { role: "user", text: "", images: [image] }), [
        { type: "image_url", image_url: { url } },
      ]);
      assert.equal(contentFor("deepseek", { role: "user", text: "Plain", images: [] }), "Plain");
    });

    it("puts words in place of images where the model takes none", () => {
      const asked = { role: "user", text: "What is it?", images: [image] } as const;
      const left = "What is it?\n\n(An image stood here. This model takes no images, so it was left out.)";
      assert.equal(contentFor("deepseek", asked, { model: "deepseek-v4-pro" }), left);
      assert.equal(contentFor("deepseek", asked, { takesImages: false }), left);
      assert.equal(Array.isArray(contentFor("deepseek", asked, { model: "new", takesImages: true })), true);
    });
  });

  it("knows which models take images, and believes the provider's list first", () => {
    const rows: readonly [ProviderId, string, boolean | undefined, boolean][] = [
      ["deepseek", "", undefined, true],
      ["deepseek", "deepseek-flash", undefined, true],
      ["deepseek", "deepseek-chat", undefined, true],
      ["deepseek", "deepseek-v4-pro", undefined, false],
      ["deepseek", "deepseek-v4-pro", true, true],
      ["deepseek", "deepseek-flash", false, false],
      ["deepseek", "constructor", undefined, false],
      ["deepinfra", "some/model", undefined, false],
      ["ollama", "llava", undefined, true],
    ];
    for (const [provider, model, listed, takesImages] of rows) {
      assert.equal(
        modelTakesImages(profileById(provider), model, listed),
        takesImages,
        `${provider} ${model}`,
      );
    }
  });
});
