import assert from "node:assert/strict";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

const quick = { firstTokenMs: 0, tokensPerSecond: 0 };
const slow = { firstTokenMs: 50, tokensPerSecond: 40 };

describe("the chat in editor tabs", () => {
  const session = useEditorSession();

  /** The chat in a place with a conversation, once it is there. */
  async function chatIn(place: "view" | "editor", question: string): Promise<ChatPane> {
    return eventually(`"${question}" in the ${place}`, () =>
      ChatPane.showing(session().workbench, place, question),
    );
  }

  /** Asks in a conversation of its own in the side bar and waits for the answer; gives the answer's text. */
  async function askInSideBar(question: string): Promise<string> {
    const chat = await sideBar();
    await session().workbench.runCommand("Midfill: New Conversation");
    await chat.answers.first().waitFor({ state: "detached" });
    await chat.composer.click();
    await chat.ask(question);
    const answer = await chat.answered();
    return answer.locator(".markdown").innerText();
  }

  /** The chat in the side bar, with the focus. */
  async function sideBar(): Promise<ChatPane> {
    const { workbench } = session();
    await workbench.page.locator("iframe.webview.ready").first().waitFor();
    const chat = await eventually("the side bar's chat", () => ChatPane.inSideBar(workbench));
    await chat.composer.click();
    return chat;
  }

  async function openInTab(question: string): Promise<ChatPane> {
    await session().workbench.runCommand("Midfill: Open Chat in Editor");
    return chatIn("editor", question);
  }

  async function closeTabs(): Promise<void> {
    const { workbench } = session();
    await workbench.runCommand("View: Close All Editors");
    await eventually("no tab", async () => (await workbench.page.locator(".tab").count()) === 0);
  }

  before(async () => {
    await session().workbench.midfillIs("ready");
    await new ChatPane(session().workbench).open();
  });
  beforeEach(() => session().emulator.configure(quick));
  afterEach(closeTabs);

  it("shows the same conversation in its tab after the window was reloaded", async () => {
    const { workbench } = session();
    const question = "Which tab outlives its window?";
    const said = await askInSideBar(question);
    const tab = await openInTab(question);
    await tab.answered();
    const title = await workbench.page.locator(".tab.active").innerText();
    // The side bar shows another one, so that it cannot be taken from there.
    await askInSideBar("What else is there?");
    await workbench.reloadByCommand();
    const again = await chatIn("editor", question);
    const answer = await again.answered();
    assert.equal(await answer.locator(".markdown").innerText(), said);
    assert.equal(await workbench.page.locator(".tab").innerText(), title);
    await chatIn("view", "What else is there?");
    // And it is alive: a question in it is answered there and not in the side bar.
    await again.composer.click();
    await again.ask("Are you alive?");
    await again.answered();
    assert.equal(await again.answers.count(), 2);
    assert.equal(await ChatPane.showing(workbench, "view", "Are you alive?"), undefined);
  });
});
