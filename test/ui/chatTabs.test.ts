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

  it("shows a conversation of its own in each tab and in the side bar, side by side", async () => {
    const { workbench } = session();
    const questions = ["Whose is the left?", "Whose is the right?", "Whose is the side bar?"] as const;
    await askInSideBar(questions[0]);
    await openInTab(questions[0]);
    await askInSideBar(questions[1]);
    await openInTab(questions[1]);
    await workbench.runCommand("View: Move Editor into Next Group");
    await askInSideBar(questions[2]);
    for (const [place, own] of [
      ["editor", questions[0]],
      ["editor", questions[1]],
      ["view", questions[2]],
    ] as const) {
      const chat = await chatIn(place, own);
      assert.deepEqual(await chat.frame.locator(".message.user .bubble").allInnerTexts(), [own]);
    }
  });

  it("streams an answer into every place that shows it", async () => {
    const { emulator } = session();
    const question = "Who sees this come?";
    await askInSideBar("Before it?");
    const inTab = await openInTab("Before it?");
    const inView = await chatIn("view", "Before it?");
    emulator.configure(slow);
    await inTab.composer.click();
    await inTab.ask(question);
    for (const place of [inTab, inView]) {
      await place.stopButton.waitFor();
      await place.answers
        .nth(1)
        .locator(".markdown", { hasText: /\S+ \S+/ })
        .waitFor();
      assert.equal(await place.answers.nth(1).getAttribute("aria-busy"), "true");
    }
    await inView.stopButton.press("Enter");
    const texts = [];
    for (const place of [inTab, inView])
      texts.push(await (await place.answered()).locator(".markdown").innerText());
    assert.equal(texts[0], texts[1]);
    await inTab.lastAnswer.getByText("Stopped", { exact: true }).waitFor();
  });

  it("begins a new conversation where the focus is, and nowhere else", async () => {
    const { workbench } = session();
    await askInSideBar("Does the tab begin anew?");
    const tab = await openInTab("Does the tab begin anew?");
    await tab.composer.click();
    await workbench.runCommand("Midfill: New Conversation");
    await tab.answers.first().waitFor({ state: "detached" });
    const inView = await chatIn("view", "Does the tab begin anew?");
    await tab.ask("Anew in the tab?");
    await tab.answered();
    await inView.composer.click();
    await workbench.runCommand("Midfill: New Conversation");
    await inView.answers.first().waitFor({ state: "detached" });
    await chatIn("editor", "Anew in the tab?");
  });
});
