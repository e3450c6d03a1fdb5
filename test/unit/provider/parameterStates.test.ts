import assert from "node:assert/strict";
import type { ChatRequest } from "../../../src/provider/chatRequest";
import { parameterStates, whyIgnored } from "../../../src/provider/parameterStates";

const request: ChatRequest = { model: "", messages: [], parameters: {} };

function problem(provider: string, name: string, parts: Partial<ChatRequest> = {}): string | undefined {
  const states = parameterStates(provider, { ...request, ...parts });
  return states.find(({ parameter }) => parameter.name === name)?.problem;
}

describe("parameterStates", () => {
  it("says of what is not set, too, why it would have no effect", () => {
    assert.equal(problem("deepseek", "temperature"), "DeepSeek does not use it while thinking.");
    assert.equal(problem("deepseek", "temperature", { parameters: { thinking: "off" } }), undefined);
    assert.equal(problem("deepinfra", "temperature"), undefined);
    assert.equal(problem("deepseek", "minP"), "DeepSeek does not know it.");
    assert.equal(problem("deepseek", "toolChoice"), "The request offers no tools.");
  });

  it("says what is wrong with a value that is set", () => {
    const parameters = { maxTokens: 900_000 };
    assert.equal(problem("deepseek", "maxTokens", { parameters }), "DeepSeek takes at most 393216.");
    assert.equal(problem("deepinfra", "maxTokens", { parameters }), undefined);
  });

  it("knows nothing of a provider that there is not", () => {
    assert.deepEqual(parameterStates("nobody", request), []);
    assert.equal(whyIgnored("nobody", "thinking"), undefined);
  });

  it("says what a provider has no use for at all", () => {
    assert.equal(whyIgnored("deepseek", "temperature"), undefined);
    assert.match(whyIgnored("llamacpp", "reasoningEffort") ?? "", /^llama\.cpp leaves it to the model/);
  });
});
