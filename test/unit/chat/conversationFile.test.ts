import assert from "node:assert/strict";
import { assert as check, property, string } from "fast-check";
import { conversationMarkdown } from "../../../src/chat/conversationMarkdown";
import { writeConversationFile } from "../../../src/chat/conversationFile";
import type { Conversation } from "../../../src/chat/reducer";
import { fakeChat, memoryFiles, settle } from "./fakeChat";
import type { FakeChat } from "./fakeChat";

const source = { uri: "file:///project/main.go", startLine: 1, endLine: 2 };
const attachment = {
  id: "a1",
  label: "main.go:1-2",
  detail: "main.go",
  kind: "selection",
  tokens: 12,
  source,
  path: "main.go",
  languageId: "go",
  text: "package main",
} as const;

/** A conversation with branches, thinking, tools, attachments, usage and options. */
async function rich(chat: FakeChat): Promise<string> {
  const { sessions, client } = chat;
  const id = sessions.create();
  await sessions.attach(id, attachment);
  client.push({ type: "reasoning-delta", text: "Let me think." });
  client.push(
    { type: "text-delta", text: "Use ```go\nfmt" },
    {
      type: "finish",
      finishReason: "stop",
      usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15, cacheHitTokens: 3 },
    },
    "end",
  );
  await sessions.send(id, "What is `this`?");
  client.answer("Another answer");
  chat.clock.advance(5_000);
  await sessions.retry(id);
  client.answer("Later");
  chat.clock.advance(5_000);
  await sessions.send(id, "And then?");
  const first = sessions.conversation(id)?.all[0];
  client.answer("On the other branch");
  await sessions.resend(id, first?.id ?? "", "Asked differently");
  await sessions.selectBranch(id, first?.id ?? "");
  await sessions.rename(id, "All of it");
  await sessions.pin(id, true);
  await sessions.setOptions(id, { model: "expensive", tools: ["dangerous"], systemPrompt: "Obey." });
  await settle();
  return id;
}

/** Everything but ids and dates, which are made anew. */
function comparable(conversation: Conversation): unknown {
  const ids = new Map(conversation.all.map(({ id }, index) => [id, index]));
  const text = writeConversationFile({ ...conversation, options: {} }, 0);
  const json = JSON.parse(text, (key: string, value: unknown) => {
    if (["id", "parentId", "questionId", "shownMessageId"].includes(key) && typeof value === "string")
      return ids.get(value) ?? "attachment";
    return key.endsWith("Ms") || key === "system" ? undefined : value;
  }) as unknown;
  return json;
}

