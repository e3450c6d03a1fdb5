import assert from "node:assert/strict";
import { eventually } from "./support/eventually";
import { useEditorSession } from "./support/useEditorSession";

describe("the list of all actions, by keyboard", () => {
  const session = useEditorSession({
    settings: {
      "midfill.actions.own": {
        log: {
          title: "Add logging",
          description: "A line wherever it can fail",
          prompt: "Add a log line wherever this can fail.",
          result: "replace",
          thinking: "off",
        },
      },
    },
  });
  const page = () => session().workbench.page;
  const list = () => page().locator(".quick-input-widget");
  const rows = () => list().locator(".quick-input-list .monaco-list-row");
  const labels = async () =>
    (await rows().locator(".quick-input-list-row:first-child .label-name").allTextContents()).map((each) =>
      each.replaceAll("\u00A0", " ").trim(),
    );
  const questions = () =>
    session().emulator.log.requests.filter(({ path }) => path.endsWith("/chat/completions"));
  const openList = async () => {
    await session().workbench.openFile("stats/report.py");
    await session().workbench.selectLines(1, 3);
    await session().workbench.pressUntil(["Shift+Alt+M", "Shift+Alt+Q"], () =>
      list()
        .getByText("Run Action on report.py:1-3")
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => false,
        ),
    );
    await rows().first().waitFor();
  };
  before(() => session().workbench.midfillIs("ready"));

  it("shows them by what they do, with what stands in the settings", async () => {
    await openList();
    await list().getByText("Understand").first().waitFor();
    assert.equal((await labels())[0], "Explain");
    await session().workbench.screenshot(".vscode-test/action-picker.png");
    await page().keyboard.type("logging");
    await eventually("the own action alone", async () => {
      const shown = await labels();
      return shown.join("|") === "Add logging" ? true : undefined;
    });
    await list().getByText("A line wherever it can fail").waitFor();
    await page().keyboard.press("Escape");
    await list().waitFor({ state: "hidden" });
    assert.equal(questions().length, 0);
  });

  it("takes what fits no action as an edit, and remembers that", async () => {
    await openList();
    await page().keyboard.type("rename total to amount");
    await eventually("what is typed", async () => {
      const shown = await labels();
      return shown.join("|") === "Edit: rename total to amount|Question: rename total to amount"
        ? true
        : undefined;
    });
    await session().workbench.screenshot(".vscode-test/action-picker-typed.png");
    await page().keyboard.press("Enter");
    const body = await eventually("the request", async () => questions().at(-1)?.body);
    assert.match(body, /Instruction: rename total to amount/u);
    await openList();
    await list().getByText("Recently used").first().waitFor();
    assert.equal((await labels())[0], "Edit…");
    await session().workbench.screenshot(".vscode-test/action-picker-recent.png");
    await page().keyboard.press("Escape");
  });
});
