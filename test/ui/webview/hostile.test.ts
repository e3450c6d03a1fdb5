import assert from "node:assert/strict";
import { hostileMarkdown } from "../../unit/media/markdown/hostileMarkdown";
import { answer, panelView, question, snapshot } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser, type WebviewPage } from "./webviewPage";

/** So many texts share one conversation, so that all of them are in the page at once. */
const perConversation = 24;

describe("hostile texts in the webview", () => {
  let browser: WebviewBrowser;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());

  it("can see a breach: a script that runs, a request, a dialog and a violation are all noticed", async () => {
    const view = await browser.open();
    await view.page.evaluate(() => {
      window.dispatchEvent(new ErrorEvent("error", { message: "planted" }));
      document.body.append(Object.assign(document.createElement("img"), { src: "https://evil.example/x" }));
      Reflect.set(window, "__hit", 1);
      alert("planted");
    });
    const incidents = (await view.incidents()).join("\n");
    for (const sign of [/planted/, /csp img-src/, /a script ran/, /dialog/]) assert.match(incidents, sign);
    await view.page.context().close();
  });

  it(`shows ${hostileMarkdown.length} of them, in every field, without script, request, dialog or violation`, async function () {
    this.timeout(300_000);
    const view = await browser.open({ height: 6000 });
    let epoch = 1;
    for (let start = 0; start < hostileMarkdown.length; start += perConversation) {
      const messages = hostileMarkdown.slice(start, start + perConversation).flatMap((text, index) => [
        question({ id: `u${start + index}`, text }),
        answer({
          id: `a${start + index}`,
          text,
          reasoning: text,
          costLabel: text,
          notice: { message: text, nextStep: text, remedies: [] },
          attachments: [{ id: "f", label: text, detail: text, kind: "file", tokens: 1, refusal: text }],
        }),
      ]);
      const [first = ""] = hostileMarkdown.slice(start);
      const panel = panelView({
        title: first,
        attachableLabel: first,
        conversations: [{ id: "c1", title: first, updatedMs: 0, isRunning: false, isPinned: false }],
        provider: { ...panelView().provider, label: first, model: first, models: [first] },
      });
      await view.send(snapshot(messages, panel, epoch++, first));
      // The thinking of one message is opened, a link of each kind is clicked: the host is asked, nothing moves.
      await view.page
        .getByRole("button", { name: /^Thought/ })
        .first()
        .click();
      for (const link of (await view.page.getByRole("link").all()).slice(0, 3))
        await link.click({ timeout: 5000 });
    }
    assert.deepEqual(await view.incidents(), []);
    const posted = await view.posted();
    for (const message of posted) {
      if (message.type === "open-link") assert.match(message.href, /^https?:\/\//i);
    }
    assert.ok(posted.some((message) => message.type === "open-link"));
    await view.page.context().close();
  });

  it("streams them without script, request, dialog or violation", async function () {
    this.timeout(300_000);
    const view = await browser.open();
    const text = hostileMarkdown.join("\n\n");
    await view.send(snapshot([question({ text: "x" }), answer({ status: "streaming" })]));
    let sequence = 0;
    const pieceChars = 199;
    for (let offset = 0; offset < text.length; offset += pieceChars) {
      const delta = {
        type: "text-delta",
        messageId: "a1",
        offset,
        text: text.slice(offset, offset + pieceChars),
      } as const;
      await view.page.evaluate((data) => window.postMessage(data, "*"), {
        type: "update",
        epoch: 1,
        sequence: ++sequence,
        changes: [delta],
      });
    }
    await view.send({
      type: "update",
      epoch: 1,
      sequence: ++sequence,
      changes: [{ type: "message", message: answer({ text }) }],
    });
    assert.deepEqual(await view.incidents(), []);
    await checkPosted(view);
    await view.page.context().close();
  });

  it("streams each of them by itself, cut at every place, and restores it, with the same result", async function () {
    this.timeout(600_000);
    const view = await browser.open({ height: 3000 });
    let epoch = 1;
    for (let start = 0; start < hostileMarkdown.length; start += perConversation) {
      const texts = hostileMarkdown.slice(start, start + perConversation);
      const id = (index: number) => `a${start + index}`;
      await view.send(
        snapshot(
          texts.map((_, index) => answer({ id: id(index), status: "streaming" })),
          panelView(),
          epoch,
        ),
      );
      // A character a message and frame; the longest are cut at fewer places.
      const steps = Math.min(80, Math.max(...texts.map((text) => text.length)));
      const updates = Array.from({ length: steps }, (_, step) => ({
        type: "update",
        epoch,
        sequence: step + 1,
        changes: texts.flatMap((text, index) => {
          const size = Math.ceil(text.length / steps);
          const offset = step * size;
          return offset >= text.length
            ? []
            : [{ type: "text-delta", messageId: id(index), offset, text: text.slice(offset, offset + size) }];
        }),
      }));
      await view.page.evaluate(`(async (updates) => {
        for (const update of updates) {
          window.postMessage(update, "*");
          await new Promise((done) => requestAnimationFrame(done));
        }
      })(${JSON.stringify(updates)})`);
      const whole = texts.map((text, index) => answer({ id: id(index), text }));
      const changes = whole.map((message) => ({ type: "message", message }) as const);
      await view.send({ type: "update", epoch, sequence: steps + 1, changes });
      const shown = () =>
        view.page.evaluate<string[]>(
          "[...document.querySelectorAll('.markdown')].map((each) => each.textContent)",
        );
      const streamed = await shown();
      epoch++;
      await view.send(snapshot([], panelView(), epoch++));
      await view.send(snapshot(whole, panelView(), epoch++));
      assert.deepEqual(await shown(), streamed);
    }
    assert.deepEqual(await view.incidents(), []);
    await checkPosted(view);
    await view.page.context().close();
  });
});

/** Nothing was clicked: the page asked for a snapshot, and which names are files. */
async function checkPosted(view: WebviewPage): Promise<void> {
  for (const { type } of await view.posted()) assert.match(type, /^(?:ready|find-files)$/);
}