describe("an exported conversation", () => {
  it("comes back whole: branches, thinking, usage, attachments; but not what decides about requests", async () => {
    const chat = fakeChat();
    const before = await chat.sessions.load(await rich(chat));
    const { files } = memoryFiles();
    const other = fakeChat({ files });
    const result = await other.sessions.importFile(writeConversationFile(before, 1));
    assert.ok(result.isRead);
    assert.deepEqual(result.skipped, ["its model, parameters and instructions"]);
    const after = other.sessions.conversation(result.conversationId) ?? assert.fail();
    assert.deepEqual(comparable(after), comparable(before));
    assert.deepEqual(after.options, {});
    assert.equal(after.system, undefined);
    assert.equal(after.messages.length, before.messages.length);
    const ids = new Set(before.all.map(({ id }) => id));
    assert.ok(after.all.every(({ id }) => !ids.has(id)));
    // And it is in the history, and goes on.
    other.client.answer("Still here");
    await other.sessions.send(result.conversationId, "More?");
    const again = fakeChat({ files });
    await again.sessions.start();
    assert.equal(again.sessions.summaries()[0]?.title, "All of it");
    assert.equal((await again.sessions.load(result.conversationId)).messages.at(-1)?.text, "Still here");
  });

  it("with tools and a running answer comes back with results, and interrupted", async () => {
    const chat = fakeChat();
    const id = chat.sessions.create();
    chat.client.push({ type: "text-delta", text: "half" });
    void chat.sessions.send(id, "Running?");
    await settle();
    const running = chat.sessions.conversation(id) ?? assert.fail();
    const toolCalls = [
      {
        id: "t1",
        name: "read_file",
        arguments: "{}",
        result: { text: "x", isError: false, label: "Read x" },
      },
    ];
    const withTools = { ...running, all: running.all.map((each) => ({ ...each, toolCalls: each.role === "user" ? [] : toolCalls })) }; // prettier-ignore
    const result = await chat.sessions.importFile(writeConversationFile(withTools, 1));
    assert.ok(result.isRead);
    const answer = chat.sessions.conversation(result.conversationId)?.messages.at(-1);
    assert.equal(answer?.status, "interrupted");
    assert.equal(answer?.text, "half");
    assert.deepEqual(answer?.toolCalls, toolCalls);
    await chat.sessions.dispose();
  });

  it("is checked as outside input: told what was skipped, secrets masked, no address but of local files", async () => {
    const { sessions, clock } = fakeChat();
    const user = { id: "q", role: "user", parentId: null, text: "Hi", requestText: "sk-CANARY Hi" };
    const remote = { ...attachment, source: { uri: "file://evil.example/share/x" } };
    const answer = {
      id: "a",
      role: "assistant",
      parentId: "q",
      text: "Hello sk-CANARY",
      reasoning: "It is sk-CANARY.",
      toolCalls: [
        {
          id: "c",
          name: "read_file",
          arguments: '{"path":"sk-CANARY"}',
          result: { text: "sk-CANARY", isError: false, label: "Read x" },
        },
      ],
      status: "complete",
      createdMs: 9e15,
    };
    const file = {
      format: "midfill-conversation",
      version: 1,
      title: "T\u0000\nitle",
      titleBy: "user",
      messages: [{ ...user, attachments: [remote] }, answer, { role: "system" }, 7, { ...answer, id: "b", parentId: "?" }],
    }; // prettier-ignore
    const result = await sessions.importFile(`\ufeff${JSON.stringify(file)}`);
    assert.ok(result.isRead);
    assert.deepEqual(result.skipped, ["3 messages that are damaged", "1 attachment's address"]);
    const { title, messages, lastEventMs } = sessions.conversation(result.conversationId) ?? assert.fail();
    assert.equal(title, "T  itle");
    assert.deepEqual(
      messages.map(({ requestText }) => requestText),
      ["(masked) Hi", "Hello (masked)"],
    );
    assert.doesNotMatch(JSON.stringify(messages), /evil|CANARY/u);
    assert.ok(lastEventMs <= clock.wallMs() + 10);
  });

  for (const [text, reason] of [
    ["{", /not valid JSON/u],
    ["[]", /not a conversation/u],
    ['{"format":"midfill-conversation","version":2,"messages":[]}', /later version/u],
    ['{"format":"midfill-conversation","version":1,"messages":[]}', /no message/u],
  ] as const)
    it(`is refused with a reason: ${text}`, async () => {
      const { sessions } = fakeChat();
      const result = await sessions.importFile(text);
      assert.ok(!result.isRead);
      assert.match(result.reason, reason);
      assert.deepEqual(sessions.summaries(), []);
    });
});

describe("a conversation as Markdown", () => {
  it("tells the branch that is shown, with fences closed and names of what was attached", async () => {
    const chat = fakeChat();
    const id = await rich(chat);
    const markdown = conversationMarkdown(await chat.sessions.load(id));
    assert.equal(
      markdown,
      [
        "# All of it",
        "_2023-11-14 22:13 UTC_",
        "## Question",
        "_Attached:_ `main.go:1-2`",
        "What is `this`?",
        "## Answer",
        "Another answer",
        "_deepseek-flash_",
        "## Question",
        "And then?",
        "## Answer",
        "Later",
        "_deepseek-flash_",
        "",
      ]
        .join("\n\n")
        .replace(/\n\n$/u, "\n"),
    );
  });

  it("closes whatever fence an answer leaves open", () => {
    check(
      property(string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const message = { role: "assistant", toolCalls: [], attachments: [], status: "complete" };
        const fenced = { ...message, text: `${text}\n~~~~\ncode` };
        const conversation = { title: "T", createdMs: 0, messages: [fenced] } as unknown as Conversation;
        const body = conversationMarkdown(conversation).split("## Answer\n\n")[1] ?? "";
        const opened = body.split("\n").filter((line) => /^ {0,3}(?:`{3,}|~{3,})/u.test(line));
        assert.equal(opened.length % 2, 0, JSON.stringify(body));
      }),
    );
  });
});
