import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fieldsMidfillSets, requestParameters, type RequestRole } from "../../../src/provider/parameters";
import { profileById, type ProviderId } from "../../../src/provider/profiles";
import { selectParameters, type ParameterContext } from "../../../src/provider/selectParameters";
import { manifestCategory, type ManifestCategory } from "./support/parameterManifest";

function context(
  provider: ProviderId,
  role: RequestRole,
  more: Partial<ParameterContext> = {},
): ParameterContext {
  return {
    profile: profileById(provider),
    role,
    isThinking: false,
    hasTools: false,
    mentionsJson: false,
    ...more,
  };
}

const reasonsOf = (selected: ReturnType<typeof selectParameters>) =>
  Object.fromEntries(selected.leftOut.map(({ name, reason }) => [name, reason]));

describe("the manifest's request parameters", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
    contributes: { configuration?: readonly ManifestCategory[] };
  };
  for (const role of ["chat", "fim"] as const) {
    it(`are those of the table (${role})`, () => {
      const expected = manifestCategory(role);
      const category = manifest.contributes.configuration?.find((each) => each.title === expected.title);
      // The expected side is what package.json should hold; copy it from a failure after changing the table.
      assert.deepEqual(category, expected);
    });
  }
});

describe("the table of parameters", () => {
  // Fields of the documented requests: DeepSeek's chat and FIM references (2026-09-11), DeepInfra's OpenAPI document
  // (2026-03-25).
  const documented =
    "model messages thinking reasoning_effort max_tokens temperature top_p stop stream stream_options response_format tools " +
    "tool_choice parallel_tool_calls logprobs top_logprobs frequency_penalty presence_penalty n seed top_k min_p " +
    "repetition_penalty logit_bias prompt suffix echo user reasoning service_tier prompt_cache_key chat_template_kwargs " +
    "cache_control stop_token_ids return_tokens_as_token_ids data";
  it("knows every documented field, as a setting or as its own", () => {
    const known = new Set([
      ...requestParameters.map((parameter) => parameter.wireName),
      ...Object.keys(fieldsMidfillSets),
    ]);
    assert.deepEqual(
      documented.split(" ").filter((name) => !known.has(name)),
      [],
    );
  });
  it("names each parameter once for a role", () => {
    const names = requestParameters.map(({ role, name }) => `${role} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });
});

describe("selectParameters", () => {
  it("sends what a provider takes, by the provider's names", () => {
    const set = {
      temperature: 0.2,
      topK: 5,
      repetitionPenalty: 1.1,
      userId: "me",
      responseFormat: "json_object",
    };
    assert.deepEqual(selectParameters(set, context("deepinfra", "chat")).fields, {
      temperature: 0.2,
      top_k: 5,
      response_format: { type: "json_object" },
      repetition_penalty: 1.1,
      user: "me",
    });
    assert.deepEqual(selectParameters(set, context("llamacpp", "chat")).fields, {
      temperature: 0.2,
      top_k: 5,
      response_format: { type: "json_object" },
      repeat_penalty: 1.1,
    });
  });

  it("leaves out what DeepSeek does not use, and says why", () => {
    const set = { temperature: 1, frequencyPenalty: 1, topK: 3, seed: 7, responseFormat: "json_object" };
    const selected = selectParameters(set, context("deepseek", "chat", { isThinking: true }));
    assert.deepEqual(selected.fields, {});
    assert.deepEqual(reasonsOf(selected), {
      temperature: "DeepSeek does not use it while thinking.",
      topK: "DeepSeek does not know it.",
      responseFormat: "DeepSeek refuses it unless a message holds the word “json”.",
      frequencyPenalty: "DeepSeek has deprecated it: no effect.",
      seed: "DeepSeek accepts it without effect.",
    });
  });

  it("takes temperature without thinking and in completions", () => {
    assert.deepEqual(selectParameters({ temperature: 0 }, context("deepseek", "chat")).fields, {
      temperature: 0,
    });
    assert.deepEqual(selectParameters({ temperature: 0 }, context("deepseek", "fim")).fields, {
      temperature: 0,
    });
  });

  it("leaves out a required tool while DeepSeek thinks", () => {
    const set = { toolChoice: "required" };
    const thinking = context("deepseek", "chat", { hasTools: true, isThinking: true });
    assert.deepEqual(selectParameters(set, thinking).fields, {});
    const notThinking = context("deepseek", "chat", { hasTools: true });
    assert.deepEqual(selectParameters(set, notThinking).fields, { tool_choice: "required" });
  });

  it("sends topLogprobs only with logprobs", () => {
    assert.deepEqual(selectParameters({ topLogprobs: 2 }, context("deepseek", "chat")).fields, {});
    assert.deepEqual(
      selectParameters({ topLogprobs: 2, logprobs: true }, context("deepseek", "chat")).fields,
      {
        logprobs: true,
        top_logprobs: 2,
      },
    );
  });

  it("never repairs a value of another type or out of range", () => {
    const set = {
      temperature: 5,
      topP: "1",
      topK: 1.5,
      minP: Number.NaN,
      stop: ["a", 1],
      toolChoice: "constructor",
      userId: "a b",
      logitBias: [],
      maxTokens: 400_000,
    };
    const selected = selectParameters(set, context("deepinfra", "chat", { hasTools: true }));
    assert.deepEqual(selected.fields, {});
    assert.deepEqual(
      Object.keys(reasonsOf(selected)).toSorted(),
      Object.keys(set)
        .filter((name) => name !== "maxTokens")
        .toSorted(),
    );
    assert.match(
      reasonsOf(selectParameters(set, context("deepseek", "chat")))["maxTokens"] ?? "",
      /at most 393216/u,
    );
  });

  it("takes null and undefined as not set, and names what is no parameter", () => {
    const selected = selectParameters(
      { temperature: null, topP: undefined, frobnicate: 1 },
      context("deepinfra", "chat"),
    );
    assert.deepEqual(selected.fields, {});
    assert.deepEqual(reasonsOf(selected), { frobnicate: "There is no such parameter." });
  });

  it("adds extraBody but for what is asked and how", () => {
    const extraBody: unknown = JSON.parse(
      '{"safe_mode": true, "temperature": 2, "model": "x", "messages": [], "prompt": "p", "suffix": "s", "stream": false, "__proto__": {"a": 1}}',
    );
    const selected = selectParameters({ extraBody }, context("deepseek", "chat"));
    assert.deepEqual(selected.extraFields, { safe_mode: true, temperature: 2 });
    assert.deepEqual(
      selected.leftOut.map(({ name }) => name),
      ["model", "messages", "prompt", "suffix", "stream", "__proto__"].map((name) => `extraBody.${name}`),
    );
    assert.equal(Object.getPrototypeOf(selected.extraFields), Object.prototype);
  });
});
