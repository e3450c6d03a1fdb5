import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { answer, panelView, question, snapshot } from "./conversations";
import { startWebviewBrowser, themeNames, type WebviewBrowser } from "./webviewPage";

const folder = ".tour/webview";

const read = {
  id: "call_0",
  name: "read_file",
  arguments: '{"path":"src/main.go","startLine":1,"endLine":40}',
  result: {
    text: 'src/main.go, lines 1–3 of 120\n1\tpackage main\n2\t\n3\t// <img src=x onerror="window.__hit = 1">',
    isError: false,
    label: "Read src/main.go, lines 1–40",
  },
};
const failed = {
  id: "call_1",
  name: "read_file",
  arguments: '{"path":".env"',
  result: { text: "The arguments are not valid JSON.", isError: true, label: "Call read_file" },
};
const open = { id: "call_2", name: "search_text", arguments: '{"query":"TODO","isRegex":false}' };

const messages = [
  question({ text: "Where does it start?" }),
  answer({ id: "a0", text: "I look.", toolCalls: [read, { ...open, id: "call_9" }] }),
  answer({ id: "a1", toolCalls: [read, failed, open], reasoning: "The entry point.", reasoningMs: 900 }),
];

describe("tool calls in the webview", () => {
  let browser: WebviewBrowser;
  before(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());

  it("are folded lines that say how they went, and unfold with the keyboard to plain text", async () => {
    const view = await browser.open();
    const { page } = view;
    await view.send(snapshot(messages, panelView({ isRunning: true })));
    const lists = page.getByRole("list", { name: "Tools" });
    const lines = async (list: number) =>
      (await lists.nth(list).getByRole("button").allInnerTexts()).map((text) =>
        text.replaceAll(/\s+/gu, " ").trim(),
      );
    // What was never run is told from what is running: only the last answer can be at work, while one runs at all.
    assert.deepEqual(await lines(0), ["Read src/main.go, lines 1–40 Done", "search_text TODO Not run"]);
    assert.deepEqual(await lines(1), [
      "Read src/main.go, lines 1–40 Done",
      "Call read_file Failed",
      "search_text TODO Running",
    ]);
    const header = lists.nth(1).getByRole("button").first();
    assert.equal(await header.getAttribute("aria-expanded"), "false");
    await header.focus();
    await page.keyboard.press("Enter");
    assert.equal(await header.getAttribute("aria-expanded"), "true");
    const result = page.getByRole("region", { name: "Result" });
    assert.equal(await result.innerText(), read.result.text);
    assert.equal(
      await page.getByRole("region", { name: "Arguments of read_file" }).innerText(),
      JSON.stringify(JSON.parse(read.arguments), undefined, 2),
    );
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.getAttribute('aria-label')"), "Result");
    await view.send(snapshot(messages, panelView({ isRunning: false }), 2));
    assert.equal((await lines(1))[2], "search_text TODO Not run");
    await header.press(" ");
    assert.equal(await result.count(), 0);
    assert.deepEqual(await view.incidents(), []);
    await page.context().close();
  });

  for (const theme of themeNames) {
    it(`look right in ${theme}`, async () => {
      const view = await browser.open({ theme });
      const { page } = view;
      await view.send(snapshot(messages, panelView({ isRunning: true })));
      await page.getByRole("list", { name: "Tools" }).nth(1).getByRole("button").first().click();
      await page.screenshot({ path: `${folder}/${theme.replaceAll(" ", "-")}-tools.png` });
      assert.deepEqual(await view.incidents(), []);
      await page.context().close();
    });
  }
});
