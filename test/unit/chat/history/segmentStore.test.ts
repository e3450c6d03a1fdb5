import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { StoredEvent } from "../../../../src/chat/conversationEvent";
import { createFileStore, createHistoryFiles } from "../../../../src/chat/history/fileStore";
import { readSegment } from "../../../../src/chat/history/segment";
import { createSegmentStore } from "../../../../src/chat/history/segmentStore";
import { writeRecord } from "../../../../src/chat/history/record";
import { emptyConversation, reduceConversation } from "../../../../src/chat/reducer";
import { ManualClock, memoryFiles } from "../fakeChat";

function question(number: number, atMs: number): StoredEvent {
  return {
    type: "user-message",
    atMs,
    messageId: `m${number}`,
    text: `question ${number} ä 😀`,
    requestText: `question ${number}`,
    attachments: [],
  };
}

function storeOn(files: ReturnType<typeof memoryFiles>["files"], windowId: string) {
  return createSegmentStore({ files, windowId, clock: new ManualClock(), log: () => undefined });
}

function bytesOf(count: number): Uint8Array {
  const lines = Array.from({ length: count }, (_, index) => writeRecord(question(index, index + 1)));
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
}

function idsOf(events: readonly StoredEvent[]): readonly string[] {
  return events.flatMap((event) => ("messageId" in event ? [event.messageId] : []));
}

/** Index of the line that holds the byte. */
function lineAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
}

describe("history segments", () => {
  it("give back every whole line of a file cut at any byte, without calling that damage", () => {
    const bytes = bytesOf(5);
    for (let length = 0; length <= bytes.length; length++) {
      const { events, damagedLines } = readSegment(bytes.subarray(0, length));
      const whole = lineAt(bytes, length);
      assert.deepEqual(idsOf(events).slice(0, whole), ["m0", "m1", "m2", "m3", "m4"].slice(0, whole));
      assert.equal(damagedLines.length, 0);
    }
  });

  it("lose at most the lines around a flipped or zeroed byte", () => {
    const bytes = bytesOf(4);
    for (let offset = 0; offset < bytes.length; offset++) {
      for (const change of [0x00, 0xff, (bytes[offset] ?? 0) ^ 0x01, 0x0a]) {
        const broken = bytes.slice();
        broken[offset] = change;
        const hit = lineAt(bytes, offset);
        const { events } = readSegment(broken);
        const kept = ["m0", "m1", "m2", "m3"].filter((_, index) => index !== hit && index !== hit + 1);
        for (const id of kept) assert.ok(idsOf(events).includes(id), `byte ${offset}`);
      }
    }
  });

  it("are set aside where damaged, told once, and never changed", async () => {
    const { disk, files } = memoryFiles();
    const bytes = bytesOf(3);
    bytes.fill(0, 5, 40);
    disk.files.set("c1.w1.jsonl", bytes);
    const store = storeOn(files, "w2");
    const first = await store.load("c1");
    assert.equal(first.damage[0]?.lines, 1);
    assert.deepEqual(idsOf(first.events), ["m1", "m2"]);
    assert.equal([...disk.files.keys()].filter((name) => name.includes(".corrupt-")).length, 1);
    const second = await store.load("c1");
    assert.deepEqual(second.damage, []);
    assert.deepEqual(disk.files.get("c1.w1.jsonl"), bytes);
  });

  it("of two windows that append at once lose nothing", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "midfill-history-"));
    try {
      const clock = new ManualClock();
      const stores = [1, 2].map(() => createFileStore({ directory, clock, log: () => undefined }));
      await Promise.all(
        stores.flatMap((store, window) =>
          Array.from({ length: 200 }, (_, index) =>
            store.append("c1", [question(window * 1_000 + index, index + 1)], {
              isDurable: index % 50 === 0,
            }),
          ),
        ),
      );
      const { events } = await createFileStore({ directory, clock, log: () => undefined }).load("c1");
      assert.equal(new Set(idsOf(events)).size, 400);
      for (const window of [0, 1]) {
        const own = idsOf(events)
          .map((id) => Number(id.slice(1)))
          .filter((id) => id >= 1_000 === (window === 1));
        assert.deepEqual(
          own,
          own.toSorted((a, b) => a - b),
        );
      }
      for (const store of stores) await store.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("lose no line and double none while writes fail in part", async () => {
    for (let freeBytes = 0; freeBytes < 700; freeBytes += 13) {
      const { disk, files } = memoryFiles();
      disk.freeBytes = freeBytes;
      const store = storeOn(files, "w1");
      for (let index = 0; index < 4; index++)
        await store.append("c1", [question(index, index + 1)], { isDurable: false });
      disk.freeBytes = Infinity;
      assert.equal(await store.append("c1", [question(4, 5)], { isDurable: true }), true);
      const loaded = await storeOn(files, "w2").load("c1");
      assert.deepEqual(idsOf(loaded.events), ["m0", "m1", "m2", "m3", "m4"]);
      assert.deepEqual(loaded.damage, []);
      await store.close();
    }
  });

  it("are listed from an index that is rebuilt when it is missing, damaged or behind", async () => {
    const { disk, files } = memoryFiles();
    const store = storeOn(files, "w1");
    await store.append("c1", [question(1, 10)], { isDurable: false });
    await store.append("c2", [question(2, 20)], { isDurable: false });
    const list = async () => (await storeOn(files, "w9").list()).conversations.map(({ id }) => id);
    assert.deepEqual(await list(), ["c2", "c1"]);
    for (const text of ["", "{", '{"v":1,"conversations":[{"id":"c1"}]}', '{"v":9}']) {
      disk.files.set("index.json", new TextEncoder().encode(text));
      assert.deepEqual(await list(), ["c2", "c1"]);
    }
    await store.append("c1", [question(3, 30)], { isDurable: false });
    assert.deepEqual(await list(), ["c1", "c2"]);
    await store.append("c1", [{ type: "deletion", atMs: 40 }], { isDurable: false });
    assert.deepEqual(await list(), ["c2"]);
  });

  it("are not read again for the list when the index fits", async () => {
    const { files } = memoryFiles();
    const store = storeOn(files, "w1");
    await store.append("c1", [question(1, 10)], { isDurable: false });
    await store.list();
    const read: string[] = [];
    const watched = {
      ...files,
      read: (name: string, maxBytes: number) => {
        read.push(name);
        return files.read(name, maxBytes);
      },
    };
    await storeOn(watched, "w2").list();
    assert.deepEqual(read, ["index.json"]);
  });

  it("take no name that leads out of their folder", () => {
    const store = storeOn(memoryFiles().files, "w1");
    assert.throws(() => store.append("../evil", [question(1, 1)], { isDurable: false }), RangeError);
  });

  it("leave nothing but segments and an index in a real folder", async () => {
    const directory = path.join(await mkdtemp(path.join(tmpdir(), "midfill-history-")), "made later");
    try {
      assert.deepEqual(await createHistoryFiles(directory).list(), []);
      const store = createFileStore({ directory, clock: new ManualClock(), log: () => undefined });
      assert.equal(await store.append("c1", [question(1, 1)], { isDurable: true }), true);
      await store.list();
      assert.deepEqual((await readdir(directory)).toSorted(), [`c1.${store.windowId}.jsonl`, "index.json"]);
    } finally {
      await rm(path.dirname(directory), { recursive: true });
    }
  });
});

