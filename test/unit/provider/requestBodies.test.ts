import assert from "node:assert/strict";
import { chatBody } from "../../../src/provider/chat";
import { fimBody } from "../../../src/provider/fim";
import { profileById } from "../../../src/provider/profiles";
import { recordedRequest, transcripts } from "./support/transcripts";

describe("the bodies of requests", () => {
  for (const transcript of transcripts) {
    if (transcript.call !== "chat" && transcript.call !== "complete") continue;
    if (transcript.notSentBecause !== undefined) continue;
    it(`hold every field of ${transcript.name}`, () => {
      const profile = profileById(transcript.provider);
      const sent: Readonly<Record<string, unknown>> =
        transcript.call === "chat"
          ? chatBody(profile, transcript.request).body
          : fimBody(
              profile,
              transcript.provider === "deepinfra" ? "template" : "deepseek-fim",
              transcript.request.model,
              transcript.request,
            ).body;
      for (const [name, value] of Object.entries(recordedRequest(transcript).body)) {
        if (name === "stream" || transcript.fieldsNotCompared?.includes(name) === true) continue;
        assert.deepEqual(sent[name], value, name);
      }
      assert.equal(sent["stream"], true);
    });
  }

  it("offer servers that take four stop sequences the model's own tokens first", () => {
    const { body } = fimBody(profileById("deepinfra"), "template", "Qwen/Qwen2.5-Coder-32B-Instruct", {
      model: "",
      prefix: "a",
      suffix: "b",
      languageId: "go",
      maxTokens: 8,
      stop: ["\n\n"],
      parameters: {},
    });
    assert.deepEqual(body["stop"], ["<|endoftext|>", "<|fim_pad|>", "<|file_sep|>", "<|fim_prefix|>"]);
  });

  it("ask a chat model for the hole, with a fence opened where the provider continues it", () => {
    const request = {
      model: "",
      prefix: "a(",
      suffix: ")",
      languageId: "go",
      maxTokens: 8,
      stop: ["\n\n"],
      parameters: { temperature: 0, logprobs: 1 },
    };
    const continued = fimBody(profileById("deepinfra"), "chat-infill", "some/model", request);
    const messages = continued.body["messages"] as { role: string; content: string }[];
    assert.equal(messages[1]?.content, "Language: go\n\na(<hole></hole>)");
    assert.deepEqual(messages[2], { role: "assistant", content: "```go\n" });
    assert.deepEqual(continued.body["stop"], ["```", "\n\n"]);
    assert.deepEqual([continued.body["temperature"], continued.body["reasoning_effort"]], [0, "none"]);
    assert.deepEqual(
      continued.leftOut.map(({ name }) => name),
      ["logprobs"],
    );

    const plain = fimBody(profileById("compatible"), "chat-infill", "m", request).body;
    assert.equal((plain["messages"] as object[]).length, 2);
    assert.equal("stop" in plain, false);
  });
});
