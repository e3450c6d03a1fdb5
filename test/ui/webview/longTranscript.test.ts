import assert from "node:assert/strict";
import { answer, question, richText, snapshot } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser, type WebviewPage } from "./webviewPage";

const messageCount = 2000;
const messages = Array.from({ length: messageCount }, (_, index) =>
  index % 2 === 0
    ? question({ id: `m${index}`, text: `Question ${index}\n${"and more ".repeat(index % 40)}` })
    : answer({ id: `m${index}`, text: `Answer ${index}\n\n${richText}` }),
);

describe("a transcript of 2,000 messages", () => {
  let browser: WebviewBrowser;
  let view: WebviewPage;
  before(async () => {
    browser = await startWebviewBrowser();
    view = await browser.open();
    await view.send(snapshot(messages));
  });
  after(() => browser.close());

  const nodeCount = () => view.page.evaluate<number>("document.querySelectorAll('*').length");
  const feed = () => view.page.getByRole("feed");
  /** Distance from the end, in pixels. */
  const fromEnd = () =>
    feed().evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  const settle = () =>
    view.page.evaluate(async () => {
      for (let frame = 0; frame < 6; frame++) await new Promise((done) => requestAnimationFrame(done));
    });
  /** The top of the message in the view, in pixels. */
  const topOf = async (text: string) =>
    Math.round((await view.page.getByText(text, { exact: true }).boundingBox())?.y ?? Number.NaN);

  it("starts at the end with fewer than 3,000 elements", async () => {
    await settle();
    assert.ok((await fromEnd()) <= 1);
    await view.page.getByText(`Answer ${messageCount - 1}`, { exact: true }).waitFor();
    const count = await nodeCount();
    assert.ok(count < 3000, `${count} elements`);
    const article = view.page.getByRole("article").last();
    assert.equal(await article.getAttribute("aria-posinset"), String(messageCount));
    assert.equal(await article.getAttribute("aria-setsize"), String(messageCount));
  });

  it("stays small and whole while it is scrolled to the start", async () => {
    await feed().focus();
    await view.page.keyboard.press("Home");
    for (let presses = 0; presses < 12; presses++) await settle();
    await view.page.getByText("Question 0", { exact: false }).first().waitFor();
    assert.ok((await nodeCount()) < 3000);
    assert.equal(await view.page.getByRole("button", { name: "Jump to Latest" }).count(), 1);
  });

  it("keeps what is read in place while an answer streams below", async () => {
    await feed().evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    for (let rounds = 0; rounds < 4; rounds++) await settle();
    const text = await view.page.evaluate<string>(
      `[...document.querySelectorAll(".transcript [data-message] .markdown p")]
        .find((each) => /^Answer \\d+$/.test(each.textContent) && each.getBoundingClientRect().top > 60)?.textContent`,
    );
    const before = await topOf(text);
    for (let sequence = 1; sequence <= 20; sequence++) {
      const last = answer({ id: "new", status: "streaming", text: "line\n\n".repeat(sequence * 5) });
      await view.send({ type: "update", epoch: 1, sequence, changes: [{ type: "message", message: last }] });
    }
    assert.equal(await topOf(text), before);
    assert.ok((await fromEnd()) > 1000);
  });

  it("jumps to the latest and follows it from then on", async () => {
    await view.page.getByRole("button", { name: "Jump to Latest" }).click();
    for (let rounds = 0; rounds < 4; rounds++) await settle();
    assert.ok((await fromEnd()) <= 1, `${await fromEnd()} px from the end`);
    for (let sequence = 21; sequence <= 40; sequence++) {
      const last = answer({ id: "new", status: "streaming", text: "line\n\n".repeat(sequence * 5) });
      await view.send({ type: "update", epoch: 1, sequence, changes: [{ type: "message", message: last }] });
    }
    await settle();
    assert.ok((await fromEnd()) <= 1, `${await fromEnd()} px from the end`);
    assert.equal(await view.page.getByRole("button", { name: "Jump to Latest" }).count(), 0);
  });

  /** The first message in the view and its top below the view's, in pixels. */
  const shown = () =>
    view.page.evaluate<{ messageId: string; topPx: number }>(
      `(() => {
        const viewTop = document.querySelector(".transcript").getBoundingClientRect().top;
        const item = [...document.querySelectorAll("[data-message]")]
          .find((each) => each.getBoundingClientRect().bottom > viewTop);
        return { messageId: item.dataset.message, topPx: item.getBoundingClientRect().top - viewTop };
      })()`,
    );

  it("keeps the place after every jump, also where nothing above it had to be measured", async () => {
    for (let jump = 0; jump < 20; jump++) {
      await feed().evaluate((element) => {
        element.scrollTop -= 4333;
      });
      await settle();
      await settle();
      const { messageId, topPx } = await shown();
      const saved = await view.page.evaluate<{ messageId: string; offsetPx: number }>(
        `JSON.parse(sessionStorage.getItem("state")).scrollAnchors.c1`,
      );
      assert.equal(saved.messageId, messageId, `jump ${jump}`);
      assert.ok(
        Math.abs(saved.offsetPx + topPx) <= 1,
        `${saved.offsetPx} instead of ${-topPx}, jump ${jump}`,
      );
    }
  });

  it("comes back to the same place after a reload", async () => {
    const before = await shown();
    await view.reload();
    await view.send(snapshot([...messages, answer({ id: "new", text: "line\n\n".repeat(200) })]));
    for (let rounds = 0; rounds < 4; rounds++) await settle();
    const after = await shown();
    assert.equal(after.messageId, before.messageId);
    assert.ok(Math.abs(after.topPx - before.topPx) <= 4, `${after.topPx} instead of ${before.topPx}`);
    assert.deepEqual(await view.incidents(), []);
  });
});
