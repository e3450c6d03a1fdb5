import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ProviderError } from "../../../src/provider/errors";
import type { ChatEvent } from "../../../src/provider/events";
import { messageView } from "../../../src/chat/reducer";
import { imageBytes } from "./attachables/imageSamples";
import { fakeChat, ManualClock, memoryFiles, settle } from "./fakeChat";

const story: readonly ChatEvent[] = [
  { type: "status", status: "queued", elapsedMs: 10 },
  { type: "reasoning-delta", text: "Let me " },
  { type: "reasoning-delta", text: "think." },
  { type: "text-delta", text: "Hello " },
  { type: "status", status: "stalled", elapsedMs: 15_000 },
  { type: "status", status: "resumed" },
  { type: "text-delta", text: "world" },
  {
    type: "finish",
    finishReason: "stop",
    usage: { promptTokens: 3, completionTokens: 2, totalTokens: 5 },
  },
];

const cutShort = new ProviderError("cut-short", { message: "Cut.", nextStep: "Retry.", isRetryable: false });
const auth = new ProviderError("auth", { message: "Wrong key.", nextStep: "Set it.", isRetryable: false });

function endings(conversation: { messages: readonly { role: string; status: string }[] } | undefined) {
  return conversation?.messages.filter((message) => message.role === "assistant").map(({ status }) => status);
}

