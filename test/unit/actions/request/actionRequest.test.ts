import assert from "node:assert/strict";
import { actionRequest, maxAnswerTokens } from "../../../../src/actions/request/actionRequest";

const answerer = { model: "m", thinking: "off", canSwitchThinking: true, parameters: {} } as const;
const messages = [{ role: "user", text: "Hello" }] as const;

describe("actionRequest", () => {
  it("leaves out what would change the answer's form", () => {
    const parameters = { temperature: 0.2, stop: ["x"], responseFormat: "json_object" };
    assert.deepEqual(actionRequest({ ...answerer, parameters }, messages, 100), {
      model: "m",
      messages,
      maxTokens: 100,
      parameters: { temperature: 0.2 },
    });
  });

  it("switches thinking where that can be done and was chosen", () => {
    const parameters = { thinking: "off" };
    assert.equal(actionRequest({ ...answerer, parameters }, messages, 100).thinking, "off");
    assert.equal(
      actionRequest({ ...answerer, parameters, canSwitchThinking: false }, messages, 100).thinking,
      undefined,
    );
    assert.equal(actionRequest(answerer, messages, 100).thinking, undefined);
  });

  it("leaves room for thinking, which providers count as well", () => {
    assert.equal(actionRequest({ ...answerer, thinking: "on" }, messages, 100).maxTokens, 32_868);
    assert.equal(actionRequest({ ...answerer, canSwitchThinking: false }, messages, 100).maxTokens, 8292);
  });
});

describe("maxAnswerTokens", () => {
  it("grows with the selection, up to a limit", () => {
    assert.equal(maxAnswerTokens(0), 4096);
    assert.ok(maxAnswerTokens(10_000) > 8400);
    assert.equal(maxAnswerTokens(1_000_000), 32_768);
  });
});
