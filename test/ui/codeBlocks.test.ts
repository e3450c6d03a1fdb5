import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { ChatPane } from "../host/chatPane";
import { eventually } from "./support/eventually";
import { savedText, startOver } from "./support/samplePlaces";
import { useEditorSession } from "./support/useEditorSession";

const files = ["shop/orders.ts", "inventory/store.go", "stats/report.py"];

/** A function of shop/orders.ts, changed in one line. */
const changedCount = `/** How many orders there are. */
export function orderCount(): number {
  return [...orders.keys()].length;
}
`;
const recitals = [
  {
    question: "Count the keys",
    text: `This goes into \`shop/orders.ts\`:\n\n\`\`\`ts shop/orders.ts\n${changedCount}\`\`\`\n`,
  },
  { question: "Say hello", text: "```python\nif True:\n    print('hello')\n```\n" },
  { question: "Write a tool", text: "```ts tools/greet.ts\nexport const greeting = 'hello';\n```\n" },
  { question: "Write a script", text: "```python\nprint('hello')\n```\n" },
];

describe("a code block's buttons", () => {
  const session = useEditorSession();
  const tabs = (name: string): Locator => session().workbench.page.locator(".tab", { hasText: name });
  const onDisk = (file: string) => readFile(join(session().folder, file), "utf8");

  async function askFor(question: string): Promise<Locator> {
    const chat = new ChatPane(session().workbench);
    await chat.startNew();
    await chat.ask(question);
    return chat.answered();
  }

  async function pickFromMenu(answer: Locator, label: string): Promise<void> {
    await answer.getByRole("button", { name: "More Actions" }).first().press("Enter");
    await answer.getByRole("menuitem", { name: label }).press("Enter");
  }

  before(async () => {
    await session().workbench.midfillIs("ready");
    session().emulator.configure({ firstTokenMs: 0, tokensPerSecond: 0, recitals });
  });
  beforeEach(() => startOver(session(), files));

  it("applies to the file that it names, whichever is active; shown first, taken back in one step", async () => {
    const { workbench } = session();
    const original = await onDisk("shop/orders.ts");
    const other = await onDisk("inventory/store.go");
    const expected = original.replace("return orders.size;", "return [...orders.keys()].length;");
    assert.notEqual(expected, original);
    await workbench.openFile("inventory/store.go");
    const answer = await askFor("Count the keys");
    const apply = async (): Promise<Locator> => {
      await answer.getByRole("button", { name: "Apply…" }).press("Enter");
      const review = tabs("Review: orders.ts");
      await review.waitFor();
      await workbench.page.locator(".codelens-decoration", { hasText: "1 change, +1 −1" }).first().waitFor();
      return review;
    };

    const rejected = await apply();
    assert.equal(await workbench.page.locator(".quick-input-widget").isVisible(), false);
    await workbench.pressUntil(["Shift+Alt+M", "Shift+Alt+R"], () => isGone(rejected));
    assert.equal(await workbench.page.locator(".tab.dirty").count(), 0);
    assert.equal(await onDisk("shop/orders.ts"), original);

    const accepted = await apply();
    await workbench.pressUntil(["Shift+Alt+M", "Shift+Alt+A"], () => isGone(accepted));
    await workbench.openFile("shop/orders.ts");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    assert.equal(await savedText(session(), "shop/orders.ts"), expected);
    await workbench.page.keyboard.press("Control+z");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    assert.equal(await savedText(session(), "shop/orders.ts"), original);
    assert.equal(await onDisk("inventory/store.go"), other);
  });

  it("replaces the selection, indented as what it replaces", async () => {
    const { workbench } = session();
    const original = await onDisk("stats/report.py");
    await workbench.openFile("stats/report.py");
    const selected = "    mean = mean_temperature(list(readings.values()))\n";
    const line = original.slice(0, original.indexOf(selected)).split("\n").length;
    await workbench.selectLines(line, 1);
    await pickFromMenu(await askFor("Say hello"), "Replace Selection");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    const replaced = original.replace(selected, "    if True:\n        print('hello')\n");
    assert.equal(await savedText(session(), "stats/report.py"), replaced);
    await workbench.page.keyboard.press("Control+z");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    assert.equal(await savedText(session(), "stats/report.py"), original);
  });

  it("opens a new file under the name that it gives, or without one in its language", async () => {
    const { workbench, folder } = session();
    await pickFromMenu(await askFor("Write a tool"), "New File");
    await tabs("greet.ts").waitFor();
    await assert.rejects(onDisk("tools/greet.ts"));
    await workbench.save();
    await eventually("the file", () =>
      readFile(join(folder, "tools/greet.ts"), "utf8").then(
        (text) => text === "export const greeting = 'hello';\n" || undefined,
        () => undefined,
      ),
    );
    await pickFromMenu(await askFor("Write a script"), "New File");
    await workbench.page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor();
    await workbench.statusBarItem("Python").waitFor();
  });
});

async function isGone(tab: Locator): Promise<boolean> {
  return tab.waitFor({ state: "detached", timeout: 3000 }).then(
    () => true,
    () => false,
  );
}