describe("ChatSessions", () => {
  it("streams an answer to its finish, with thinking, usage and cost", async () => {
    const { sessions, client } = fakeChat();
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    client.push(...story, "end");
    await sent;
    const [question, answer] = sessions.conversation(id)?.messages ?? [];
    assert.equal(question?.text, "Hi");
    assert.equal(answer?.text, "Hello world");
    assert.equal(answer?.reasoning, "Let me think.");
    assert.equal(answer?.status, "complete");
    assert.equal(answer?.finishReason, "stop");
    assert.equal(answer?.costLabel, "$0.0012");
    assert.equal(answer?.usage?.totalTokens, 5);
    assert.equal(sessions.summaries()[0]?.title, "Hi");
    assert.equal(sessions.summaries()[0]?.isRunning, false);
  });

  it("prices an answer at the provider and the hour it was asked of, whatever is chosen meanwhile", async () => {
    const priced: { providerId: string; atMs: number }[] = [];
    const costLabel = (query: { providerId: string; atMs: number }) => {
      priced.push({ providerId: query.providerId, atMs: query.atMs });
      return "$1";
    };
    const { sessions, client, clock, settings } = fakeChat({ changes: { costLabel } });
    const id = sessions.create();
    const askedMs = clock.wallMs();
    const sent = sessions.send(id, "Hi");
    await settle();
    settings.current = { ...settings.current, providerId: "deepinfra" };
    clock.advance(3_600_000);
    client.push(...story, "end");
    await sent;
    assert.equal(priced[0]?.providerId, "deepseek");
    assert.ok(Math.abs((priced[0]?.atMs ?? 0) - askedMs) < 1_000);
  });

  it("keeps what came, and ends once, wherever the stream is cut, failed or stopped", async () => {
    for (let cut = 0; cut < story.length; cut++) {
      for (const [ending, status] of [
        ["end", "cut-short"],
        [{ fail: cutShort }, "cut-short"],
        [{ fail: auth }, "failed"],
        [{ fail: new TypeError("ours") }, "failed"],
        ["stop", "stopped"],
      ] as const) {
        const { sessions, client } = fakeChat();
        const id = sessions.create();
        const sent = sessions.send(id, "Hi");
        client.push(...story.slice(0, cut));
        if (ending !== "stop") client.push(ending);
        await settle();
        if (ending === "stop") sessions.stop(id);
        await sent;
        sessions.stop(id);
        const conversation = sessions.conversation(id);
        assert.deepEqual(endings(conversation), [status], `cut after ${cut}`);
        const text = story
          .slice(0, cut)
          .map((event) => (event.type === "text-delta" ? event.text : ""))
          .join("");
        assert.equal(conversation?.messages[1]?.text, text);
        assert.equal(conversation?.messages[1]?.notice === undefined, status === "stopped");
      }
    }
  });

  it("has the user's message durably on disk before the request goes out", async () => {
    const { disk, files } = memoryFiles();
    const { sessions, client } = fakeChat({ files });
    let onDisk = "";
    let durable = 0;
    client.onRequest = () => {
      onDisk = [...disk.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("");
      durable = disk.durable;
    };
    const id = sessions.create();
    const sent = sessions.send(id, "a question to keep");
    client.answer("yes");
    await sent;
    assert.match(onDisk, /a question to keep/u);
    assert.equal(durable, 1);
  });

  it("has a streaming answer on disk 250 ms after it came, and sooner when it is long", async () => {
    const { disk, files } = memoryFiles();
    const { sessions, client, clock } = fakeChat({ files });
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    client.push({ type: "text-delta", text: "piece one" });
    await settle();
    const read = () => [...disk.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assert.doesNotMatch(read(), /piece one/u);
    clock.advance(250);
    await settle();
    assert.match(read(), /piece one/u);
    client.push({ type: "text-delta", text: "L".repeat(2_048) });
    await settle();
    assert.match(read(), /L{2048}/u);
    sessions.stop(id);
    await sent;
  });

  it("survives a stop before the request, and ignores one after the finish", async () => {
    const { sessions, client } = fakeChat();
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    sessions.stop(id);
    await sent;
    assert.deepEqual(endings(sessions.conversation(id)), ["stopped"]);
    assert.equal(client.requests.length, 0);
    const again = sessions.retry(id);
    client.answer("done");
    await again;
    sessions.stop(id);
    assert.deepEqual(endings(sessions.conversation(id)), ["complete"]);
  });

  it("answers a double click once", async () => {
    const { sessions, client } = fakeChat();
    const id = sessions.create();
    const both = [sessions.send(id, "Hi"), sessions.send(id, "Hi"), sessions.retry(id)];
    client.answer("once");
    await Promise.all(both);
    assert.equal(client.requests.length, 1);
    assert.equal(sessions.conversation(id)?.messages.length, 2);
    assert.equal(sessions.conversation(id)?.draft, "");
  });

  it("retries in the place of the old answer and keeps the old text in history", async () => {
    const { files } = memoryFiles();
    const { sessions, client, dependencies } = fakeChat({ files });
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    client.push({ type: "text-delta", text: "half" }, { fail: cutShort });
    await sent;
    const again = sessions.retry(id);
    client.answer("whole");
    await again;
    await dependencies.store.settled();
    assert.deepEqual(client.requests[0]?.messages, client.requests[1]?.messages);
    const restarted = await fakeChat({ files }).sessions.load(id);
    assert.deepEqual(
      restarted.messages.map(({ text }) => text),
      ["Hi", "whole"],
    );
    assert.deepEqual(
      restarted.all.map(({ text, status }) => [text, status]),
      [
        ["Hi", "complete"],
        ["half", "cut-short"],
        ["whole", "complete"],
      ],
    );
  });

  it("sends every later request with the earlier one as its prefix", async () => {
    const turn = fc.record({
      text: fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== ""),
      attachment: fc.option(fc.string()),
      answer: fc.string(),
      thinking: fc.string(),
      ending: fc.constantFrom("finish", "cut", "fail", "stop", "retry"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 6 }), async (turns) => {
        const { sessions, client } = fakeChat();
        const id = sessions.create();
        for (const { text, attachment, answer, thinking, ending } of turns) {
          if (attachment !== null) {
            await sessions.attach(id, {
              id: `a${Math.abs(attachment.length)}`,
              label: "a.ts",
              detail: "src/a.ts",
              path: "src/a.ts",
              kind: "file",
              tokens: 1,
              languageId: "typescript",
              text: attachment,
              source: { uri: "file:///a.ts" },
            });
          }
          const sent = sessions.send(id, text);
          client.push({ type: "reasoning-delta", text: thinking }, { type: "text-delta", text: answer });
          if (ending === "cut") client.push("end");
          else if (ending === "stop") {
            await settle();
            sessions.stop(id);
          } else if (ending === "finish") client.answer();
          else client.push({ fail: auth });
          await sent;
          if (ending === "retry") {
            const again = sessions.retry(id);
            client.answer(answer);
            await again;
          }
        }
        const bodies = client.requests.map(({ messages }) => JSON.stringify(messages).slice(0, -1));
        bodies.slice(1).forEach((body, index) => assert.ok(body.startsWith(bodies[index] ?? "")));
        assert.ok(bodies.length >= turns.length);
      }),
      { numRuns: 40 },
    );
  });

  it("counts down to the next try, and stops counting with the next word from the provider or a stop", async () => {
    for (const ending of ["text", "stop"] as const) {
      const { sessions, client, clock } = fakeChat();
      const id = sessions.create();
      const sent = sessions.send(id, "Hi");
      client.push({ type: "status", status: "retrying", attempt: 2, waitMs: 2_400, reason: "Too many." });
      await settle();
      const nextStep = () => sessions.conversation(id)?.messages[1]?.notice?.nextStep;
      const told = [nextStep()];
      for (const ms of [400, 1_000, 1_000]) {
        clock.advance(ms);
        told.push(nextStep());
      }
      assert.deepEqual(
        told,
        [3, 2, 1, 0].map((seconds) => `Trying again in ${seconds} s (try 2).`),
      );
      client.push({ type: "status", status: "retrying", attempt: 3, waitMs: 5_000, reason: "Too many." });
      await settle();
      if (ending === "text") client.push({ type: "text-delta", text: "Hello" });
      else sessions.stop(id);
      await settle();
      const before = sessions.conversation(id);
      clock.advance(100);
      clock.advance(10_000);
      assert.equal(sessions.conversation(id), before);
      sessions.stop(id);
      await sent;
    }
  });

  it("tells of a complete answer, and of no other", async () => {
    let completed = 0;
    const { sessions, client } = fakeChat({ changes: { onComplete: () => void completed++ } });
    const id = sessions.create();
    const failed = sessions.send(id, "Hi");
    client.push({ fail: auth });
    await failed;
    assert.equal(completed, 0);
    const answered = sessions.retry(id);
    client.answer("Hello");
    await answered;
    assert.equal(completed, 1);
  });

  it("asks for no thinking and no effort that the user has not chosen", async () => {
    const { sessions, client, settings } = fakeChat();
    const id = sessions.create();
    const first = sessions.send(id, "Hi");
    client.answer("Hello");
    await first;
    assert.equal(client.requests[0]?.thinking, undefined);
    assert.equal(client.requests[0]?.effort, undefined);
    settings.current = { ...settings.current, parameters: { thinking: "off", reasoningEffort: "low" } };
    const second = sessions.send(id, "And now?");
    client.answer("Hello again");
    await second;
    assert.deepEqual(client.requests[1]?.parameters, { thinking: "off", reasoningEffort: "low" });
  });

  it("masks secrets in what is sent, refuses secret files, and shows what the user typed", async () => {
    const { sessions, client } = fakeChat();
    const id = sessions.create();
    await sessions.attach(id, {
      id: "secret",
      label: ".env",
      detail: ".env",
      path: ".env",
      kind: "file",
      tokens: 1,
      languageId: "dotenv",
      text: "PASSWORD=1",
      source: { uri: "file:///.env" },
    });
    const sent = sessions.send(id, "my key is sk-CANARY");
    client.answer("ok");
    await sent;
    const body = JSON.stringify(client.requests);
    assert.doesNotMatch(body, /CANARY|PASSWORD/u);
    const question = sessions.conversation(id)?.messages[0];
    assert.equal(question?.text, "my key is sk-CANARY");
    assert.equal(question?.attachments[0]?.refusal, "A secret file.");
  });

  it("sends an image again with every later question, also after a restart, and never shows its bytes", async () => {
    const { files } = memoryFiles();
    const image = {
      mimeType: "image/png",
      base64: Buffer.from(imageBytes("png", 4, 4)).toString("base64"),
    } as const;
    const { sessions, client, dependencies } = fakeChat({ files });
    const id = sessions.create();
    await sessions.attach(id, {
      id: "shot",
      label: "shot.png",
      detail: "Pasted image",
      path: "shot.png",
      judgedPaths: [],
      kind: "image",
      tokens: 1,
      languageId: "",
      text: "",
      image,
      source: { uri: "" },
    });
    const sent = sessions.send(id, "What is it?");
    client.answer("A square.");
    await sent;
    await dependencies.store.settled();
    const asked = { role: "user", text: "Image 1: `shot.png`\n\nWhat is it?", images: [image] };
    assert.deepEqual(client.requests[0]?.messages[1], asked);

    const later = fakeChat({ files });
    await later.sessions.load(id);
    const again = later.sessions.send(id, "Which colour?");
    later.client.answer("Grey.");
    await again;
    assert.deepEqual(later.client.requests[0]?.messages[1], asked);
    const conversation = later.sessions.conversation(id);
    const [question] = conversation?.messages ?? [];
    assert.ok(conversation !== undefined && question !== undefined);
    assert.doesNotMatch(JSON.stringify(messageView(conversation, question)), /base64/u);

    const edited = later.sessions.resend(id, question.id, "What colour is it?");
    later.client.answer("Grey.");
    await edited;
    assert.deepEqual(later.client.requests[1]?.messages[1], {
      ...asked,
      text: "Image 1: `shot.png`\n\nWhat colour is it?",
    });
  });

  it("goes on with a full disk, says so once, and saves when there is room again", async () => {
    const { disk, files } = memoryFiles();
    const { sessions, client, clock, dependencies } = fakeChat({ files });
    const id = sessions.create();
    disk.freeBytes = 100;
    const sent = sessions.send(id, "Hi");
    client.answer("in memory");
    await sent;
    await settle();
    assert.match(sessions.openNotices()[0]?.notice.message ?? "", /the disk is full/u);
    assert.equal(sessions.openNotices().length, 1);
    assert.equal(sessions.conversation(id)?.messages[1]?.text, "in memory");
    disk.freeBytes = Infinity;
    clock.advance(5_000);
    await dependencies.store.settled();
    await settle();
    assert.deepEqual(sessions.openNotices(), []);
    const restarted = await fakeChat({ files }).sessions.load(id);
    assert.deepEqual(
      restarted.messages.map(({ text, status }) => [text, status]),
      [
        ["Hi", "complete"],
        ["in memory", "complete"],
      ],
    );
  });

  it("shows an answer whose window is gone as interrupted, and another window's as running until it ends", async () => {
    const shared = new Map<string, Uint8Array>();
    const first = memoryFiles(shared, 1);
    const second = memoryFiles(shared, 2);
    const clock = new ManualClock();
    const writing = fakeChat({ files: first.files, clock });
    const id = writing.sessions.create();
    const sent = writing.sessions.send(id, "Hi");
    writing.client.push({ type: "text-delta", text: "so far" });
    await settle();
    clock.advance(250);
    await settle();
    const after = await fakeChat({ files: second.files, clock }).sessions.load(id);
    assert.deepEqual(after.messages.map(({ text, status }) => [text, status]).at(1), [
      "so far",
      "interrupted",
    ]);
    second.disk.alive.add(1);
    const other = fakeChat({ files: second.files, clock });
    assert.equal((await other.sessions.load(id)).messages[1]?.status, "streaming");
    writing.client.answer(" and more");
    await sent;
    await writing.dependencies.store.settled();
    clock.advance(2_000);
    await settle();
    assert.equal(other.sessions.conversation(id)?.messages[1]?.status, "complete");
    assert.equal(other.sessions.conversation(id)?.messages[1]?.text, "so far and more");
  });

  it("ends running answers as interrupted when the window closes", async () => {
    const { files } = memoryFiles();
    const { sessions, client } = fakeChat({ files });
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    client.push({ type: "text-delta", text: "half" });
    await settle();
    await sessions.dispose();
    await sent;
    const restarted = await fakeChat({ files }).sessions.load(id);
    assert.equal(restarted.messages[1]?.text, "half");
    assert.equal(restarted.messages[1]?.status, "interrupted");
  });

  it("deletes with undo, over a restart too", async () => {
    const { files } = memoryFiles();
    const { sessions, client } = fakeChat({ files });
    const id = sessions.create();
    const sent = sessions.send(id, "Hi");
    client.answer("yes");
    await sent;
    await sessions.delete(id);
    assert.deepEqual(sessions.summaries(), []);
    assert.equal(sessions.undoableDeletion()?.title, "Hi");
    const restarted = fakeChat({ files });
    await settle();
    await restarted.sessions.start();
    assert.deepEqual(restarted.sessions.summaries(), []);
    assert.ok(sessions.undoDeletion(id));
    assert.equal(sessions.summaries().length, 1);
    await settle();
    const again = fakeChat({ files });
    await again.sessions.start();
    assert.equal(again.sessions.summaries()[0]?.title, "Hi");
  });

  it("sends nothing while something stands in the way, and keeps the text", async () => {
    const { sessions, client, settings } = fakeChat();
    settings.current = {
      ...settings.current,
      obstacle: { message: "No key.", nextStep: "Set one.", remedies: ["set-api-key"] },
    };
    const id = sessions.create();
    await sessions.send(id, "Hi");
    assert.equal(client.requests.length, 0);
    assert.equal(sessions.conversation(id)?.draft, "Hi");
    assert.equal(sessions.conversation(id)?.messages.length, 0);
  });

  it("runs several conversations at once", async () => {
    const one = fakeChat();
    const ids = [one.sessions.create(), one.sessions.create()];
    const sent = ids.map((id) => one.sessions.send(id, "Hi"));
    await settle();
    assert.equal(one.sessions.summaries().filter(({ isRunning }) => isRunning).length, 2);
    one.sessions.stop(ids[0] ?? "");
    await sent[0];
    assert.deepEqual(
      ids.map((id) => one.sessions.conversation(id)?.messages[1]?.status),
      ["stopped", "waiting"],
    );
    one.sessions.stop(ids[1] ?? "");
    await sent[1];
  });
});
