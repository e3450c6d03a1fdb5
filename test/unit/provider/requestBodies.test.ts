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
});
