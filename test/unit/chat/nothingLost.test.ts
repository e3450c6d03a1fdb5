import assert from "node:assert/strict";
import { pendingFile } from "./fakeContext";
import { fakeChat, memoryFiles, settle } from "./fakeChat";
import type { FakeChat } from "./fakeChat";
import { panelOf } from "./fakePanel";

async function asked(chat: FakeChat, text: string): Promise<string> {
  const id = chat.sessions.create();
  const sent = chat.sessions.send(id, text);
  chat.client.answer("So.");
  await sent;
  return id;
}

/** What a window remembers of the conversation that was shown last. */
function memory() {
  let last: string | undefined;
  return {
    read: () => last,
    write: async (id: string) => {
      last = id;
    },
  };
}

describe("What was typed", () => {
  it("in a new chat is there again after the user has looked at another one", async () => {
    const chat = fakeChat();
    const other = await asked(chat, "Other?");
    const { panel } = panelOf(chat);
    const id = panel.conversationId;
    panel.receive({ type: "draft", conversationId: id, text: "Half a question" });
    await panel.show(other);
    await panel.startNew();
    assert.equal(panel.conversationId, id);
    assert.equal(chat.sessions.conversation(id)?.draft, "Half a question");
    const second = panelOf(chat).panel;
    await second.show(other);
    await second.startNew();
    assert.notEqual(second.conversationId, id);
  });

  it("in a new chat is there after a reload of the window", async () => {
    const { files } = memoryFiles();
    const lastConversation = memory();
    const chat = fakeChat({ files, changes: { lastConversation } });
    await asked(chat, "Other?");
    const { panel } = panelOf(chat);
    panel.receive({ type: "draft", conversationId: panel.conversationId, text: "Half a question" });
    await chat.sessions.dispose();
    const reloaded = fakeChat({ files, changes: { lastConversation }, clock: chat.clock });
    await reloaded.sessions.start();
    const again = panelOf(reloaded).panel;
    await again.start();
    assert.equal(reloaded.sessions.conversation(again.conversationId)?.draft, "Half a question");
    const tab = panelOf(reloaded).panel;
    await tab.restore(panel.conversationId);
    assert.equal(tab.conversationId, panel.conversationId);
    const empty = tab.conversationId;
    await tab.restore("never-issued");
    assert.equal(tab.conversationId, empty);
    assert.equal(reloaded.sessions.has("never-issued"), false);
  });

  it("while the history is read stays in view", async () => {
    const { files } = memoryFiles();
    const first = fakeChat({ files });
    await asked(first, "Other?");
    await first.sessions.dispose();
    const chat = fakeChat({ files, clock: first.clock });
    await chat.sessions.start();
    const { panel } = panelOf(chat);
    const id = panel.conversationId;
    const started = panel.start();
    panel.receive({ type: "draft", conversationId: id, text: "Already" });
    await started;
    assert.equal(panel.conversationId, id);
  });

  it("becomes the draft again where the message could not be put together", async () => {
    const chat = fakeChat();
    const { panel } = panelOf(chat, {
      readCurrentFile: () => {
        throw new Error("broken");
      },
    });
    const id = panel.conversationId;
    panel.receive({ type: "set-current-file", mode: "pinned" });
    await settle();
    panel.receive({ type: "send", conversationId: id, text: "A question" });
    await settle();
    assert.equal(chat.sessions.conversation(id)?.draft, "A question");
    assert.equal(chat.client.requests.length, 0);
  });

  it("comes back once where the composer had told a part of it before", async () => {
    const chat = fakeChat();
    const { panel } = panelOf(chat);
    const id = panel.conversationId;
    const obstacle = { message: "No key.", nextStep: "Set it.", remedies: [] };
    chat.settings.current = { ...chat.settings.current, obstacle };
    panel.receive({ type: "draft", conversationId: id, text: "Half a" });
    panel.receive({ type: "send", conversationId: id, text: "Half a question" });
    await settle();
    assert.equal(chat.sessions.conversation(id)?.draft, "Half a question");
  });

  it("for a conversation that is gone comes to the one that is shown", async () => {
    const chat = fakeChat();
    const { panel } = panelOf(chat);
    panel.receive({ type: "send", conversationId: "gone", text: "A question" });
    await settle();
    assert.equal(chat.sessions.conversation(panel.conversationId)?.draft, "A question");
  });

  it("stays while an earlier question is asked differently", async () => {
    const { files } = memoryFiles();
    const chat = fakeChat({ files });
    const id = await asked(chat, "Why?");
    chat.sessions.setDraft(id, "Half a question");
    chat.clock.advance(2_000);
    const resent = chat.sessions.resend(id, chat.sessions.conversation(id)?.messages[0]?.id ?? "", "How?");
    chat.client.answer("Thus.");
    await resent;
    assert.equal(chat.sessions.conversation(id)?.draft, "Half a question");
    await chat.sessions.dispose();
    const reader = fakeChat({ files, clock: chat.clock });
    assert.equal((await reader.sessions.load(id)).draft, "Half a question");
  });
});

describe("A message that waits", () => {
  it("gives its attachments back when it is taken out of the queue", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "one");
    await settle();
    await chat.sessions.attach(id, pendingFile("a.ts", "const a = 1;"));
    await chat.sessions.send(id, "two");
    assert.deepEqual(chat.sessions.pendingAttachments(id), []);
    chat.sessions.removeQueued(id, chat.sessions.queued(id)[0]?.id ?? "");
    assert.deepEqual(
      chat.sessions.pendingAttachments(id).map(({ label }) => label),
      ["a.ts"],
    );
    chat.client.answer("1");
    await sent;
    const again = chat.sessions.send(id, "two");
    chat.client.answer("2");
    await again;
    assert.match(chat.client.requests[1]?.messages.at(-1)?.text ?? "", /const a = 1;/u);
  });

  it("does not carry a pinned file that the one before it carries", async () => {
    const file = pendingFile("a.ts", "x", { source: { uri: "file:///a.ts", textHash: "1" } });
    const chat = fakeChat();
    const { panel } = panelOf(chat, { readCurrentFile: () => file });
    const id = panel.conversationId;
    panel.receive({ type: "send", conversationId: id, text: "one" });
    await settle();
    panel.receive({ type: "set-current-file", mode: "pinned" });
    await settle();
    for (const text of ["two", "three"]) {
      panel.receive({ type: "send", conversationId: id, text });
      await settle();
    }
    assert.deepEqual(
      chat.sessions.queued(id).map(({ attachments }) => attachments.length),
      [1, 0],
    );
    await chat.sessions.dispose();
  });
});

describe("A panel", () => {
  it("shows the conversation that was chosen last, however long each takes to read", async () => {
    const { files } = memoryFiles();
    const before = fakeChat({ files });
    const slow = await asked(before, "Slow?");
    const quick = await asked(before, "Quick?");
    await before.sessions.dispose();
    const chat = fakeChat({ files, clock: before.clock });
    await chat.sessions.start();
    await chat.sessions.load(quick);
    const { panel } = panelOf(chat);
    const first = panel.show(slow);
    await panel.show(quick);
    await first;
    assert.equal(panel.conversationId, quick);
  });

  it("asks for no balance where nothing may be sent", async () => {
    const chat = fakeChat();
    const obstacle = { message: "Not trusted.", nextStep: "Trust it.", remedies: [] };
    chat.settings.current = { ...chat.settings.current, obstacle };
    const id = chat.sessions.create();
    await chat.sessions.showBalance(id);
    assert.deepEqual(
      chat.sessions.openNotices().map(({ notice }) => notice),
      [obstacle],
    );
  });
});
