import assert from "node:assert/strict";
import type { FromWebviewMessage, SheetView } from "../../../src/chat/protocol";
import { panelView, snapshot } from "./conversations";
import { startWebviewBrowser, themeNames, type WebviewBrowser, type WebviewPage } from "./webviewPage";

const conversationId = "c1";
const sheet: SheetView = {
  conversationId,
  hint: "This sends about 48,000 tokens anew: about $0.0072 instead of $0.0001.",
  rows: [
    {
      id: "systemPrompt",
      label: "System Prompt",
      description: "Stands in the place of Midfill's own.",
      control: { kind: "text" },
      inherited: "You are a programming assistant.",
      isMore: false,
    },
    {
      id: "jsonMode",
      label: "JSON Mode",
      description: "The answer is one JSON object.",
      control: { kind: "toggle" },
      text: "true",
      inherited: "false",
      advice: "Set Max Tokens, too.",
      isMore: false,
    },
    {
      id: "temperature",
      label: "Temperature",
      description: "How freely the model chooses.",
      control: { kind: "line" },
      text: "0.5",
      inherited: "1 (DeepSeek)",
      problem: "DeepSeek does not use it while thinking.",
      isMore: false,
    },
    {
      id: "serviceTier",
      label: "Service Tier",
      description: "The tier that serves the request.",
      control: { kind: "choice", choices: [{ value: "flex", label: "flex: Served when there is room" }] },
      inherited: "not sent",
      isMore: true,
    },
  ],
};

describe("the sheet with a chat's options", () => {
  let browser: WebviewBrowser;
  let view: WebviewPage;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    assert.deepEqual(await view.incidents(), []);
    await view.page.context().close();
  });

  const posted = async (type: FromWebviewMessage["type"]) =>
    (await view.posted()).filter((message) => message.type === type);
  const dialog = () => view.page.getByRole("dialog", { name: "Chat Options" });
  const press = (key: string) => view.page.keyboard.press(key);
  const focusedId = () => view.page.evaluate<string>("document.activeElement.id");

  async function open(parts: Partial<SheetView> = {}, options: Parameters<WebviewBrowser["open"]>[0] = {}) {
    view = await browser.open(options);
    await view.send(snapshot([], panelView({ options: { jsonMode: true } })));
    await view.page.getByRole("button", { name: "Chat Options (changed)" }).press("Enter");
    assert.deepEqual(await posted("open-sheet"), [{ type: "open-sheet", conversationId }]);
    await view.send({ type: "sheet", sheet: { ...sheet, ...parts } });
    await dialog().waitFor();
  }

  it("posts what is written when its control is left, and resets by one key", async () => {
    await open();
    const temperature = view.page.getByLabel("Temperature", { exact: true });
    await temperature.fill("0.7");
    await press("Tab");
    const change = { type: "set-sheet-value", conversationId, rowId: "temperature" } as const;
    assert.deepEqual(await posted("set-sheet-value"), [{ ...change, text: "0.7" }]);
    await view.page.getByRole("button", { name: "Reset Temperature" }).press("Enter");
    assert.deepEqual((await posted("set-sheet-value")).at(-1), change);
    await view.page.getByRole("switch", { name: "JSON Mode" }).press("Space");
    assert.deepEqual((await posted("set-sheet-value")).at(-1), {
      type: "set-sheet-value",
      conversationId,
      rowId: "jsonMode",
      text: "false",
    });
    await view.page.getByText("More", { exact: true }).press("Enter");
    await view.page.getByLabel("Service Tier").selectOption("flex");
    assert.deepEqual((await posted("set-sheet-value")).at(-1), {
      type: "set-sheet-value",
      conversationId,
      rowId: "serviceTier",
      text: "flex",
    });
    await view.page.getByRole("button", { name: "Reset All" }).press("Enter");
    assert.equal((await posted("reset-sheet")).length, 1);
  });

  it("says what has no effect where a screen reader finds it", async () => {
    await open();
    const temperature = view.page.getByLabel("Temperature", { exact: true });
    const notesId = await temperature.getAttribute("aria-describedby");
    const notes = await view.page.locator(`#${notesId ?? ""}`).innerText();
    assert.match(notes, /No effect now: DeepSeek does not use it while thinking\./);
  });

  it("keeps what was not taken, with the reason, in its control", async () => {
    await open();
    const temperature = view.page.getByLabel("Temperature", { exact: true });
    await temperature.fill("hot");
    await view.page.getByRole("button", { name: "Done" }).press("Enter");
    assert.deepEqual((await posted("close-sheet")).at(-1), {
      type: "close-sheet",
      conversationId,
      isForced: false,
    });
    const rejected = {
      rowId: "temperature",
      text: "hot",
      message: "Write a number from 0 to 2.",
      wantsFocus: true,
    } as const;
    await view.send({ type: "sheet", sheet: { ...sheet, rejected } });
    await view.page.getByRole("alert").getByText(rejected.message).waitFor();
    assert.equal(await temperature.inputValue(), "hot");
    assert.equal(await temperature.getAttribute("aria-invalid"), "true");
    assert.equal(await focusedId(), "sheet-temperature");
  });

  it("keeps Tab inside, and gives the focus back when it closes", async () => {
    await open();
    const seen = new Set<string>();
    for (let presses = 0; presses < 30; presses++) {
      await press("Tab");
      assert.equal(await view.page.evaluate("document.activeElement.closest('dialog') !== null"), true);
      seen.add(await focusedId());
    }
    assert.ok(seen.has("sheet-systemPrompt") && seen.has("sheet-temperature"));
    await press("Shift+Tab");
    assert.equal(await view.page.evaluate("document.activeElement.closest('dialog') !== null"), true);
    await press("Escape");
    assert.deepEqual((await posted("close-sheet")).at(-1), {
      type: "close-sheet",
      conversationId,
      isForced: true,
    });
    await view.send({ type: "sheet" });
    await dialog().waitFor({ state: "detached" });
    assert.equal(
      await view.page.evaluate("document.activeElement.getAttribute('aria-label')"),
      "Chat Options (changed)",
    );
  });

  it("is in the panel's menu, beside the request", async () => {
    await open();
    await view.send({ type: "sheet" });
    await view.page.getByRole("textbox").fill("Why?");
    const menu = view.page.getByRole("button", { name: "More Actions" });
    await menu.press("Enter");
    await view.page.getByRole("menuitem", { name: "Show Request" }).press("Enter");
    assert.deepEqual(await posted("show-request"), [{ type: "show-request", conversationId, text: "Why?" }]);
    await menu.press("Enter");
    await view.page.getByRole("menuitem", { name: "Chat Options…" }).press("Enter");
    assert.equal((await posted("open-sheet")).length, 2);
  });

  for (const theme of themeNames) {
    it(`fits a narrow view in ${theme}`, async () => {
      const rejected = { rowId: "temperature", text: "hot", message: "Write a number from 0 to 2." };
      await open({ rejected }, { theme, width: 300, height: 700 });
      const overflow = await view.page.evaluate<number>(
        "document.querySelector('.sheet-rows').scrollWidth - document.querySelector('.sheet-rows').clientWidth",
      );
      assert.equal(overflow, 0);
      const folder = process.env["MIDFILL_SCREENSHOTS"];
      if (folder !== undefined) await view.page.screenshot({ path: `${folder}/sheet-${theme}.png` });
    });
  }
});
