import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { ChatPane } from "../host/chatPane";
import { lineBelow } from "../host/lineBelow";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

const quick = { firstTokenMs: 0, tokensPerSecond: 0 };
/** Slow enough to act while an answer streams, fast enough to end soon. */
const slow = { firstTokenMs: 50, tokensPerSecond: 40 };

/** What an answer says, without its status and figures. */
async function textOf(answer: Locator): Promise<string> {
  return answer.locator(".markdown").innerText();
}

describe("the chat, by keyboard", () => {
  const session = useEditorSession();
  const pane = () => new ChatPane(session().workbench);

  /** Asks in a conversation of its own and waits for the first words of the answer. */
  async function askSlowly(question: string): Promise<ChatPane> {
    const chat = pane();
    await chat.startNew();
    session().emulator.configure(slow);
    await chat.ask(question);
    await chat.lastAnswer.locator(".markdown").waitFor();
    await chat.stopButton.waitFor();
    return chat;
  }

  before(() => session().workbench.midfillIs("ready"));
  beforeEach(() => session().emulator.configure(quick));

  it("opens with its key and streams an answer, with its usage below", async () => {
    const chat = await askSlowly("Where is netTotal defined?");
    const early = await textOf(chat.lastAnswer);
    const answer = await chat.answered();
    const whole = await textOf(answer);
    assert.ok(whole.length > early.length, "the answer did not stream");
    await answer.getByText(/\d+ in .*· \d+ out/).waitFor();
    assert.ok(await chat.isComposerFocused());
  });

  it("stops an answer with Escape, keeps what came and ends the request", async () => {
    const chat = await askSlowly("Where is describeOrder defined?");
    await session().workbench.page.keyboard.press("Escape");
    const answer = await chat.answered();
    await answer.getByText("Stopped", { exact: true }).waitFor();
    assert.notEqual(await textOf(answer), "");
    const { requests } = session().emulator.log;
    await eventually("the end of the request", () => requests.at(-1)?.outcome === "client-left" || undefined);
  });

  it("shows and hides what the model thought", async () => {
    const chat = pane();
    await chat.startNew();
    await chat.ask("Which function has no test?");
    const answer = await chat.answered();
    const header = answer.getByRole("button", { name: /^Thought/ });
    const thinking = answer.getByRole("region", { name: "Thinking" });
    assert.equal(await thinking.count(), 0);
    await header.press("Enter");
    assert.notEqual((await thinking.innerText()).trim(), "");
    await header.press("Enter");
    await thinking.waitFor({ state: "detached" });
  });

  it("carries the selected lines when they are attached", async () => {
    const { workbench, folder, emulator } = session();
    const file = join(folder, "shop/orders.ts");
    await workbench.openFile("shop/orders.ts");
    await workbench.selectLines((await lineBelow(file, "function orderCount")) - 1, 3);
    const chat = pane();
    await chat.startNew();
    // Back from the composer: the only thing before it is the offer to attach.
    const offer = chat.button(/^Attach orders\.ts:\d+-\d+$/);
    await offer.waitFor();
    await workbench.page.keyboard.press("Shift+Tab");
    await workbench.page.keyboard.press("Enter");
    await chat.button(/^orders\.ts:\d+-\d+, about \d+ tokens$/).waitFor();
    await chat.composer.focus();
    await chat.ask("What does this return?");
    await chat.answered();
    const body = emulator.log.requests.findLast(({ method }) => method === "POST")?.body ?? "";
    assert.match(body, /export function orderCount\(\): number/);
    assert.doesNotMatch(body, /netTotal/);
  });

  it("copies an answer as it was written", async () => {
    const chat = pane();
    await chat.startNew();
    await chat.ask("What is there to copy?");
    await chat.answered();
    await chat.lastAnswer.locator(".message-footer").getByRole("button", { name: "Copy" }).press("Enter");
    const shown = await textOf(chat.lastAnswer);
    const firstWords = shown.split(/\s+/).slice(0, 3).join(" ");
    await eventually("the answer on the clipboard", async () => {
      const copied = await session().workbench.page.evaluate<string>("navigator.clipboard.readText()");
      return copied.startsWith(firstWords) || undefined;
    });
  });

  it("inserts a block of code at the cursor, as one undo step", async () => {
    const { workbench, folder, emulator } = session();
    const file = join(folder, "stats/report.py");
    const original = await readFile(file, "utf8");
    await workbench.openFile("stats/report.py");
    await workbench.goTo(1);
    const chat = pane();
    await chat.startNew();
    emulator.addFaults(answerScript("Put this first:\n\n```python\nimport math\nimport sys\n```\n"));
    await chat.ask("What is missing?");
    const answer = await chat.answered();
    await answer.getByRole("button", { name: "Insert at Cursor" }).press("Enter");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    await workbench.save();
    assert.equal(await readFile(file, "utf8"), `import math\nimport sys${original}`);
    // The editor has the focus, so that typing goes on there.
    await workbench.page.keyboard.press("Control+z");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    await workbench.save();
    assert.equal(await readFile(file, "utf8"), original);
  });

  it("loses nothing while it is hidden", async () => {
    const { workbench, emulator } = session();
    const chat = await askSlowly("Where is findCustomerById defined?");
    const early = (await textOf(chat.lastAnswer)).trim();
    const before = emulator.log.requests.length;
    await workbench.runCommand("View: Show Explorer");
    await workbench.page.locator(".explorer-folders-view").waitFor();
    await eventually(
      "the end of the answer",
      () => emulator.log.requests.at(-1)?.outcome === "answered" || undefined,
    );
    await chat.open();
    const answer = await chat.answered();
    const whole = await textOf(answer);
    assert.ok(whole.startsWith(early.slice(0, 20)) && whole.length > early.length);
    await answer.locator(".usage-line").waitFor();
    assert.equal(emulator.log.requests.length, before);
  });

  it("keeps several conversations; one can be deleted and brought back", async () => {
    const chat = pane();
    for (const question of ["First of two?", "Second of two?"]) {
      await chat.startNew();
      await chat.ask(question);
      await chat.answered();
    }
    await chat.button("Show Chats").press("Enter");
    const rows = chat.frame.locator(".conversation-open");
    await rows.first().waitFor();
    const { keyboard } = session().workbench.page;
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await chat.frame.locator(".message.user", { hasText: "First of two?" }).waitFor();

    await chat.button("Show Chats").press("Enter");
    await rows.filter({ hasText: "First of two?" }).waitFor();
    await rows.filter({ hasText: "First of two?" }).press("Delete");
    await rows.filter({ hasText: "First of two?" }).waitFor({ state: "detached" });
    await chat.button("Undo").press("Enter");
    await rows
      .filter({ hasText: "First of two?" })
      .or(chat.frame.locator(".message.user", { hasText: "First of two?" }))
      .first()
      .waitFor();
    if (await chat.button("Hide Chats").isVisible()) await chat.button("Hide Chats").press("Enter");
    await chat.frame.locator(".message.user", { hasText: "First of two?" }).waitFor();
  });

  it("keeps what had come when the window is reloaded amid an answer, and marks it", async () => {
    const { workbench } = session();
    const chat = await askSlowly("Where is warmestDay defined?");
    await chat.lastAnswer.locator(".markdown", { hasText: /\S+ \S+ \S+ \S+/ }).waitFor();
    const early = (await textOf(chat.lastAnswer)).trim().slice(0, 15);
    await workbench.reload();
    await chat.open();
    await chat.frame.locator(".message.user", { hasText: "Where is warmestDay defined?" }).waitFor();
    const answer = await chat.answered();
    await answer.getByText("Interrupted when the window closed").waitFor();
    assert.ok((await textOf(answer)).startsWith(early), "text was lost");
  });

  describe("an answer that attacks", () => {
    const seen: string[] = [];
    let attacker: Server;

    before(async () => {
      attacker = createServer((request, response) => {
        seen.push(request.url ?? "");
        response.end();
      });
      await new Promise<void>((resolve) => {
        attacker.listen(0, "127.0.0.1", resolve);
      });
    });
    after(() => void attacker.close());

    it("reaches nobody and runs nothing", async () => {
      const { workbench, emulator } = session();
      const chat = pane();
      await chat.startNew();
      const origin = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
      emulator.addFaults(
        answerScript(
          [
            `<img src="${origin}/html-image"><script>fetch("${origin}/script")</script>`,
            `![pixel](${origin}/markdown-image)`,
            `[click](${origin}/link) [run](command:workbench.action.quit) [js](javascript:fetch('${origin}/js'))`,
            `<iframe src="${origin}/frame"></iframe><link rel="stylesheet" href="${origin}/style">`,
            `~~~html\n<img src=${origin}/code onerror=alert(1)>\n~~~`,
            "The end.",
          ].join("\n\n"),
        ),
      );
      await chat.ask("Be evil?");
      const answer = await chat.answered();
      await answer.getByText("The end.").waitFor();
      assert.equal(
        await answer.locator("img, script, iframe, link, a[href^='command'], a[href^='javascript']").count(),
        0,
      );
      // The server answers after all that came before, so nothing is on its way any more.
      await (await fetch(`${origin}/ours`)).text();
      assert.deepEqual(seen, ["/ours"]);
      assert.equal(await workbench.page.locator(".monaco-dialog-box").count(), 0);
    });
  });
});

function chunk(delta: object, finishReason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  const json = { id: "1", object: "chat.completion.chunk", created: 0, model: "deepseek-flash", choices };
  return `data: ${JSON.stringify(json)}\n\n`;
}

/** A whole streamed answer with this text. */
function answerScript(text: string) {
  return [
    { do: "head", status: 200, headers: { "content-type": "text/event-stream" } },
    { do: "send", text: chunk({ role: "assistant", content: text }, null) },
    { do: "send", text: `${chunk({}, "stop")}data: [DONE]\n\n` },
    { do: "end" },
  ] as const;
}
