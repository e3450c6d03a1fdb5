import assert from "node:assert/strict";
import type { ChatToolTurn } from "../../../src/chat/chatDependencies";
import type { ToolCallRecord } from "../../../src/chat/conversationEvent";
import { emptyConversation, reduceConversation } from "../../../src/chat/reducer";
import { fakeChat, memoryFiles, settle, shownMessages } from "./fakeChat";
import type { FakeChat } from "./fakeChat";

async function ask(chat: FakeChat, id: string, question: string, answer: string): Promise<void> {
  const sent = chat.sessions.send(id, question);
  chat.client.answer(answer);
  await sent;
}

const texts = (chat: FakeChat, id: string) =>
  (chat.sessions.conversation(id)?.messages ?? []).map(({ text }) => text);

describe("branches of a conversation", () => {
  it("asks an edited question beside the old one, which stays reachable, also after a restart", async () => {
    const { files } = memoryFiles();
    const chat = fakeChat({ files });
    const id = chat.sessions.create();
    await ask(chat, id, "one", "1");
    await ask(chat, id, "two", "2");
    const first = chat.sessions.conversation(id)?.messages[0];
    const resent = chat.sessions.resend(id, first?.id ?? "", "uno");
    chat.client.answer("1!");
    await resent;
    assert.deepEqual(texts(chat, id), ["uno", "1!"]);
    const branch = shownMessages(chat.sessions.conversation(id))?.[0]?.branch;
    assert.deepEqual(branch, { position: 2, count: 2, previousId: first?.id });
    await chat.sessions.selectBranch(id, first?.id ?? "");
    assert.deepEqual(texts(chat, id), ["one", "1", "two", "2"]);
    await chat.dependencies.store.settled();
    const restarted = fakeChat({ files });
    await restarted.sessions.load(id);
    assert.deepEqual(texts(restarted, id), ["one", "1", "two", "2"]);
    // What is asked now follows the branch that is shown.
    await ask(restarted, id, "three", "3");
    assert.deepEqual(
      restarted.client.requests
        .at(-1)
        ?.messages.slice(1)
        .map((message) => message.text),
      ["one", "1", "two", "2", "three"],
    );
  });

  it("keeps an edited question's attachments as they were sent", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    await chat.sessions.attach(id, {
      id: "a1",
      label: "main.go",
      detail: "main.go",
      kind: "file",
      tokens: 3,
      source: { uri: "file:///main.go" },
      path: "main.go",
      languageId: "go",
      text: "package main // sk-CANARY",
    });
    await ask(chat, id, "what is it", "Go");
    const [question] = chat.sessions.conversation(id)?.messages ?? [];
    const resent = chat.sessions.resend(id, question?.id ?? "", "what is it really, sk-CANARY?");
    chat.client.answer("Go");
    await resent;
    const sent = chat.client.requests.at(-1)?.messages.at(-1)?.text ?? "";
    assert.match(sent, /package main \/\/ \(masked\)/u);
    assert.match(sent, /```\n\nwhat is it really, \(masked\)\?$/u);
    assert.equal(chat.sessions.conversation(id)?.messages[0]?.attachments.length, 1);
  });

  it("regenerates any answer beside the old one, with another model where wanted", async () => {
    const asked: string[] = [];
    const chat = fakeChat();
    const sessions = fakeChat({
      changes: {
        client: () => chat.client,
        settings: (options) => {
          asked.push(options.model ?? "default");
          return { ...chat.settings.current, model: options.model ?? "default" };
        },
      },
    }).sessions;
    const id = sessions.create();
    const sent = sessions.send(id, "hi");
    chat.client.answer("from default");
    await sent;
    const answer = sessions.conversation(id)?.messages[1];
    const again = sessions.retry(id, answer?.id, { model: "other" });
    chat.client.answer("from other");
    await again;
    assert.equal(chat.client.requests.at(-1)?.model, "other");
    const shown = shownMessages(sessions.conversation(id))?.[1];
    assert.equal(shown?.text, "from other");
    assert.equal(shown?.model, "other");
    assert.equal(shown?.branch?.count, 2);
    // The choice was for this answer.
    assert.deepEqual(sessions.conversation(id)?.options, {});
  });

  it("shows what two windows asked at once one behind the other, whoever wrote first", () => {
    let state = emptyConversation("c");
    const base = { text: "", requestText: "", attachments: [] };
    const window = { model: "m", windowId: "w" };
    for (const event of [
      { type: "user-message", atMs: 1, messageId: "q1", parentId: null, ...base },
      { type: "user-message", atMs: 2, messageId: "q2", parentId: "q1", ...base },
      { type: "answer-start", atMs: 3, messageId: "a1", questionId: "q1", ...window },
      { type: "answer-start", atMs: 4, messageId: "a2", questionId: "q2", ...window },
    ] as const)
      state = reduceConversation(state, event);
    assert.deepEqual(
      state.messages.map(({ id }) => id),
      ["q1", "a1", "q2", "a2"],
    );
  });
});

describe("a queue of messages", () => {
  it("sends what was written meanwhile when the answer is complete, in order", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "one");
    await settle();
    await chat.sessions.send(id, "two");
    await chat.sessions.send(id, "three");
    assert.deepEqual(
      chat.sessions.queued(id).map(({ text }) => text),
      ["two", "three"],
    );
    chat.client.answer("1");
    await sent;
    await settle();
    chat.client.answer("2");
    await settle();
    chat.client.answer("3");
    await settle();
    assert.deepEqual(texts(chat, id), ["one", "1", "two", "2", "three", "3"]);
    assert.deepEqual(chat.sessions.queued(id), []);
  });

  it("holds the queue after a stop, over a restart too, until the user sends it", async () => {
    const { files } = memoryFiles();
    const chat = fakeChat({ files });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "one");
    await settle();
    await chat.sessions.send(id, "two");
    chat.sessions.stop(id);
    await sent;
    await settle();
    assert.equal(chat.client.requests.length, 1);
    await chat.dependencies.store.settled();
    const restarted = fakeChat({ files });
    await restarted.sessions.load(id);
    assert.deepEqual(
      restarted.sessions.queued(id).map(({ text }) => text),
      ["two"],
    );
    const queue = restarted.sessions.sendQueued(id);
    restarted.client.answer("2");
    await queue;
    assert.deepEqual(texts(restarted, id), ["one", "", "two", "2"]);
  });

  it("gives a waiting message back to the composer", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "one");
    await settle();
    await chat.sessions.send(id, "two");
    chat.sessions.removeQueued(id, chat.sessions.queued(id)[0]?.id ?? "");
    chat.client.answer("1");
    await sent;
    assert.equal(chat.sessions.conversation(id)?.draft, "two");
    assert.deepEqual(texts(chat, id), ["one", "1"]);
  });
});

describe("a conversation's system text", () => {
  it("is settled with the first request, so that changed instruction files spoil no cache", async () => {
    const { files } = memoryFiles();
    let instructions = "Use tabs.";
    const changes = {
      instructions: async () => ({
        text: instructions,
        sources: [{ label: "AGENTS.md", uri: "file:///AGENTS.md", tokens: 3 }],
      }),
    };
    const chat = fakeChat({ files, changes });
    const id = chat.sessions.create();
    await ask(chat, id, "one", "1");
    instructions = "Use spaces.";
    await chat.dependencies.store.settled();
    const restarted = fakeChat({ files, changes });
    await ask(restarted, id, "two", "2");
    const [before, after] = [chat.client.requests[0]?.messages[0], restarted.client.requests[0]?.messages[0]];
    assert.match(before?.text ?? "", /Use tabs\.$/u);
    assert.deepEqual(after, before);
    await restarted.sessions.setOptions(id, { usesInstructions: false });
    assert.deepEqual(restarted.sessions.conversation(id)?.system?.sources, []);
    await restarted.sessions.setOptions(id, {});
    assert.match(restarted.sessions.conversation(id)?.system?.text ?? "", /Use spaces\.$/u);
    // The user's own prompt is a new beginning: then the files are read again.
    await restarted.sessions.setOptions(id, { systemPrompt: "Speak like a pirate.", jsonMode: true });
    await ask(restarted, id, "three", "3");
    assert.match(
      restarted.client.requests.at(-1)?.messages[0]?.text ?? "",
      /^Speak like a pirate\.\n\nUse spaces\.\n\nAnswer with one JSON object/u,
    );
  });
});

describe("answers with tools", () => {
  const call = { id: "call_1", name: "read_file", arguments: '{"path":"a.ts"}' };
  const toolCall = {
    type: "tool-call-delta",
    index: 0,
    id: call.id,
    name: call.name,
    argumentsDelta: call.arguments,
  } as const;
  const toolsFinish = { type: "finish", finishReason: "tool-calls" } as const;

  /** Tools that may be called in so many rounds. */
  function withTools(run: ChatToolTurn["run"], maxRounds = Infinity): FakeChat {
    const definition = { name: "read_file", description: "", parameters: { type: "object" } };
    const start = () => {
      let rounds = 0;
      const turn: ChatToolTurn = {
        run: (...args) => {
          rounds += 1;
          return run(...args);
        },
        get mayCall() {
          return rounds < maxRounds;
        },
      };
      return turn;
    };
    return fakeChat({ changes: { tools: { definitions: () => [definition], start } } });
  }

  it("goes on with the results until the model calls no more", async () => {
    const seen: (readonly ToolCallRecord[])[] = [];
    const chat = withTools(async (calls, _signal, onResult) => {
      seen.push(calls);
      for (const { id } of calls) onResult(id, { text: "content 1", isError: false, label: "Read a.ts" });
    });
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "look");
    chat.client.push({ type: "reasoning-delta", text: "hm" }, toolCall, toolsFinish, "end");
    await settle();
    chat.client.answer("done");
    await sent;
    assert.deepEqual(seen, [[call]]);
    assert.deepEqual(chat.client.requests.at(-1)?.messages.slice(1), [
      { role: "user", text: "look" },
      { role: "assistant", text: "", reasoning: "hm", toolCalls: [call] },
      { role: "tool", toolCallId: "call_1", text: "content 1" },
    ]);
    const shown = shownMessages(chat.sessions.conversation(id)) ?? [];
    assert.deepEqual(shown[1]?.toolCalls?.[0]?.result?.label, "Read a.ts");
    assert.equal(shown[2]?.text, "done");
    assert.equal(shown[2]?.branch, undefined);
  });

  it("answers every call of a round that was stopped, in the next request", async () => {
    const chat = withTools(
      (_calls, signal) =>
        new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
    );
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "look");
    chat.client.push(toolCall, toolsFinish, "end");
    await settle();
    chat.sessions.stop(id);
    await sent;
    await ask(chat, id, "never mind", "fine");
    assert.deepEqual(
      chat.client.requests
        .at(-1)
        ?.messages.slice(1)
        .map(({ role }) => role),
      ["user", "assistant", "tool", "user"],
    );
  });

  it("forbids more calls when the tools say that it was enough", async () => {
    const chat = withTools(async (calls, _signal, onResult) => {
      for (const each of calls) onResult(each.id, { text: "", isError: false, label: "" });
    }, 1);
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "look");
    chat.client.push(toolCall, toolsFinish, "end");
    await settle();
    // It calls all the same: the turn ends, and the call is answered in the next request.
    chat.client.push(toolCall, toolsFinish, "end");
    await sent;
    assert.equal(chat.client.requests.at(-1)?.toolChoice, "none");
    assert.equal(chat.client.requests.length, 2);
    assert.notEqual(chat.client.requests.at(-1)?.tools, undefined);
    await ask(chat, id, "so?", "done");
    assert.match(chat.client.requests.at(-1)?.messages.at(-2)?.text ?? "", /^This call was not run/u);
  });

  it("says that leaked markup was left out", async () => {
    const chat = withTools(async () => undefined);
    const id = chat.sessions.create();
    const sent = chat.sessions.send(id, "look");
    chat.client.push(
      { type: "text-delta", text: "I look." },
      { type: "finish", finishReason: "stop", hasDroppedMarkup: true },
      "end",
    );
    await sent;
    assert.match(shownMessages(chat.sessions.conversation(id))?.[1]?.notice?.message ?? "", /left out/u);
  });
});

describe("an answer that is resumed", () => {
  it("goes on with its text and has the sum of its parts", () => {
    const usage = (n: number) => ({
      promptTokens: n,
      completionTokens: n,
      totalTokens: 2 * n,
      cacheHitTokens: n,
    });
    const end = { type: "answer-end", messageId: "a", status: "complete" } as const;
    let state = emptyConversation("c");
    for (const event of [
      { type: "user-message", atMs: 1, messageId: "q", text: "x", requestText: "x", attachments: [] },
      { type: "answer-start", atMs: 2, messageId: "a", questionId: "q", model: "m", windowId: "w" },
      { type: "text-delta", atMs: 3, messageId: "a", offset: 0, text: "one " },
      { ...end, atMs: 4, finishReason: "length", usage: usage(1), costUsd: 0.25 },
      { type: "answer-resume", atMs: 5, messageId: "a", model: "m2", windowId: "w2" },
      { type: "text-delta", atMs: 6, messageId: "a", offset: 4, text: "two" },
      { ...end, atMs: 7, finishReason: "stop", usage: usage(10), costUsd: 0.5 },
    ] as const)
      state = reduceConversation(state, event);
    const answer = state.messages[1];
    assert.equal(answer?.text, "one two");
    assert.equal(answer?.finishReason, "stop");
    assert.equal(answer?.usage?.cacheHitTokens, 11);
    assert.equal(answer?.costUsd, 0.75);
  });
});
