import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

describe("the list of chats, by keyboard", () => {
  const session = useEditorSession({ settings: { "files.simpleDialog.enable": true } });
  const pane = () => new ChatPane(session().workbench);
  const press = (key: string) => session().workbench.page.keyboard.press(key);
  const rows = () => pane().frame.locator(".conversation-open");
  const row = (title: string) => rows().filter({ hasText: title });
  const focusedRow = (title: string) => row(title).and(pane().frame.locator(":focus"));

  async function askInNew(question: string): Promise<void> {
    const chat = pane();
    await chat.startNew();
    await chat.ask(question);
    await chat.answered();
  }

  async function openList(): Promise<void> {
    await pane()
      .button(/^(Show|Hide) Chats$/)
      .waitFor();
    if (await pane().button("Hide Chats").isVisible()) await pane().button("Hide Chats").press("Enter");
    await pane().button("Show Chats").press("Enter");
    await rows().first().waitFor();
  }

  /** Moves to a row with the arrow keys. */
  async function goTo(title: string): Promise<void> {
    await press("Home");
    const count = await rows().count();
    for (let moves = 0; moves < count; moves += 1) {
      if (await focusedRow(title).isVisible()) return;
      await press("ArrowDown");
    }
    throw new Error(`No row "${title}" was reached.`);
  }

  /** Types into the search field, which is before the first row, and waits for the row that has it. */
  async function search(words: string, title: string): Promise<Locator> {
    await press("Home");
    await press("ArrowUp");
    await session().workbench.page.keyboard.insertText(words);
    await row(title).locator("mark").first().waitFor();
    await eventually("the only row", async () => (await rows().count()) === 1);
    return row(title);
  }

  /** Fills in the simple file dialog (without a path: takes the one it offers) and confirms it; again where it was still busy and put its own path there. */
  async function chooseFile(path?: string): Promise<void> {
    const { page } = session().workbench;
    const input = page.locator(".quick-input-widget input.input");
    await eventually("the file dialog", async () => (await input.inputValue()).startsWith("/"));
    await session().workbench.pressUntil([], async () => {
      if (path !== undefined && (await input.isVisible()))
        await input.fill(path, { timeout: 1500 }).catch(() => undefined);
      await page.keyboard.press("Enter");
      return input.waitFor({ state: "hidden", timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
  }

  before(async () => {
    await session().workbench.midfillIs("ready");
    session().emulator.configure({ firstTokenMs: 0, tokensPerSecond: 0 });
  });

  beforeEach(() => session().workbench.closeOverlays());

  it("renames with F2, pins from the menu, deletes with Delete", async () => {
    for (const question of ["Walnut question?", "Hazelnut question?"]) await askInNew(question);
    await openList();
    await goTo("Walnut question?");
    await press("F2");
    await session().workbench.page.keyboard.insertText("Almond");
    await press("Enter");
    await focusedRow("Almond").waitFor();
    await press("Shift+F10");
    await press("ArrowDown");
    await press("Enter");
    await row("Almond").locator(".codicon-pinned").waitFor();
    assert.match(await rows().first().innerText(), /Almond/);
    await focusedRow("Almond").waitFor();
    await press("Delete");
    await row("Almond").waitFor({ state: "detached" });
    await pane().button("Undo").press("Enter");
    await row("Almond").waitFor();
  });

  it("finds what stands on a branch that is not shown, and goes there", async () => {
    const chat = pane();
    await askInNew("Pecan question?");
    const edited = chat.frame.locator(".message.user");
    await chat.composer.focus();
    await press("ArrowUp");
    const editor = edited.locator("textarea");
    await editor.waitFor();
    await editor.fill("Cashew question?");
    await press("Enter");
    await chat.frame.locator(".message.user", { hasText: "Cashew question?" }).waitFor();
    await chat.answered();
    assert.equal(await chat.frame.locator(".message.user", { hasText: "Pecan question?" }).count(), 0);
    // From the same conversation, and from another one.
    for (const isOther of [false, true]) {
      if (isOther) {
        await openList();
        await search("cashew", "Pecan");
        await press("Enter");
        await chat.frame.locator(".message.user", { hasText: "Cashew question?" }).waitFor();
        await askInNew("Something else?");
      }
      await openList();
      await search("pecan", "Pecan");
      await press("Enter");
      await chat.frame.locator(".message.user", { hasText: "Pecan question?" }).waitFor();
      assert.equal(await chat.frame.locator(".message.user", { hasText: "Cashew question?" }).count(), 0);
    }
  });

  it("exports a conversation and imports it again", async () => {
    const { workbench, folder } = session();
    const chat = pane();
    // A name of its own, so that a second try does not meet what the first has left.
    const name = `Pistachio ${crypto.randomUUID().slice(0, 8)}`;
    const question = `${name}?`;
    await askInNew(question);
    const said = await chat.lastAnswer.locator(".markdown").innerText();
    const quickPick = workbench.page.locator(".quick-input-list .monaco-list-row");
    for (const format of ["Markdown", "JSON"]) {
      await workbench.runCommand("Midfill: Export Conversation…");
      await quickPick.filter({ hasText: format }).first().waitFor();
      await workbench.page.keyboard.insertText(format);
      await eventually("one format", async () => (await quickPick.count()) === 1);
      await press("Enter");
      await chooseFile();
      await workbench.page
        .locator(".notification-toast", {
          hasText: `Exported to ${name}.${format === "JSON" ? "json" : "md"}`,
        })
        .first()
        .waitFor();
    }
    assert.ok((await readFile(join(folder, `${name}.md`), "utf8")).includes(question));
    await chat.open();
    await openList();
    await goTo(question);
    await press("Delete");
    await row(question).waitFor({ state: "detached" });
    await workbench.runCommand("Midfill: Import Conversation…");
    await chooseFile(join(folder, `${name}.json`));
    await chat.frame.locator(".message.user", { hasText: question }).waitFor();
    assert.equal(await chat.lastAnswer.locator(".markdown").innerText(), said);
    await writeFile(join(folder, "broken.json"), "{");
    await workbench.runCommand("Midfill: Import Conversation…");
    await chooseFile(join(folder, "broken.json"));
    await workbench.page
      .locator(".notification-toast", { hasText: /broken\.json was not imported\./ })
      .waitFor();
  });
});
