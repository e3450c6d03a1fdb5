import assert from "node:assert/strict";
import type { ChatTools } from "../../../src/chat/chatDependencies";
import type { SpendingSource } from "../../../src/chat/cost/chatSpending";
import type { SystemText } from "../../../src/chat/systemText";
import { fakeChat, memoryFiles, settle } from "./fakeChat";
import type { FakeChat } from "./fakeChat";

const none: SystemText = { text: "", sources: [] };

const toolCall = [
  { type: "tool-call-delta", index: 0, id: "call-1", name: "read", argumentsDelta: "{}" },
  { type: "finish", finishReason: "tool-calls" },
  "end",
] as const;

function tools(changes: Partial<ReturnType<ChatTools["start"]>> = {}): ChatTools {
  const run: ReturnType<ChatTools["start"]>["run"] = async (calls, _signal, onResult) => {
    for (const { id } of calls) onResult(id, { text: "found", isError: false, label: "Read" });
  };
  return {
    definitions: () => [{ name: "read", description: "Reads.", parameters: {} }],
    start: () => ({ mayCall: true, run, ...changes }),
  };
}

function spentBudget(): SpendingSource {
  const sum = { requests: 0, costUsd: 0, costCny: 0, costCnyInUsd: 0 };
  return {
    pricing: { pricesAt: () => undefined },
    sums: () => ({ day: sum, month: sum }) as unknown as ReturnType<SpendingSource["sums"]>,
    budget: () => ({ chat: "ask", pace: "paused" }) as unknown as ReturnType<SpendingSource["budget"]>,
    budgetSentence: () => undefined,
    hasBalance: () => false,
    askBalance: async () => undefined,
  };
}

const messagesOf = (chat: FakeChat, id: string) => chat.sessions.conversation(id)?.messages ?? [];

describe("A turn", () => {
  it("asks without instructions where they cannot be read", async () => {
    const { files, disk } = memoryFiles();
    const instructions = () => Promise.reject(new Error("disk"));
    const chat = fakeChat({ files, changes: { instructions } });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "A question to keep");
    chat.client.answer("Yes.");
    await sent;
    assert.equal(messagesOf(chat, id)[1]?.text, "Yes.");
    await chat.sessions.dispose();
    const saved = [...disk.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assert.match(saved, /A question to keep/u);
  });

  it("can be stopped, and the window closed, while instructions are read", async () => {
    const { files, disk } = memoryFiles();
    const never = new Promise<SystemText>(() => undefined);
    const chat = fakeChat({ files, changes: { instructions: () => never } });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Hi");
    await settle();
    chat.sessions.stop(id);
    await sent;
    assert.equal(messagesOf(chat, id)[1]?.status, "stopped");
    void chat.sessions.send(id, "Again");
    await settle();
    await chat.sessions.dispose();
    assert.equal(messagesOf(chat, id)[3]?.status, "interrupted");
    assert.equal(chat.client.requests.length, 0);
    const saved = [...disk.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assert.match(saved, /Again/u);
  });

  it("ends as failed where the tools break, and can be asked again", async () => {
    const broken = () => {
      throw new Error("broken");
    };
    const breaks: ChatTools[] = [
      { ...tools(), definitions: broken },
      { ...tools(), start: broken },
      tools({ run: () => Promise.reject(new Error("broken")) }),
    ];
    for (const [at, faulty] of breaks.entries()) {
      const { files } = memoryFiles();
      const chat = fakeChat({ files, changes: { tools: faulty } });
      const id = chat.sessions.create();
      const sent = chat.sessions.send(id, "Why?");
      chat.client.push(...toolCall);
      await sent;
      assert.equal(chat.sessions.isRunning(id), false);
      assert.ok(messagesOf(chat, id).every(({ status }) => status === (at === 2 ? "complete" : status)));
      assert.ok(messagesOf(chat, id).every(({ status }) => status !== "waiting"));
      if (at < 2) {
        assert.equal(messagesOf(chat, id)[1]?.status, "failed");
        assert.ok(messagesOf(chat, id)[1]?.notice);
      }
      await chat.dependencies.store.settled();
      const reader = fakeChat({ files });
      assert.equal((await reader.sessions.load(id)).messages[0]?.text, "Why?");
    }
  });

  it("that was stopped while tools ran leaves what waits in the queue", async () => {
    const run: ReturnType<ChatTools["start"]>["run"] = (calls, signal, onResult) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          for (const { id } of calls) onResult(id, { text: "Stopped.", isError: true, label: "Read" });
          resolve();
        });
      });
    const chat = fakeChat({ changes: { tools: tools({ run }) } });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Why?");
    chat.client.push(...toolCall);
    await settle();
    await chat.sessions.send(id, "And then?");
    chat.sessions.stop(id);
    await sent;
    await settle();
    assert.equal(chat.client.requests.length, 1);
    assert.deepEqual(
      chat.sessions.queued(id).map(({ text }) => text),
      ["And then?"],
    );
  });

  it("keeps its tools and system prompt over all its rounds, whatever is changed meanwhile", async () => {
    let names = ["read"];
    let go: () => void = () => undefined;
    const run: ReturnType<ChatTools["start"]>["run"] = async (calls, _signal, onResult) => {
      await new Promise<void>((resolve) => (go = resolve));
      for (const { id } of calls) onResult(id, { text: "found", isError: false, label: "Read" });
    };
    const definitions = () => names.map((name) => ({ name, description: "", parameters: {} }));
    const chat = fakeChat({ changes: { tools: { ...tools({ run }), definitions } } });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Why?");
    chat.client.push(...toolCall);
    await settle();
    names = ["read", "search"];
    await chat.sessions.setOptions(id, { systemPrompt: "Another." });
    chat.client.answer("So.");
    go();
    await sent;
    const [first, second] = chat.client.requests;
    assert.deepEqual(second?.tools, first?.tools);
    assert.deepEqual(second?.messages.slice(0, 2), first?.messages);
  });

  it("goes on over a spent budget only when the user says so", async () => {
    let source: SpendingSource | undefined;
    const chat = fakeChat({
      changes: {
        spending: {
          ...spentBudget(),
          budget: () =>
            source?.budget() ?? ({ chat: "go" } as unknown as ReturnType<SpendingSource["budget"]>),
        },
      },
    });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Why?");
    chat.client.push(
      { type: "text-delta", text: "Because" },
      { type: "finish", finishReason: "length" },
      "end",
    );
    await sent;
    source = spentBudget();
    await chat.sessions.continueAnswer(id);
    assert.equal(chat.client.requests.length, 1);
    const anyway = chat.sessions.spending?.goAnyway(id, "");
    chat.client.answer(" so.");
    await anyway;
    assert.equal(messagesOf(chat, id)[1]?.text, "Because so.");
  });
});

