import assert from "node:assert/strict";
import { answer, richText, snapshot } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser } from "./webviewPage";

describe("the webview among the editor's own styles", () => {
  let browser: WebviewBrowser;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());

  it("gives the lines of a code block no background of their own", async () => {
    const view = await browser.open();
    await view.send(snapshot([answer({ text: richText })]));
    const background = await view.page
      .locator(".code-text > code")
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.equal(background, "rgba(0, 0, 0, 0)");
    await view.page.context().close();
  });
});
