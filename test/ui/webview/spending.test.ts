import assert from "node:assert/strict";
import type { FromWebviewMessage, PanelView } from "../../../src/chat/protocol";
import { answer, panelView, question, snapshot, spending } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser, type WebviewPage } from "./webviewPage";

const messages = [question({ text: "Why?" }), answer({ text: "Because." })];

describe("money in the webview", () => {
  let browser: WebviewBrowser;
  let view: WebviewPage;
  let epoch = 0;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    epoch = 0;
    view = await browser.open({ width: 360, height: 700 });
  });
  afterEach(async () => {
    assert.deepEqual(await view.incidents(), []);
    await view.page.context().close();
  });

  const show = (panel: Partial<PanelView>, draft = "") =>
    view.send(snapshot(messages, panelView(panel), (epoch += 1), draft));
  const posted = async (type: FromWebviewMessage["type"]) =>
    (await view.posted()).filter((message) => message.type === type);
  const line = () => view.page.getByRole("button", { name: /^This chat: / });
  const table = () => view.page.getByRole("table");

  it("is one line that unfolds with the keyboard and folds with Escape, where the focus stays", async () => {
    await show({ spending });
    assert.equal((await line().innerText()).trim(), "This chat: $0.0024 · Today: $0.0412");
    assert.equal(await table().count(), 0);
    await line().press("Enter");
    assert.equal(await line().getAttribute("aria-expanded"), "true");
    const row = table().getByRole("row", { name: /^From the cache/ });
    assert.deepEqual(await row.getByRole("cell").allInnerTexts(), ["95 %", "73 %", "88 %"]);
    assert.deepEqual(
      await table()
        .getByRole("row", { name: /^Without price/ })
        .getByRole("cell")
        .allInnerTexts(),
      ["0", "0", "12"],
    );
    await view.page.keyboard.press("Tab");
    await view.page.keyboard.press("Escape");
    assert.equal(await table().count(), 0);
    assert.ok(await line().evaluate((element) => element === document.activeElement));
  });

  it("is not there until something was spent", async () => {
    const nothing = { ...spending.day, requests: 0 };
    await show({ spending: { ...spending, conversation: nothing, day: nothing, month: nothing } });
    assert.equal(await line().count(), 0);
  });

  it("tells tokens where nothing is paid", async () => {
    const local = { ...spending.conversation, cost: "$0.0000" };
    await show({ spending: { ...spending, conversation: local, day: local, month: local } });
    assert.equal((await line().innerText()).trim(), "This chat: 28k tokens · Today: 28k tokens");
  });

  it("asks for the balance with a click, and for nothing before", async () => {
    await show({ spending });
    await line().click();
    assert.deepEqual(await posted("show-balance"), []);
    await view.page.getByRole("button", { name: "Show Balance" }).click();
    assert.deepEqual(await posted("show-balance"), [{ type: "show-balance", conversationId: "c1" }]);
    await show({ spending: { ...spending, balance: { state: "asking" } } });
    assert.ok(await view.page.getByRole("button", { name: "Ask Again" }).isDisabled());
    const text = "110.00 CNY (10.00 granted, 100.00 topped up).";
    await show({ spending: { ...spending, balance: { state: "known", text, askedMs: Date.now() } } });
    await view.page.getByText(`Balance at DeepSeek, now: ${text}`).waitFor();
    await view.page.getByRole("button", { name: "Export as CSV…" }).click();
    await view.page.getByRole("button", { name: "Set Budget" }).click();
    await view.page.getByRole("button", { name: "Set Prices" }).click();
    assert.equal((await posted("export-usage")).length, 1);
    assert.deepEqual(await posted("open-cost-setting"), [
      { type: "open-cost-setting", setting: "daily-budget" },
      { type: "open-cost-setting", setting: "prices" },
    ]);
  });

  const stopped = {
    look: "stopped",
    message: "$1.02 of this month's budget of $1.00 is spent.",
    nextStep: "Nothing was sent.",
    period: "month",
    holdsMessage: true,
  } as const;

  it("sends a stopped message anyway as it stands in the composer by then", async () => {
    await show({ budgetNotice: stopped }, "Why");
    await view.page.getByRole("alert").getByText(stopped.message).waitFor();
    const composer = view.page.getByRole("textbox");
    await composer.press("End");
    await composer.pressSequentially(" not?");
    await view.page.getByRole("button", { name: "Send Anyway" }).press("Enter");
    assert.deepEqual(await posted("send-anyway"), [
      { type: "send-anyway", conversationId: "c1", text: "Why not?" },
    ]);
    assert.equal(await composer.inputValue(), "");
    await view.page.getByRole("button", { name: "Open Setting" }).click();
    assert.deepEqual(await posted("open-cost-setting"), [
      { type: "open-cost-setting", setting: "monthly-budget" },
    ]);
  });

  it("leaves the composer alone where something else was stopped", async () => {
    await show({ budgetNotice: { ...stopped, holdsMessage: false } }, "A thought");
    await view.page.getByRole("button", { name: "Send Anyway" }).click();
    assert.equal((await posted("send-anyway")).length, 1);
    assert.equal(await view.page.getByRole("textbox").inputValue(), "A thought");
  });

  it("lets a warning be closed, and offers nothing to send", async () => {
    await show({ budgetNotice: { ...stopped, look: "warning" } });
    assert.equal(await view.page.getByRole("button", { name: "Send Anyway" }).count(), 0);
    await view.page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal((await posted("close-budget-warning")).length, 1);
  });

  it("says in the menus what another model and another effort cost, before they are chosen", async () => {
    const anotherModel = "Another model reads this chat anew: about 48,000 tokens.";
    const settings = "This sends about 48,000 tokens anew: about $0.0072 instead of $0.0001.";
    const models = { "deepseek-v4-pro": "$0.0317" };
    await show({ cacheHints: { anotherModel, models, settings, messages: {} } });
    await view.page.getByRole("button", { name: /^Model: / }).click();
    const menu = view.page.locator(".menu");
    await menu.getByText(anotherModel).waitFor();
    await menu.getByRole("menuitemradio", { name: "deepseek-v4-pro ≈ $0.0317" }).waitFor();
    await view.page.keyboard.press("Escape");
    await view.page.getByRole("button", { name: /^Thinking: / }).click();
    await view.page.locator(".menu").getByText(settings).waitFor();
    assert.deepEqual(await posted("set-options"), []);
  });

  it("says so where an answer is asked for again and where a question is edited", async () => {
    const anotherModel = "Another model reads this chat anew: about 48,000 tokens.";
    const edit = "This sends about 42,000 tokens anew: about $0.0063 instead of $0.0001.";
    const models = { "deepseek-v4-pro": "$0.0317" };
    await show({ cacheHints: { anotherModel, models, messages: { u1: edit } } });
    await view.page.getByRole("button", { name: "Try Again" }).click();
    const menu = view.page.locator(".menu");
    await menu.getByText(anotherModel).waitFor();
    await menu.getByRole("menuitem", { name: "With deepseek-v4-pro ≈ $0.0317" }).waitFor();
    await view.page.keyboard.press("Escape");
    assert.equal(await view.page.getByText(edit).count(), 0);
    await view.page.getByRole("textbox").press("ArrowUp");
    await view.page.locator(".question-editor").getByText(edit).waitFor();
  });

  it("links to the prices from an answer that has none", async () => {
    const unpriced = answer({ text: "Because.", costLabel: "no price known" });
    await view.send(snapshot([question({ text: "Why?" }), unpriced], panelView(), (epoch += 1)));
    await view.page.getByRole("button", { name: "Set Price" }).click();
    assert.deepEqual(await posted("open-cost-setting"), [{ type: "open-cost-setting", setting: "prices" }]);
  });
});
