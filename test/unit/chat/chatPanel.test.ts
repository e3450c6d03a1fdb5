import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  protocolVersion,
  type MessageView,
  type PanelView,
  type ToWebviewMessage,
} from "../../../src/chat/protocol";
import { fakeChat, settle, shownMessages } from "./fakeChat";
import { panelOf } from "./fakePanel";

/** What a webview makes of the host's messages, after the words of the protocol. */
class Replica {
  epoch = -1;
  sequence = 0;
  messages: MessageView[] = [];
  panel: PanelView | undefined;
  /** Takes a message; true when the replica has lost track and needs a snapshot. */
  take(message: ToWebviewMessage): boolean {
    switch (message.type) {
      case "focus-composer":
      case "attachables":
      case "sheet":
      case "commands":
      case "command-result":
      case "search-results":
      case "found-files":
        return false;
      case "snapshot":
        if (message.epoch < this.epoch) return false;
        this.epoch = message.epoch;
        this.sequence = message.sequence;
        this.messages = [...message.messages];
        this.panel = message.panel;
        return false;
      case "update": {
        if (message.epoch !== this.epoch || message.sequence <= this.sequence)
          return message.epoch > this.epoch;
        if (message.sequence !== this.sequence + 1) return true;
        this.sequence = message.sequence;
        for (const change of message.changes) {
          if (change.type === "panel") this.panel = change.panel;
          else if (change.type === "message") {
            const at = this.messages.findIndex(({ id }) => id === change.message.id);
            if (at === -1) this.messages.push(change.message);
            else this.messages[at] = change.message;
          } else {
            const at = this.messages.findIndex(({ id }) => id === change.messageId);
            const old = this.messages[at];
            assert.ok(old !== undefined);
            const field = change.type === "text-delta" ? "text" : "reasoning";
            assert.equal(old[field].length, change.offset);
            this.messages[at] = { ...old, [field]: old[field] + change.text };
          }
        }
        return false;
      }
    }
  }
}

