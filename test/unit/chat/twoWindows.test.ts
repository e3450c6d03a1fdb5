import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFileStore } from "../../../src/chat/history/fileStore";
import { fakeChat, memoryFiles, settle, shownMessages } from "./fakeChat";
import type { FakeChat } from "./fakeChat";

/** Two windows on one history; both have read the list. */
async function twoWindows(): Promise<{ here: FakeChat; there: FakeChat; wait: () => Promise<void> }> {
  const shared = new Map<string, Uint8Array>();
  const [first, second] = [memoryFiles(shared, 1), memoryFiles(shared, 2)];
  for (const { disk } of [first, second]) disk.alive = new Set([1, 2]);
  const here = fakeChat({ files: first.files, windowId: "here" });
  const there = fakeChat({ files: second.files, windowId: "there", clock: here.clock });
  await here.sessions.start();
  await there.sessions.start();
  const wait = async () => {
    for (let turn = 0; turn < 4; turn++) {
      here.clock.advance(1_000);
      await settle();
    }
  };
  return { here, there, wait };
}

async function asked({ sessions, client }: FakeChat, question: string): Promise<string> {
  const id = sessions.create();
  client.answer("fine");
  await sessions.send(id, question);
  return id;
}

describe("another window's conversations", () => {
  it("are in the list without a reload: new, renamed, pinned, deleted and brought back", async () => {
    const { here, there, wait } = await twoWindows();
    const id = await asked(there, "What is new?");
    await wait();
    assert.deepEqual(
      here.sessions.summaries().map(({ title }) => title),
      ["What is new?"],
    );
    await there.sessions.rename(id, "News");
    await there.sessions.pin(id, true);
    await wait();
    assert.deepEqual(
      here.sessions.summaries().map(({ title, isPinned }) => [title, isPinned]),
      [["News", true]],
    );
    await there.sessions.delete(id);
    await wait();
    assert.deepEqual(here.sessions.summaries(), []);
    there.sessions.undoDeletion(id);
    await wait();
    assert.equal(here.sessions.summaries()[0]?.title, "News");
  });

  it("stay in step where both show them, also while an answer comes, and lose nothing of either", async () => {
    const { here, there, wait } = await twoWindows();
    const id = await asked(there, "One?");
    await wait();
    await here.sessions.load(id);
    const sent = there.sessions.send(id, "Two?");
    await settle();
    there.client.push({ type: "text-delta", text: "half " });
    await settle();
    await wait();
    assert.equal(here.sessions.conversation(id)?.messages.at(-1)?.text, "half ");
    there.client.answer("whole");
    await sent;
    await wait();
    assert.deepEqual(
      shownMessages(here.sessions.conversation(id)),
      shownMessages(there.sessions.conversation(id)),
    );
    here.client.answer("from here");
    await here.sessions.send(id, "Three?");
    await wait();
    assert.equal(there.sessions.conversation(id)?.messages.at(-1)?.text, "from here");
    assert.equal(there.sessions.conversation(id)?.messages.length, 6);
  });

  it("that are renamed there while an answer comes here have their name when it has ended", async () => {
    const { here, there, wait } = await twoWindows();
    const id = await asked(here, "One?");
    await wait();
    const sent = here.sessions.send(id, "Two?");
    await settle();
    await there.sessions.rename(id, "Renamed there");
    await wait();
    assert.equal(here.sessions.conversation(id)?.title, "One?");
    here.client.answer("done");
    await sent;
    await wait();
    assert.equal(here.sessions.conversation(id)?.title, "Renamed there");
    assert.equal(here.sessions.conversation(id)?.messages.at(-1)?.text, "done");
  });

  it("are given up where they are shown when they are deleted there", async () => {
    const { here, there, wait } = await twoWindows();
    const id = await asked(there, "One?");
    await wait();
    await here.sessions.load(id);
    const deleted: string[] = [];
    here.sessions.listen({
      onChange: () => undefined,
      onReset: () => undefined,
      onPanel: () => undefined,
      onDeleted: (conversationId) => deleted.push(conversationId),
      isShowing: () => true,
    });
    await there.sessions.delete(id);
    await wait();
    assert.deepEqual(deleted, [id]);
    assert.equal(here.sessions.has(id), false);
  });

  it("cost a look at what was added, not at everything", async () => {
    const shared = new Map<string, Uint8Array>();
    const first = memoryFiles(shared, 1);
    const here = fakeChat({ files: first.files, windowId: "here" });
    const there = fakeChat({ files: memoryFiles(shared, 2).files, windowId: "there", clock: here.clock });
    const id = await asked(there, `One? ${"x".repeat(100_000)}`);
    await here.sessions.start();
    const before = first.disk.reads;
    await there.sessions.rename(id, "Renamed");
    here.clock.advance(1_000);
    await settle();
    assert.equal(here.sessions.summaries()[0]?.title, "Renamed");
    assert.ok(first.disk.reads - before < 1_000, `${first.disk.reads - before} bytes`);
  });

  it("are heard of through the file system's own watcher", async () => {
    const directory = path.join(await mkdtemp(path.join(tmpdir(), "midfill-windows-")), "made by watching");
    const { clock, sessions } = fakeChat();
    const stores = [0, 1].map(() => createFileStore({ directory, clock, log: () => undefined }));
    const [here, there] = stores.map((store) => fakeChat({ clock, changes: { store } }));
    assert.ok(here !== undefined && there !== undefined);
    try {
      await here.sessions.start();
      await asked(there, "Heard?");
      while (here.sessions.summaries().length === 0) {
        clock.advance(1_000);
        await settle();
      }
      assert.equal(here.sessions.summaries()[0]?.title, "Heard?");
    } finally {
      await Promise.all([sessions, here.sessions, there.sessions].map((each) => each.dispose()));
      await rm(path.dirname(directory), { recursive: true });
    }
  });
});