describe("Asking again", () => {
  it("does nothing for a message that is not there", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Why?");
    chat.client.answer("So.");
    await sent;
    await chat.sessions.retry(id, "never-issued");
    assert.equal(chat.client.requests.length, 1);
  });

  it("tells what stands in the way of another provider", async () => {
    const obstacle = { message: "No key for DeepInfra.", nextStep: "Set it.", remedies: [] };
    const chat = fakeChat({
      changes: {
        settings: ({ providerId }) => ({
          ...chat.settings.current,
          ...(providerId === "deepinfra" ? { providerId, obstacle } : {}),
        }),
      },
    });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Why?");
    chat.client.answer("So.");
    await sent;
    await chat.sessions.retry(id, undefined, { providerId: "deepinfra" });
    assert.deepEqual(
      chat.sessions.openNotices().map(({ notice }) => notice),
      [obstacle],
    );
    const again = chat.sessions.retry(id);
    chat.client.answer("So it is.");
    await again;
    assert.deepEqual(chat.sessions.openNotices(), []);
  });
});

describe("What requests begin with", () => {
  it("holds no secret of the user's own prompt", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    await chat.sessions.setOptions(id, { systemPrompt: "The key is sk-CANARY." });
    const sent = chat.sessions.send(id, "Hi");
    chat.client.answer("So.");
    await sent;
    assert.equal(chat.client.requests[0]?.messages[0]?.text, "The key is (masked).");
  });

  it("stays when another option changes, though the files say something new by now", async () => {
    let text = "Old rules.";
    const chat = fakeChat({ changes: { instructions: async () => ({ text, sources: [] }) } });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Hi");
    chat.client.answer("So.");
    await sent;
    text = "New rules.";
    await chat.sessions.setOptions(id, { thinking: "off" });
    assert.match(chat.sessions.conversation(id)?.system?.text ?? "", /Old rules/u);
    await chat.sessions.setOptions(id, { thinking: "off", jsonMode: true });
    assert.match(chat.sessions.conversation(id)?.system?.text ?? "", /New rules/u);
  });

  it("follows the newest options, however long the files take", async () => {
    const waiting: (() => void)[] = [];
    let isSlow = false;
    const instructions = async () => {
      if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve));
      return none;
    };
    const chat = fakeChat({ changes: { instructions } });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "Hi");
    chat.client.answer("So.");
    await sent;
    isSlow = true;
    const first = chat.sessions.setOptions(id, { systemPrompt: "First." });
    await settle();
    const second = chat.sessions.setOptions(id, { systemPrompt: "Second." });
    await settle();
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    assert.equal(chat.sessions.conversation(id)?.system?.text, "Second.");
  });
});
