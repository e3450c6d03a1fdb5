import assert from "node:assert/strict";
import { addressesOf } from "../../../src/provider/apiAddresses";
import { ProviderError } from "../../../src/provider/errors";
import { profileById, type ProviderId } from "../../../src/provider/profiles";

const addresses = (id: ProviderId, base: string) => addressesOf(profileById(id), new URL(base));

describe("addressesOf", () => {
  const forms: readonly [ProviderId, string, string, string][] = [
    ...[
      "",
      "/",
      "/v1",
      "/v1/",
      "/beta",
      "/beta/",
      "/chat/completions",
      "/v1/chat/completions",
      "/beta/completions",
    ].map((end): [ProviderId, string, string, string] => [
      "deepseek",
      `https://api.deepseek.com${end}`,
      "https://api.deepseek.com/chat/completions",
      "https://api.deepseek.com/beta/completions",
    ]),
    ...["", "/", "/v1", "/v1/openai", "/v1/openai//", "/v1/openai/chat/completions"].map(
      (end): [ProviderId, string, string, string] => [
        "deepinfra",
        `https://api.deepinfra.com${end}`,
        "https://api.deepinfra.com/v1/openai/chat/completions",
        "https://api.deepinfra.com/v1/openai/completions",
      ],
    ),
    [
      "llamacpp",
      "http://127.0.0.1:8080/v1/",
      "http://127.0.0.1:8080/v1/chat/completions",
      "http://127.0.0.1:8080/v1/completions",
    ],
    [
      "ollama",
      "http://127.0.0.1:11434",
      "http://127.0.0.1:11434/v1/chat/completions",
      "http://127.0.0.1:11434/v1/completions",
    ],
    [
      "ollama",
      "http://127.0.0.1:11434/api",
      "http://127.0.0.1:11434/v1/chat/completions",
      "http://127.0.0.1:11434/v1/completions",
    ],
    [
      "compatible",
      "https://llm.example",
      "https://llm.example/v1/chat/completions",
      "https://llm.example/v1/completions",
    ],
    [
      "compatible",
      "https://llm.example/api/v3/",
      "https://llm.example/api/v3/chat/completions",
      "https://llm.example/api/v3/completions",
    ],
    [
      "deepseek",
      "https://gateway.example/ds/v1",
      "https://gateway.example/ds/chat/completions",
      "https://gateway.example/ds/beta/completions",
    ],
  ];
  for (const [id, base, chat, completions] of forms) {
    it(`${id} at ${base}`, () => {
      assert.equal(addresses(id, base).chat.href, chat);
      assert.equal(addresses(id, base).completions.href, completions);
    });
  }

  it("knows where the rest is", () => {
    const deepseek = addresses("deepseek", "https://api.deepseek.com/v1");
    assert.equal(deepseek.chatBeta.pathname, "/beta/chat/completions");
    assert.equal(deepseek.models.pathname, "/models");
    assert.equal(deepseek.balance?.pathname, "/user/balance");
    assert.equal(addresses("deepinfra", "https://api.deepinfra.com").balance, undefined);
    assert.equal(addresses("llamacpp", "http://127.0.0.1:8080/v1").infill?.pathname, "/infill");
  });

  const wrong: readonly [ProviderId, string, RegExp][] = [
    ["deepseek", "https://platform.deepseek.com", /web site/u],
    ["deepseek", "https://api.deepinfra.com/v1/openai", /points to DeepInfra/u],
    ["deepseek", "https://api.deepseek.com/anthropic", /no API at api.deepseek.com\/anthropic/u],
    ["deepinfra", "https://api.deepinfra.com/v1/inference", /no API at/u],
    ["deepinfra", "https://api.deepinfra.com/v1/openai?a=b", /query/u],
  ];
  for (const [id, base, message] of wrong) {
    it(`refuses ${id} at ${base}`, () => {
      assert.throws(
        () => addresses(id, base),
        (error: unknown) =>
          error instanceof ProviderError &&
          error.kind === "endpoint" &&
          message.test(error.message) &&
          error.facts.nextStep !== "",
      );
    });
  }
});
