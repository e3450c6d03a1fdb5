import assert from "node:assert/strict";
import { protocolVersion, type FromWebviewMessage } from "../../../src/chat/protocol";
import { answer, panelView, question, richText, snapshot } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser, type WebviewPage } from "./webviewPage";

describe("the webview with the keyboard alone", () => {
  let browser: WebviewBrowser;
  let view: WebviewPage;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    view = await browser.open();
  });
  afterEach(async () => {
    assert.deepEqual(await view.incidents(), []);
    await view.page.context().close();
  });

  async function last(type: FromWebviewMessage["type"]): Promise<FromWebviewMessage | undefined> {
    return (await view.posted()).findLast((message) => message.type === type);
  }

  const composer = () => view.page.getByRole("textbox");
  const focused = () => view.page.evaluate<string>("document.activeElement.getAttribute('aria-label') ?? ''");
  const tabTo = async (label: RegExp): Promise<void> => {
    for (let presses = 0; presses < 40; presses++) {
      if (label.test(await focused())) return;
      await view.page.keyboard.press("Tab");
    }
    assert.fail(`Tab never came to ${label.source}`);
  };

  it("asks for a snapshot first, and again after a lost update", async () => {
    assert.deepEqual(await view.posted(), [{ type: "ready", version: protocolVersion }]);
    await view.send(snapshot([]));
    await view.send({ type: "update", epoch: 1, sequence: 5, changes: [] });
    assert.equal((await view.posted()).filter((message) => message.type === "ready").length, 2);
  });

  it("writes, breaks the line, sends, keeps nothing", async () => {
    await view.send(snapshot([]));
    await view.send({ type: "focus-composer" });
    await view.page.keyboard.type("first");
    await view.page.keyboard.press("Shift+Enter");
    await view.page.keyboard.type("second");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("send"), { type: "send", conversationId: "c1", text: "first\nsecond" });
    assert.equal(await composer().inputValue(), "");
  });

  it("sends nothing while an input method composes, while empty, or while something stands in the way", async () => {
    await view.send(snapshot([]));
    await view.send({ type: "focus-composer" });
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.type("かな");
    await composer().evaluate((element) => {
      const options = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
      element.dispatchEvent(new KeyboardEvent("keydown", options));
    });
    assert.equal(await last("send"), undefined);
    const obstacle = { message: "No API key.", nextStep: "", remedies: ["set-api-key"] } as const;
    await view.send(snapshot([], panelView({ provider: { ...panelView().provider, obstacle } }), 2));
    await view.page.keyboard.press("Enter");
    assert.equal(await last("send"), undefined);
    await tabTo(/Show Chats/);
    await tabTo(/New Chat/);
    await tabTo(/More Actions/);
    await view.page.keyboard.press("Tab");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("remedy"), { type: "remedy", remedy: "set-api-key" });
  });

  it("stops with Escape", async () => {
    await view.send(snapshot([question({ text: "again?" }), answer({ status: "streaming", text: "a" })]));
    await view.send({ type: "focus-composer" });
    await view.page.keyboard.press("Escape");
    assert.deepEqual(await last("stop"), { type: "stop", conversationId: "c1" });
  });

  it("edits the last question with Up, keeps what was written over a reload, sends it as a branch", async () => {
    const messages = [question({ text: "again?" }), answer({ text: "a" })];
    await view.send(snapshot(messages));
    await view.send({ type: "focus-composer" });
    await view.page.keyboard.press("ArrowUp");
    assert.match(await focused(), /^Edit the message/);
    await view.page.keyboard.type(" please");
    await view.reload();
    await view.send(snapshot(messages));
    assert.equal(await view.page.getByRole("textbox", { name: /^Edit/ }).inputValue(), "again? please");
    await view.page.getByRole("textbox", { name: /^Edit/ }).press("Enter");
    assert.deepEqual(await last("resend"), {
      type: "resend",
      conversationId: "c1",
      messageId: "u1",
      text: "again? please",
    });
    assert.match(await focused(), /^Message\./);
    await view.page.keyboard.press("ArrowUp");
    await view.page.keyboard.press("Escape");
    assert.equal(await view.page.getByRole("textbox", { name: /^Edit/ }).count(), 0);
  });

  it("goes through branches and keeps the focus on the way", async () => {
    const branch = { position: 2, count: 3, previousId: "a0", nextId: "a2" };
    await view.send(snapshot([question({ text: "x" }), answer({ text: "second", branch })]));
    await view.page.getByRole("button", { name: "Previous Answer" }).press("Enter");
    assert.deepEqual(await last("select-branch"), {
      type: "select-branch",
      conversationId: "c1",
      messageId: "a0",
    });
    const first = answer({ id: "a0", text: "first", branch: { position: 1, count: 3, nextId: "a1" } });
    await view.send(snapshot([question({ text: "x" }), first], panelView(), 2));
    assert.equal(await focused(), "Next Answer");
    await view.page.getByText("Answer 1 of 3").waitFor({ state: "attached" });
  });

  it("asks again with another model from the menu of an answer", async () => {
    await view.send(snapshot([question({ text: "x" }), answer({ text: "y" })]));
    await view.page.getByRole("button", { name: "Try Again" }).press("Enter");
    await view.page.keyboard.press("w");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("retry"), {
      type: "retry",
      conversationId: "c1",
      messageId: "a1",
      choice: { model: "deepseek-v4-pro" },
    });
  });

  it("queues a message while an answer runs, and takes it back or sends it after a stop", async () => {
    const queue = [{ id: "q1", text: "and then?", attachments: [] }];
    const running = [question({ text: "x" }), answer({ status: "streaming", text: "a" })];
    await view.send(snapshot(running, panelView({ isRunning: true, queue })));
    await view.send({ type: "focus-composer" });
    await view.page.keyboard.type("third");
    await view.page.keyboard.press("Enter");
    assert.equal((await last("send"))?.type, "send");
    await view.page.getByRole("button", { name: "Edit Instead of Sending" }).press("Enter");
    assert.deepEqual(await last("remove-queued"), {
      type: "remove-queued",
      conversationId: "c1",
      messageId: "q1",
    });
    const stopped = [question({ text: "x" }), answer({ status: "stopped", text: "a" })];
    await view.send(snapshot(stopped, panelView({ queue }), 2));
    await view.page.getByRole("button", { name: "Send Now" }).press("Enter");
    assert.deepEqual(await last("send-queued"), { type: "send-queued", conversationId: "c1" });
  });

  it("offers every provider that can be asked, and the way back to what new chats use", async () => {
    const options = { providerId: "deepinfra", model: "deepseek-ai/DeepSeek-V4-Flash", jsonMode: true };
    const { provider } = panelView();
    const thinkingNote = "llama.cpp leaves it to the model.";
    await view.send(
      snapshot(
        [],
        panelView({
          options,
          provider: {
            ...provider,
            id: "deepinfra",
            model: options.model,
            providers: [
              ...provider.providers,
              { id: "deepinfra", label: "DeepInfra", models: [options.model] },
            ],
            newChats: { model: "DeepSeek · deepseek-flash", thinking: "high" },
            canSwitchThinking: false,
            thinkingNote,
          },
        }),
      ),
    );
    const pick = async (button: RegExp, name: RegExp) => {
      await view.page.getByRole("button", { name: button }).press("Enter");
      await view.page.getByRole("menuitem", { name }).press("Enter");
    };
    const conversationId = "c1";
    await pick(/^Model:/, /^Use for New Chats/);
    assert.deepEqual(await last("use-for-new-chats"), {
      type: "use-for-new-chats",
      conversationId,
      part: "model",
    });
    await pick(/^Model:/, /^Use What New Chats Use/);
    assert.deepEqual(await last("set-options"), {
      type: "set-options",
      conversationId,
      options: { jsonMode: true },
    });
    await pick(/^Model:/, /^Other Providers…/);
    assert.deepEqual(await last("pick-model"), { type: "pick-model", conversationId });
    await view.page.getByRole("button", { name: /^Model:/ }).press("Enter");
    await view.page.getByRole("menuitem", { name: "More Models…" }).nth(1).press("Enter");
    assert.deepEqual(await last("pick-model"), {
      type: "pick-model",
      conversationId,
      providerId: "deepinfra",
    });
    await view.page.getByRole("button", { name: "Thinking: Default" }).press("Enter");
    await view.page.locator(".menu").getByText(thinkingNote).waitFor();
  });

  it("chooses model and thinking from menus and comes back to the button", async () => {
    await view.send(snapshot([]));
    await tabTo(/^Model:/);
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("set-options"), {
      type: "set-options",
      conversationId: "c1",
      options: { providerId: "deepseek", model: "deepseek-v4-pro" },
    });
    assert.match(await focused(), /^Model:/);
    await tabTo(/^Thinking:/);
    await view.page.keyboard.press("ArrowUp");
    await view.page.keyboard.press("Home");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("set-options"), {
      type: "set-options",
      conversationId: "c1",
      options: { thinking: "off" },
    });
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.press("Escape");
    assert.equal(await view.page.getByRole("menu").count(), 0);
    assert.match(await focused(), /^Thinking:/);
  });

  it("opens, deletes and undoes in the list of chats", async () => {
    await view.send(snapshot([question({ text: "x" })]));
    await tabTo(/Show Chats/);
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("Delete");
    assert.deepEqual(await last("delete-conversation"), {
      type: "delete-conversation",
      conversationId: "c2",
    });
    const undoableDeletion = { conversationId: "c2", title: "Why" };
    await view.send({
      type: "update",
      epoch: 1,
      sequence: 1,
      changes: [{ type: "panel", panel: panelView({ undoableDeletion }) }],
    });
    await view.page.getByRole("button", { name: "Undo" }).focus();
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("undo-deletion"), { type: "undo-deletion", conversationId: "c2" });
    await view.page
      .getByRole("button", { name: /Table-driven/ })
      .first()
      .focus();
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("open-conversation"), { type: "open-conversation", conversationId: "c3" });
  });

  it("reaches thinking, code, links and what is attached", async () => {
    const file = { id: "f1", label: "main.go", detail: "cmd/main.go", kind: "file", tokens: 9 } as const;
    await view.send(
      snapshot(
        [question({ text: "x" }), answer({ text: richText, reasoning: "why", reasoningMs: 1000 })],
        panelView({ attachments: [file], attachableLabel: "b.go" }),
      ),
    );
    const thinking = view.page.getByRole("button", { name: /^Thought/ });
    await thinking.focus();
    await view.page.keyboard.press("Enter");
    assert.equal(await thinking.getAttribute("aria-expanded"), "true");
    await tabTo(/^Copy$/);
    await view.page.keyboard.press("Enter");
    const copied = await last("copy-code");
    assert.ok(copied?.type === "copy-code" && richText.includes(copied.code));
    await tabTo(/^Insert at Cursor$/);
    await view.page.keyboard.press("Enter");
    assert.equal((await last("insert-code"))?.type, "insert-code");
    await view.page.getByRole("link").focus();
    await view.page.keyboard.press("Enter");
    const link = await last("open-link");
    assert.ok(link?.type === "open-link" && link.href.startsWith("https://aws.amazon.com/"));
    await tabTo(/^main\.go, about/);
    await view.page.keyboard.press("Delete");
    assert.deepEqual(await last("remove-attachment"), { type: "remove-attachment", attachmentId: "f1" });
    await tabTo(/^Attach b\.go/);
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await last("attach-active"), { type: "attach-active" });
  });

  it("says changes of status once, to those who listen", async () => {
    await view.send(snapshot([question({ text: "x" }), answer({ status: "waiting" })]));
    const status = view.page.locator("[role=status]");
    assert.equal(await status.textContent(), "");
    const states = ["queued", "thinking", "streaming", "complete"] as const;
    const heard: (string | null)[] = [];
    for (const [index, each] of states.entries()) {
      const message = answer({ status: each, text: each === "complete" ? "Done." : "" });
      await view.send({
        type: "update",
        epoch: 1,
        sequence: index + 1,
        changes: [{ type: "message", message }],
      });
      heard.push(await status.textContent());
    }
    assert.deepEqual(heard, ["Queued at the provider.", "Thinking.", "Answering.", "Answer complete."]);
  });

  it("keeps the draft over a reload and prefers it to the host's older one", async () => {
    await view.send(snapshot([]));
    await view.send({ type: "focus-composer", text: "from the editor" });
    await view.page.keyboard.type(" and more");
    await view.reload();
    await view.send(snapshot([], panelView(), 1, "from the"));
    assert.equal(await composer().inputValue(), "from the editor and more");
  });

  it("takes back a text that the host could not send", async () => {
    await view.send(snapshot([]));
    await composer().fill("not lost");
    await view.page.keyboard.press("Enter");
    const posted = await view.posted();
    // Behind the text that the host made the draft again, an empty draft would take it away.
    assert.equal(posted.at(-1)?.type, "send");
    await view.send(snapshot([], panelView(), 2, "not lost"));
    assert.equal(await composer().inputValue(), "not lost");
  });
});
