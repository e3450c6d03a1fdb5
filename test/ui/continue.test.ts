import assert from "node:assert/strict";
import type { FaultStep } from "../faults/steps";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

const quick = { firstTokenMs: 0, tokensPerSecond: 0 };

describe("an answer that broke off", () => {
  const session = useEditorSession();
  const pane = () => new ChatPane(session().workbench);
  const shownText = (chat: ChatPane) => chat.lastAnswer.locator(".markdown").innerText();

  before(() => session().workbench.midfillIs("ready"));
  beforeEach(() => session().emulator.configure(quick));

  it("goes on with Continue, by the keyboard alone, and is the one that was not stopped", async () => {
    const question = "Where is netTotal defined?";
    const whole = pane();
    await whole.ask(question);
    await whole.answered();
    const expected = await shownText(whole);

    const chat = pane();
    await chat.startNew();
    session().emulator.configure({ firstTokenMs: 50, tokensPerSecond: 40 });
    await chat.ask(question);
    await eventually("some words", async () => (await shownText(chat)).length > 40 || undefined);
    await session().workbench.page.keyboard.press("Escape");
    await chat.answered();
    const stopped = await shownText(chat);
    assert.ok(stopped.length < expected.length, "it was not stopped in time");

    session().emulator.configure(quick);
    await chat.button("Continue").focus();
    await session().workbench.page.keyboard.press("Enter");
    await chat.button("Continue").waitFor({ state: "detached" });
    await chat.answered();
    assert.equal(await shownText(chat), expected);
    const request = session().emulator.log.requests.findLast(({ body }) => body.includes('"prefix":true'));
    assert.match(request?.path ?? "", /^\/beta\//);
  });

  it("is given by the other provider when the chosen one is down and the user agrees", async () => {
    const chat = pane();
    await chat.startNew();
    const down: readonly FaultStep[] = [{ do: "head", status: 503 }, { do: "end" }];
    for (let tries = 0; tries < 3; tries += 1) session().emulator.addFaults(down);
    await chat.ask("Where is netTotal defined?");
    const { page } = session().workbench;
    await page.getByRole("button", { name: "This Time" }).click();
    await chat.answered();
    await chat.lastAnswer.getByText(/DeepInfra answers instead/).waitFor();
    assert.notEqual(await shownText(chat), "");
    assert.match(session().emulator.log.requests.at(-1)?.path ?? "", /^\/v1\/openai\//);
  });
});