describe("reduceConversation", () => {
  it("marks what a damaged line took from an answer, and goes on behind it", () => {
    const start = {
      type: "answer-start",
      atMs: 1,
      messageId: "a",
      questionId: "q",
      model: "",
      windowId: "w",
    } as const;
    let conversation = reduceConversation(emptyConversation("c"), start);
    for (const [offset, text] of [
      [0, "one "],
      [8, "three "],
      [14, "four"],
      [14, "four"],
    ] as const)
      conversation = reduceConversation(conversation, {
        type: "text-delta",
        atMs: 2,
        messageId: "a",
        offset,
        text,
      });
    assert.match(conversation.messages[0]?.text ?? "", /^one \n\n\*\(a part .*\)\*\n\nthree four$/u);
  });

  it("keeps the first end of an answer", () => {
    let conversation = emptyConversation("c");
    conversation = reduceConversation(conversation, {
      type: "answer-start",
      atMs: 1,
      messageId: "a",
      questionId: "q",
      model: "",
      windowId: "w",
    });
    conversation = reduceConversation(conversation, {
      type: "answer-end",
      atMs: 2,
      messageId: "a",
      status: "stopped",
    });
    conversation = reduceConversation(conversation, {
      type: "answer-end",
      atMs: 3,
      messageId: "a",
      status: "complete",
    });
    conversation = reduceConversation(conversation, {
      type: "text-delta",
      atMs: 4,
      messageId: "a",
      offset: 0,
      text: "late",
    });
    assert.equal(conversation.messages[0]?.status, "stopped");
    assert.equal(conversation.messages[0]?.text, "");
  });
});
