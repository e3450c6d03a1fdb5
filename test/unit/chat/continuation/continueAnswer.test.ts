import assert from "node:assert/strict";
import { ProviderError } from "../../../../src/provider/errors";
import { fakeChat, memoryFiles, settle, shownMessages } from "../fakeChat";
import type { FakeChat } from "../fakeChat";

/** An answer of which `text` came before the user stopped it. */
async function stopped(chat: FakeChat, id: string, text: string): Promise<void> {
  const sent = chat.sessions.send(id, "Why?");
  chat.client.push({ type: "text-delta", text });
  await settle();
  chat.sessions.stop(id);
  await sent;
  // What the stream would still have sent comes to nothing.
  chat.client.push("end");
  await settle();
}

const answerOf = (chat: FakeChat, id: string) => chat.sessions.conversation(id)?.messages.at(-1);

describe("continueAnswer", () => {
  it("goes on in the same message, with what was kept as the last one of the request", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    await stopped(chat, id, "Because it is ");
    assert.equal(shownMessages(chat.sessions.conversation(id))?.[1]?.canContinue, true);
    const before = chat.client.requests[0]?.messages ?? [];
    const continued = chat.sessions.continueAnswer(id);
    chat.client.answer(" so.");
    await continued;
    const request = chat.client.requests[1];
    assert.equal(request?.continuesLastMessage, true);
    assert.deepEqual(request?.messages, [...before, { role: "assistant", text: "Because it is" }]);
    const answer = answerOf(chat, id);
    assert.deepEqual([answer?.text, answer?.status], ["Because it is so.", "complete"]);
    assert.equal(chat.sessions.conversation(id)?.all.length, 2);
    assert.equal(shownMessages(chat.sessions.conversation(id))?.[1]?.canContinue, undefined);
  });

  it("keeps what came when it breaks off again, and goes on once more", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    await stopped(chat, id, "One, ");
    const second = chat.sessions.continueAnswer(id);
    chat.client.push({ type: "text-delta", text: " two, " });
    chat.client.push({
      fail: new ProviderError("cut-short", { message: "Cut.", nextStep: "", isRetryable: false }),
    });
    await second;
    assert.equal(answerOf(chat, id)?.status, "cut-short");
    const third = chat.sessions.continueAnswer(id);
    chat.client.answer(" three.");
    await third;
    assert.deepEqual(answerOf(chat, id)?.text, "One, two, three.");
  });

  it("goes on after a restart that no end was written for, also as other windows read it", async () => {
    const { files } = memoryFiles();
    const chat = fakeChat({ files, windowId: "dead" });
    const id = chat.sessions.create();
    void chat.sessions.send(id, "Why?");
    chat.client.push({ type: "text-delta", text: "Because 🎉 \ud83c" });
    await settle();
    chat.clock.advance(1_000);
    await settle();
    const restarted = fakeChat({ files, windowId: "alive", clock: chat.clock });
    await restarted.sessions.load(id);
    assert.equal(answerOf(restarted, id)?.status, "interrupted");
    const continued = restarted.sessions.continueAnswer(id);
    restarted.client.answer(" 🇨🇳.");
    await continued;
    assert.equal(answerOf(restarted, id)?.text, "Because 🎉 🇨🇳.");
    await restarted.dependencies.store.settled();
    const reader = fakeChat({ files, windowId: "reader", clock: chat.clock });
    await reader.sessions.load(id);
    assert.deepEqual(
      [answerOf(reader, id)?.text, answerOf(reader, id)?.status],
      ["Because 🎉 🇨🇳.", "complete"],
    );
  });

  it("sums up what the parts used", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    const usage = { promptTokens: 10, completionTokens: 5, totalTokens: 15 };
    const sent = chat.sessions.send(id, "Why?");
    chat.client.push({ type: "text-delta", text: "Long" }, { type: "finish", finishReason: "length", usage });
    chat.client.push("end");
    await sent;
    const continued = chat.sessions.continueAnswer(id);
    chat.client.push({ type: "text-delta", text: "er." }, { type: "finish", finishReason: "stop", usage });
    chat.client.push("end");
    await continued;
    assert.equal(answerOf(chat, id)?.usage?.totalTokens, 30);
  });

  it("does nothing where nothing broke off, or while an answer runs", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    await chat.sessions.continueAnswer(id);
    const sent = chat.sessions.send(id, "Why?");
    await settle();
    await chat.sessions.continueAnswer(id);
    chat.client.answer("So.");
    await sent;
    await chat.sessions.continueAnswer(id);
    assert.equal(chat.client.requests.length, 1);
  });
});