describe("ChatPanel", () => {
  it("brings a webview to the host's state whatever is dropped, doubled or swapped on the way", async () => {
    const step = fc.constantFrom("text", "thinking", "stop", "retry", "hide", "new", "time", "finish");
    const fate = fc.constantFrom("keep", "keep", "keep", "drop", "double", "late");
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.array(fate, { minLength: 40, maxLength: 40 }),
        async (steps, fates) => {
          const chat = fakeChat();
          const { panel, posted } = panelOf(chat);
          const replica = new Replica();
          const late: ToWebviewMessage[] = [];
          let count = 0;
          const ready = () => panel.receive({ type: "ready", version: protocolVersion });
          const deliver = () => {
            for (const message of posted.splice(0)) {
              const fate = fates[count++ % fates.length];
              if (fate === "late") late.push(message);
              if (fate === "drop" || fate === "late") continue;
              for (let copy = 0; copy < (fate === "double" ? 2 : 1); copy++)
                if (replica.take(message)) ready();
              for (const old of late.splice(0)) if (replica.take(old)) ready();
            }
          };
          ready();
          for (const each of steps) {
            const id = panel.conversationId;
            panel.receive({ type: "send", conversationId: id, text: "question" });
            if (each === "text") chat.client.push({ type: "text-delta", text: "text " });
            if (each === "thinking") chat.client.push({ type: "reasoning-delta", text: "hm " });
            if (each === "finish") chat.client.answer("done");
            if (each === "stop") panel.receive({ type: "stop", conversationId: id });
            if (each === "retry") panel.receive({ type: "retry", conversationId: id });
            if (each === "new") panel.receive({ type: "new-conversation" });
            if (each === "hide") {
              panel.setVisible(false);
              posted.length = 0;
              panel.setVisible(true);
            }
            await settle();
            chat.clock.advance(each === "time" ? 20 : 5);
            await settle();
            deliver();
          }
          // The last messages may be the lost ones: what a webview does when it is shown again.
          posted.length = 0;
          ready();
          for (const message of posted.splice(0)) replica.take(message);
          const truth = shownMessages(chat.sessions.conversation(panel.conversationId));
          assert.deepEqual(replica.messages, truth);
          assert.equal(replica.panel?.activeConversationId, panel.conversationId);
          await chat.sessions.dispose();
        },
      ),
      { numRuns: 40 },
    );
  });

  it("numbers every snapshot anew, so that updates from before it are known", () => {
    const { panel, posted } = panelOf(fakeChat());
    for (let count = 0; count < 3; count++) panel.receive({ type: "ready", version: protocolVersion });
    const epochs = posted.map((message) => (message.type === "snapshot" ? message.epoch : -1));
    assert.deepEqual(epochs, [1, 2, 3]);
  });

  it("gathers the deltas of a frame in one update that a whole channel follows exactly", async () => {
    const chat = fakeChat();
    const { panel, posted } = panelOf(chat);
    const replica = new Replica();
    panel.receive({ type: "ready", version: protocolVersion });
    const sent = chat.sessions.send(panel.conversationId, "Hi");
    for (let index = 0; index < 100; index++) chat.client.push({ type: "text-delta", text: `${index} ` });
    await settle();
    await new Promise((resolve) => setImmediate(resolve));
    chat.clock.advance(20);
    chat.client.answer("end");
    await sent;
    chat.clock.advance(20);
    assert.ok(posted.length <= 4, `${posted.length} messages`);
    for (const message of posted) assert.equal(replica.take(message), false);
    assert.deepEqual(replica.messages, shownMessages(chat.sessions.conversation(panel.conversationId)));
  });

  it("switches to the branch on which a search's hit stands, and only for that", async () => {
    const chat = fakeChat();
    const { panel } = panelOf(chat);
    const id = panel.conversationId;
    const ask = async (text: string, answer: string) => {
      const sent = chat.sessions.send(id, text);
      chat.client.answer(answer);
      await sent;
    };
    const shown = () => chat.sessions.conversation(id)?.messages.map(({ text }) => text);
    await ask("first", "one");
    await ask("second", "two");
    const hit = chat.sessions.conversation(id)?.messages.at(-1)?.id ?? "missing";
    const first = chat.sessions.conversation(id)?.messages[0]?.id ?? "missing";
    const resent = chat.sessions.resend(id, first, "first anew");
    chat.client.answer("other");
    await resent;
    assert.deepEqual(shown(), ["first anew", "other"]);
    await panel.startNew();

    panel.receive({ type: "open-conversation", conversationId: id });
    await settle();
    assert.equal(panel.conversationId, id);
    assert.deepEqual(shown(), ["first anew", "other"]);
    panel.receive({ type: "open-conversation", conversationId: id, messageId: "gone" });
    await settle();
    assert.deepEqual(shown(), ["first anew", "other"]);
    panel.receive({ type: "open-conversation", conversationId: id, messageId: hit });
    await settle();
    assert.deepEqual(shown(), ["first", "one", "second", "two"]);
  });

  it("does nothing and throws nothing for 20,000 random messages", async () => {
    const chat = fakeChat();
    const { panel, calls } = panelOf(chat);
    const types = [
      "ready",
      "send",
      "stop",
      "retry",
      "continue",
      "draft",
      "show-request",
      "open-sheet",
      "set-sheet-value",
      "close-sheet",
      "reset-sheet",
      "open-conversation",
      "delete-conversation",
      "undo-deletion",
      "pick-model",
      "use-for-new-chats",
      "remove-attachment",
      "open-attachment",
      "insert-code",
      "copy-code",
      "replace-selection",
      "new-file",
      "apply-code",
      "find-files",
      "open-file",
      "copy-message",
      "open-link",
      "dismiss-notice",
      "remedy",
      "__proto__",
      "command",
    ];
    const value = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.constantFrom("https://evil.example", "a", "on", "high", "workbench.action.quit"),
    );
    const message = fc.oneof(
      fc.anything(),
      fc.record(
        {
          type: fc.constantFrom(...types),
          conversationId: value,
          messageId: value,
          text: value,
          code: value,
          href: value,
          model: value,
          attachmentId: value,
          noticeId: value,
          remedy: value,
          version: value,
          thinking: value,
          effort: fc.anything(),
          candidates: fc.oneof(fc.anything(), fc.array(value)),
          fileId: fc.oneof(value, fc.constant("file-1")),
        },
        { requiredKeys: ["type"] },
      ),
    );
    fc.assert(
      fc.property(message, (random) => panel.receive(random)),
      { numRuns: 20_000 },
    );
    await settle();
    assert.deepEqual(calls, []);
    assert.equal(chat.client.requests.length, 0);
    assert.deepEqual(chat.sessions.summaries(), []);
  });

  it("hands code blocks on with the file that they name, and only those of the message", async () => {
    const chat = fakeChat();
    const { panel, calls } = panelOf(chat);
    const id = panel.conversationId;
    const sent = chat.sessions.send(id, "Hi");
    chat.client.answer("In `src/a.ts`:\n\n```ts\nrun();\n```");
    await sent;
    const messageId = chat.sessions.conversation(id)?.messages[1]?.id;
    panel.receive({ type: "apply-code", messageId, code: "run();" });
    panel.receive({ type: "new-file", messageId, code: "run();" });
    panel.receive({ type: "replace-selection", messageId, code: "run();" });
    for (const type of ["apply-code", "new-file", "replace-selection"]) {
      panel.receive({ type, messageId, code: "other();" });
      panel.receive({ type, messageId: "unknown", code: "run();" });
    }
    await settle();
    const block = { code: "run();", language: "ts", file: { path: "src/a.ts" } };
    assert.deepEqual(calls, [
      ["applyCode", block],
      ["newFile", block],
      ["replaceSelection", "run();"],
    ]);
  });

  it("finds files that stand in the message, and opens only what it found", async () => {
    const chat = fakeChat();
    const { panel, posted, calls } = panelOf(chat);
    const id = panel.conversationId;
    const sent = chat.sessions.send(id, "Hi");
    chat.client.answer("See `src/a.ts:12-20` and `lib/b.ts`.");
    await sent;
    const messageId = chat.sessions.conversation(id)?.messages[1]?.id;
    posted.length = 0;
    const candidates = ["src/a.ts:12-20", "lib/b.ts", "src/not-said.ts", "../src/a.ts"];
    panel.receive({ type: "open-file", fileId: "file-1" });
    panel.receive({ type: "find-files", messageId, candidates });
    panel.receive({ type: "find-files", messageId, candidates });
    await settle();
    const answer = { type: "found-files", messageId, files: [{ text: "src/a.ts:12-20", fileId: "file-1" }] };
    assert.deepEqual(
      posted.filter((message) => message.type === "found-files"),
      [answer, answer],
    );
    assert.deepEqual(calls, []);
    panel.receive({ type: "open-file", fileId: "file-2" });
    panel.receive({ type: "open-file", fileId: "file-1" });
    await settle();
    assert.deepEqual(calls, [["openFile", { path: "src/a.ts", startLine: 12, endLine: 20 }]]);
  });

  it("copies, inserts and opens only what stands in the message", async () => {
    const chat = fakeChat();
    const { panel, calls } = panelOf(chat);
    const id = panel.conversationId;
    const sent = chat.sessions.send(id, "Hi");
    chat.client.answer(
      "1. Do\n\n   ```ts\n   const a = 1;\n   b();\n   ```\n\nSee [docs](https://example.com/x?a=1&b=2).",
    );
    await sent;
    const messageId = chat.sessions.conversation(id)?.messages[1]?.id;
    panel.receive({ type: "copy-code", messageId, code: "const a = 1;\nb();" });
    panel.receive({ type: "insert-code", messageId, code: "b();\nconst a = 1;" });
    panel.receive({ type: "insert-code", messageId, code: "rm -rf /" });
    panel.receive({ type: "open-link", messageId, href: "https://example.com/x?a=1&b=2" });
    panel.receive({ type: "open-link", messageId, href: "https://evil.example/" });
    await settle();
    assert.deepEqual(calls, [
      ["copy", "const a = 1;\nb();"],
      ["openLink", "https://example.com/x?a=1&b=2", true],
      ["refuseLink", "The link is not part of the message."],
    ]);
  });
});