describe("conversations in memory", () => {
  it("are let go when nobody shows or needs them, and read again with their drafts", async () => {
    const chat = fakeChat();
    const { sessions, clock } = chat;
    await sessions.start();
    const shown = await asked(chat, "Shown?");
    const stop = sessions.listen({
      onChange: () => undefined,
      onReset: () => undefined,
      onPanel: () => undefined,
      onDeleted: () => undefined,
      isShowing: (id) => id === shown,
    });
    const withDraft = await asked(chat, "With a draft?");
    sessions.setDraft(withDraft, "typed and not sent");
    const withAttachment = await asked(chat, "With an attachment?");
    await sessions.attach(withAttachment, {
      id: "a1",
      label: "main.go",
      detail: "main.go",
      kind: "file",
      tokens: 1,
      source: { uri: "file:///main.go" },
      path: "main.go",
      languageId: "go",
      text: "package main",
    });
    const longDraft = await asked(chat, "With a draft too long for history?");
    sessions.setDraft(longDraft, "x".repeat(30_000));
    const ids: string[] = [];
    for (let count = 0; count < 40; count++) {
      clock.advance(10_000);
      ids.push(await asked(chat, `Question ${count}?`));
    }
    await settle();
    const inMemory = ids.filter((id) => sessions.conversation(id) !== undefined);
    assert.ok(inMemory.length <= 14, `${inMemory.length} are in memory`);
    for (const id of [shown, withAttachment, longDraft]) assert.ok(sessions.conversation(id) !== undefined);
    assert.equal(sessions.conversation(withDraft), undefined);
    assert.equal((await sessions.load(withDraft)).draft, "typed and not sent");
    assert.equal(sessions.summaries().length, 44);
    for (const [count, id] of ids.entries())
      assert.equal((await sessions.load(id)).messages[0]?.text, `Question ${count}?`);
    stop();
  });

  it("stay while the disk refuses them", async () => {
    const { disk, files } = memoryFiles();
    const chat = fakeChat({ files });
    await chat.sessions.start();
    disk.freeBytes = 0;
    const unsaved = await asked(chat, "Kept?");
    disk.freeBytes = Infinity;
    // Saving is tried again at once with each new line of the same file only.
    disk.freeBytes = 0;
    for (let count = 0; count < 30; count++) {
      chat.clock.advance(10_000);
      await asked(chat, `Question ${count}?`);
    }
    assert.equal(chat.sessions.conversation(unsaved)?.messages.length, 2);
    disk.freeBytes = Infinity;
    chat.clock.advance(10_000);
    await settle();
    const again = fakeChat({ files });
    assert.equal((await again.sessions.load(unsaved)).messages.length, 2);
  });
});
