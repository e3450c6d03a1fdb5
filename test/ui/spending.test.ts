import assert from "node:assert/strict";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

describe("what the chat costs", () => {
  // Any answer spends this.
  const session = useEditorSession({
    settings: { "midfill.budget.dailyUsd": 0.000_000_1, "midfill.budget.chat": "stop" },
  });
  const pane = () => new ChatPane(session().workbench);
  const line = () => pane().button(/^This chat: /);
  const questions = () =>
    session().emulator.log.requests.filter(({ path }) => path.endsWith("/chat/completions")).length;

  before(() => session().workbench.midfillIs("ready"));

  it("stands below the composer after the first answer, and unfolds to a table", async () => {
    const chat = pane();
    await chat.open();
    assert.equal(await line().count(), 0);
    await chat.ask("Where is netTotal defined?");
    await chat.answered();
    await eventually("the cost", async () =>
      /^This chat: .*[1-9].* · Today: .*\d/.test((await line().innerText()).trim()) ? true : undefined,
    );
    await line().press("Enter");
    const cells = pane()
      .frame.getByRole("row", { name: /^Requests/ })
      .getByRole("cell");
    assert.equal((await cells.allInnerTexts())[0], "1");
    await pane().frame.getByText("of today's budget of").first().waitFor();
  });

  it("tells the balance with a click, and from then on amounts in its currency", async () => {
    const balances = () =>
      session().emulator.log.requests.filter(({ path }) => path.endsWith("/user/balance")).length;
    assert.equal(balances(), 0);
    await pane().button("Show Balance").press("Enter");
    await pane()
      .frame.getByText(/^Balance at DeepSeek, now: \d+\.\d\d (?:CNY|USD)/)
      .waitFor();
    assert.equal(balances(), 1);
    await line().press("Escape");
    await pane().frame.getByRole("table").waitFor({ state: "detached" });
  });

  it("stops a message over the budget, keeps it, and sends it anyway when told to", async () => {
    const chat = pane();
    const { page } = session().workbench;
    const before = questions();
    await chat.composer.focus();
    await page.keyboard.insertText("Where is it used?");
    await page.keyboard.press("Enter");
    await chat.frame.getByRole("alert").getByText("your message is still here").waitFor();
    await eventually("the words back in the composer", async () =>
      (await chat.composer.inputValue()) === "Where is it used?" ? true : undefined,
    );
    assert.equal(questions(), before);
    assert.equal(await chat.frame.locator(".message.user").count(), 1);
    await page.keyboard.insertText(" And by whom?");
    await chat.button("Send Anyway").press("Enter");
    await chat.frame.locator(".message.user", { hasText: "Where is it used? And by whom?" }).waitFor();
    await chat.answered();
    assert.equal(questions(), before + 1);
    assert.equal(await chat.composer.inputValue(), "");
    await chat.frame.getByRole("alert").waitFor({ state: "detached" });
  });
});
