import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { StoredEvent } from "../../../../src/chat/conversationEvent";
import { writeRecord } from "../../../../src/chat/history/record";
import { readSegment } from "../../../../src/chat/history/segment";
import { createSegmentStore } from "../../../../src/chat/history/segmentStore";
import { fakeChat, ManualClock, memoryFiles } from "../fakeChat";

/** In the format of the first slice: no `parentId`, no `providerId`, and `replaces` on an answer asked for again. */
const firstSlice = readFileSync("test/fixtures/history/first-slice.jsonl");

/** One of each kind that history keeps. */
const everyKind: readonly StoredEvent[] = (
  [
    { type: "conversation-start", conversationId: "c1" },
    {
      type: "system-change",
      text: "Be brief.",
      sources: [{ label: "AGENTS.md", uri: "file:///a", tokens: 3 }],
    },
    { type: "options-change", options: { model: "m", thinking: "on", tools: ["read_file"] } },
    { type: "user-message", messageId: "q1", parentId: null, text: "Ä?", requestText: "Ä?", attachments: [] },
    { type: "answer-start", messageId: "a1", questionId: "q1", model: "m", windowId: "w1", providerId: "p" },
    { type: "answer-fallback", messageId: "a1", providerId: "p2", model: "m2", reason: "p failed." },
    { type: "reasoning-delta", messageId: "a1", offset: 0, text: "Hm 😀" },
    { type: "text-delta", messageId: "a1", offset: 0, text: "Because." },
    { type: "tool-calls", messageId: "a1", calls: [{ id: "t1", name: "read_file", arguments: "{}" }] },
    { type: "tool-result", messageId: "a1", callId: "t1", text: "x", isError: false, label: "Read x" },
    { type: "answer-end", messageId: "a1", status: "cut-short" },
    { type: "answer-resume", messageId: "a1", model: "m", windowId: "w1" },
    { type: "answer-end", messageId: "a1", status: "complete", finishReason: "stop" },
    { type: "queued-message", messageId: "q2", text: "Later", requestText: "Later", attachments: [] },
    { type: "queue-removal", messageId: "q2" },
    { type: "branch-select", messageId: "q1" },
    { type: "title-change", title: "Why", by: "model" },
    { type: "pin", isPinned: true },
    { type: "draft-change", text: "typed" },
    { type: "deletion" },
    { type: "restoration" },
  ] as const
).map((event, index) => ({ ...event, atMs: 1_000 + index }));

const lines = everyKind.map((event) => writeRecord(event));
const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));

describe("a history of the first slice", () => {
  it("reads as it was: the answer asked for again beside the old one, the cut one interrupted", async () => {
    const { disk, files } = memoryFiles();
    disk.files.set("c-old.w-old.jsonl", new Uint8Array(firstSlice));
    disk.alive.clear();
    const { sessions } = fakeChat({ files });
    await sessions.start();
    assert.equal(sessions.summaries()[0]?.title, "What is a rune?");
    const { messages, all, draft } = await sessions.load("c-old");
    assert.deepEqual(
      messages.map(({ id, status }) => [id, status]),
      [
        ["q1", "complete"],
        ["a2", "complete"],
        ["q2", "complete"],
        ["a3", "interrupted"],
      ],
    );
    assert.deepEqual(
      all.filter(({ questionId }) => questionId === "q1").map(({ id, text }) => [id, text]),
      [
        ["a1", "A letter."],
        ["a2", "A Unicode code point."],
      ],
    );
    assert.equal(messages[1]?.usage?.totalTokens, 26);
    assert.equal(messages[2]?.contextLength, "`main.go`:\n```go\npackage main\n```\n\n".length);
    assert.equal(draft, "and then");
    assert.deepEqual(sessions.openNotices(), []);
  });
});

describe("a file with every kind of event", () => {
  it("gives all of them back as they were written", () => {
    assert.deepEqual(readSegment(bytes).events, everyKind);
  });

  it("cut, flipped or zeroed at any byte loses at most the lines around it", () => {
    // As they are read: fields may stand in another order.
    const whole = readSegment(bytes).events.map((event) => writeRecord(event));
    const texts = new Set(whole);
    for (let offset = 0, hit = 0; offset < bytes.length; offset++) {
      for (const change of [0x00, 0xff, (bytes[offset] ?? 0) ^ 0x01, 0x0a]) {
        const broken = bytes.slice();
        broken[offset] = change;
        const read = new Set(readSegment(broken).events.map((event) => writeRecord(event)));
        for (const [index, line] of whole.entries())
          assert.ok(read.has(line) || index === hit || index === hit + 1, `byte ${offset}: ${line}`);
      }
      const { events, damagedLines } = readSegment(bytes.subarray(0, offset));
      assert.ok(events.length >= hit && damagedLines.length === 0, `cut at ${offset}`);
      for (const event of events) assert.ok(texts.has(writeRecord(event)), `cut at ${offset}`);
      if (bytes[offset] === 0x0a) hit++;
    }
  });
});

describe("the list of 2,000 conversations", () => {
  it("comes from the index: neither their files nor one of 5 MB are read again, only what was added to it", async () => {
    const { disk, files } = memoryFiles();
    for (let index = 0; index < 2_000; index++) disk.files.set(`c${index}.w1.jsonl`, bytes);
    const store = () =>
      createSegmentStore({ files, windowId: "w2", clock: new ManualClock(), log: () => undefined });
    const delta = {
      type: "text-delta",
      atMs: 5_000,
      messageId: "a1",
      offset: 8,
      text: "x".repeat(5_000_000),
    } as const;
    const long = new TextEncoder().encode(`${writeRecord(delta)}\n`);
    disk.files.set("c7.w1.jsonl", new Uint8Array([...bytes, ...long]));
    assert.equal((await store().list()).conversations.length, 2_000);
    const renamed = writeRecord({ type: "title-change", atMs: 6_000, title: "Renamed", by: "user" });
    await files.append("c7.w1.jsonl", new TextEncoder().encode(`${renamed}\n`), false);
    const before = disk.reads;
    const { conversations } = await store().list();
    const indexBytes = disk.files.get("index.json")?.length ?? 0;
    assert.ok(disk.reads - before < indexBytes + 10_000, `${disk.reads - before} bytes`);
    assert.equal(conversations.find(({ id }) => id === "c7")?.title, "Renamed");
    assert.equal(conversations.filter(({ isPinned }) => isPinned).length, 2_000);
  });
});
