import assert from "node:assert/strict";
import { ChatPane } from "../host/chatPane";
import type { Workbench } from "../host/workbench";
import { useEditorSession } from "./support/useEditorSession";

/** The box that asks for the key. */
function keyBox(workbench: Workbench) {
  return workbench.page.locator(".quick-input-widget input[type=password]");
}

async function messageIs(workbench: Workbench, text: string | RegExp): Promise<void> {
  await workbench.page
    .locator(".notification-toast .notification-list-item-message", { hasText: text })
    .first()
    .waitFor();
}

describe("without an API key", () => {
  const session = useEditorSession({ settings: { "midfill.deepseek.baseUrl": "https://api.deepseek.com" } });

  it("the status bar says so", async () => {
    await session().workbench.midfillIs("no API key");
  });

  it("the chat says so, with one button, which asks for the key behind a mask", async () => {
    const { workbench } = session();
    const chat = new ChatPane(workbench);
    await chat.open();
    await chat.frame.locator(".welcome").getByText("DeepSeek needs an API key.").waitFor();
    assert.equal(await chat.frame.locator(".welcome").getByRole("button").count(), 1);
    await chat.button("Set API Key").press("Enter");
    await keyBox(workbench).waitFor();
    await workbench.page
      .locator(".quick-input-widget", { hasText: "Sent to https://api.deepseek.com only." })
      .waitFor();
  });

  it("what cannot be a key is refused with a sentence, and Escape leaves all as it was", async () => {
    const { workbench } = session();
    await keyBox(workbench).fill("sk- with blanks");
    await workbench.page.keyboard.press("Enter");
    await workbench.page
      .locator(".quick-input-widget", {
        hasText: "A key holds letters, digits and signs only, without blanks.",
      })
      .waitFor();
    await workbench.page.keyboard.press("Escape");
    await keyBox(workbench).waitFor({ state: "hidden" });
    await workbench.midfillIs("no API key");
  });

  it("nothing is sent when a message is written all the same", async () => {
    const { workbench } = session();
    const chat = new ChatPane(workbench);
    await chat.open();
    await workbench.page.keyboard.insertText("Does this leave?");
    await workbench.page.keyboard.press("Enter");
    assert.equal(await chat.composer.inputValue(), "Does this leave?");
    assert.equal(await chat.frame.locator(".message").count(), 0);
  });
});

describe("setting an API key", () => {
  const session = useEditorSession();

  before(async () => {
    session().emulator.configure({
      keys: { isRequired: true, accepted: ["sk-accepted-0123456789"], withoutBalance: [] },
    });
    await session().workbench.midfillIs("ready");
  });

  it("asks again when the provider refuses the key", async () => {
    const { workbench } = session();
    await workbench.runCommand("Midfill: Set API Key");
    await keyBox(workbench).fill("sk-refused-0123456789");
    await workbench.page.keyboard.press("Enter");
    await workbench.page
      .locator(".quick-input-widget", { hasText: "DeepSeek did not accept the API key (401)" })
      .waitFor();
    assert.equal(await keyBox(workbench).inputValue(), "");
  });

  it("tells the balance when the provider accepts it", async () => {
    const { workbench } = session();
    await keyBox(workbench).fill("sk-accepted-0123456789");
    await workbench.page.keyboard.press("Enter");
    await messageIs(workbench, /^DeepSeek accepts the key\. Balance: [\d.]+ [A-Z]{3}/);
  });

  it("uses it for the chat, also after a reload", async () => {
    const { workbench } = session();
    await workbench.reload();
    const chat = new ChatPane(workbench);
    await chat.ask("Does the key work?");
    await (await chat.answered()).locator(".markdown").waitFor();
    assert.equal(await chat.notices.count(), 0);
  });

  it("forgets it when told to, and then asks for one", async () => {
    const { workbench } = session();
    await workbench.runCommand("Midfill: Clear API Key");
    await workbench.page.locator(".monaco-dialog-box", { hasText: "Forget the API key for" }).waitFor();
    await workbench.page.keyboard.press("Enter");
    await messageIs(workbench, /^The API key for .* is forgotten\./);
    const chat = new ChatPane(workbench);
    await chat.ask("And without it?");
    const answer = await chat.answered();
    await answer
      .getByText(/^DeepSeek asks for an API key, and none is stored for this address \(401\)/)
      .waitFor();
    await answer.getByRole("button", { name: "Set API Key" }).waitFor();
  });
});
