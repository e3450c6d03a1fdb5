import assert from "node:assert/strict";
import { canContinue, type ContinuableMessage } from "../../../../src/chat/continuation/canContinue";
import { continuingRequest } from "../../../../src/chat/continuation/continuingRequest";
import { keptAnswer } from "../../../../src/chat/continuation/keptAnswer";
import { chatBody } from "../../../../src/provider/chat";
import type { ChatRequest } from "../../../../src/provider/chatRequest";
import { profileById, type ProviderId } from "../../../../src/provider/profiles";

const asked: ChatRequest = {
  model: "m",
  messages: [
    { role: "system", text: "Be brief." },
    { role: "user", text: "Why?" },
  ],
  parameters: {},
};

function bodyOf(provider: ProviderId, answer: { text: string; reasoning: string }) {
  const chat = chatBody(profileById(provider), continuingRequest(asked, keptAnswer(answer)));
  return { ...chat, messages: chat.body["messages"] as readonly object[] };
}

describe("canContinue", () => {
  const answer: ContinuableMessage = { role: "assistant", text: "Be", reasoning: "", status: "stopped" };

  it("is for answers that broke off with something to go on from", () => {
    for (const status of ["stopped", "cut-short", "failed", "interrupted"] as const) {
      assert.equal(canContinue({ ...answer, status }), true, status);
      assert.equal(canContinue({ ...answer, status, text: "", reasoning: "Hm" }), true, status);
      assert.equal(canContinue({ ...answer, status, text: " \n" }), false, status);
    }
    const complete = (finishReason: ContinuableMessage["finishReason"]) =>
      canContinue({ ...answer, status: "complete", ...(finishReason && { finishReason }) });
    assert.deepEqual((["length", "insufficient-resource", "aborted"] as const).map(complete), [
      true,
      true,
      true,
    ]);
    assert.deepEqual((["stop", "content-filter", "tool-calls", "other", undefined] as const).map(complete), [
      false,
      false,
      false,
      false,
      false,
    ]);
    for (const status of ["waiting", "queued", "thinking", "streaming", "stalled"] as const)
      assert.equal(canContinue({ ...answer, status }), false);
    assert.equal(canContinue({ ...answer, role: "user" }), false);
    assert.equal(canContinue({ ...answer, toolCalls: [{}] }), false);
  });
});

describe("keptAnswer", () => {
  it("keeps all but half signs and end tokens", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["All of it. ", "All of it. "],
      ["A cat 🐈", "A cat 🐈"],
      ["A cat \ud83d", "A cat "],
      ["Done.</s>", "Done."],
      ["Done.<｜end▁of▁sentence｜>", "Done."],
      ["Done.<｜end▁of", "Done."],
      ["<span>a</s", "<span>a</s"],
      ["a < b", "a < b"],
    ];
    for (const [text, kept] of cases) assert.equal(keptAnswer({ text, reasoning: "" }).text, kept);
  });

  it("drops the beginning of the tag that closes the thinking", () => {
    for (const cut of ["<", "</", "</thi", "</think>"])
      assert.equal(keptAnswer({ text: "", reasoning: `Hm.${cut}` }).reasoning, "Hm.");
  });

  it("knows where the answer broke off", () => {
    assert.equal(keptAnswer({ text: "", reasoning: "Hm" }).isInReasoning, true);
    assert.equal(keptAnswer({ text: "So", reasoning: "Hm" }).isInReasoning, false);
  });
});

describe("a continuing request", () => {
  it("begins with exactly the messages that were asked", () => {
    const before = JSON.stringify(chatBody(profileById("deepseek"), asked).body["messages"]);
    for (const provider of ["deepseek", "deepinfra", "compatible"] as const) {
      const { messages } = bodyOf(provider, { text: "Because ", reasoning: "" });
      assert.ok(JSON.stringify(messages).startsWith(before.slice(0, -1)), provider);
    }
  });

  it("marks the answer for DeepSeek, with its thinking, and goes to /beta", () => {
    const inText = bodyOf("deepseek", { text: "Because \n", reasoning: "Hm. " });
    assert.equal(inText.needsBeta, true);
    assert.deepEqual(inText.messages.at(-1), {
      role: "assistant",
      content: "Because",
      reasoning_content: "Hm. ",
      prefix: true,
    });
    const inThinking = bodyOf("deepseek", { text: "", reasoning: "Hm. Let me " });
    assert.equal(inThinking.continues, "reasoning");
    assert.deepEqual(inThinking.messages.at(-1), {
      role: "assistant",
      content: "",
      reasoning_content: "Hm. Let me",
      prefix: true,
    });
  });

  it("ends with the answer where servers go on from it by themselves", () => {
    for (const provider of ["deepinfra", "llamacpp"] as const) {
      const inText = bodyOf(provider, { text: "Because ", reasoning: "Hm." });
      assert.equal(inText.needsBeta, false);
      assert.deepEqual(inText.messages.at(-1), { role: "assistant", content: "Because" });
      const inThinking = bodyOf(provider, { text: "", reasoning: "Hm. Let me " });
      assert.deepEqual(inThinking.messages.at(-1), {
        role: "assistant",
        content: "<think>\nHm. Let me",
      });
    }
  });

  it("asks for the rest elsewhere, and anew where only thinking came", () => {
    for (const provider of ["ollama", "compatible"] as const) {
      const inText = bodyOf(provider, { text: "Because ", reasoning: "" });
      assert.deepEqual(inText.messages.at(-2), { role: "assistant", content: "Because" });
      assert.match(JSON.stringify(inText.messages.at(-1)), /^\{"role":"user".*cut off/);
      const inThinking = bodyOf(provider, { text: "", reasoning: "Hm." });
      assert.deepEqual(inThinking.messages.at(-1), { role: "user", content: "Why?" });
    }
  });
});
