import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { brokenAnswer, fencedAnswer, stalledAnswer } from "../editor/support/chatAnswer";
import { EditFlow, shows } from "./support/editFlow";
import { eventually } from "./support/eventually";
import { startOver } from "./support/samplePlaces";
import { useEditorSession } from "./support/useEditorSession";

const file = "shop/orders.ts";
/** The part that is edited; lines count from 1. */
const firstLine = 25;
const lineCount = 14;
/** Three changes: a comment, a sum, a text. */
const changed = [
  "/** What an order costs before tax. */",
  "export function netTotal(order: Order): number {",
  "  let net = 0;",
  "  for (const line of order.lines) {",
  "    net += line.unitPrice * line.quantity;",
  "  }",
  "  return Math.round(net * 100) / 100;",
  "}",
  "",
  '/** A line for the receipt, such as "3 × Tea 12.00". */',
  "export function describeLine(line: OrderLine): string {",
  "  const price = (line.quantity * line.unitPrice).toFixed(2);",
  "  return `${line.product} (${line.quantity}): ${price}`;",
  "}",
];

describe("an edit with the keyboard alone", () => {
  const session = useEditorSession({
    settings: { "midfill.completions.enabled": false },
    prepare: ({ sampleFolder }) =>
      writeFile(join(sampleFolder, "prices.json"), '{\n  "tea": 12,\n  "milk": mlk\n}\n'),
  });
  let flow: EditFlow;
  let original = "";

  const onDisk = () => readFile(join(session().folder, file), "utf8");

  /** The file with lines of the edited part changed; these are counted from 0. */
  const withLines = (...indices: readonly number[]) => {
    const lines = original.split("\n");
    for (const index of indices) lines[firstLine - 1 + index] = changed[index] ?? "";
    return lines.join("\n");
  };

  /** Saves by the key and waits until the file is that. */
  async function savedIs(expected: string): Promise<void> {
    await session().workbench.save();
    await eventually("the file's text", async () => (await onDisk()) === expected || undefined);
  }

  async function cursorIsOn(line: number): Promise<void> {
    await session().workbench.statusBarItem(`Ln ${line}, Col`).waitFor();
  }

  async function pressFor(key: string, result: Locator): Promise<void> {
    await flow.page.keyboard.press(key);
    await result.waitFor();
  }

  /** Starts an edit whose answer does not come, and gives its request. */
  async function startedBy(start: () => Promise<void>): Promise<string> {
    const asked = flow.requests.length;
    session().emulator.addFaults([{ do: "stall" }]);
    await start();
    return flow.requestAfter(asked);
  }

  async function stopped(): Promise<void> {
    await session().workbench.pressUntil(["Escape"], () => isGone(flow.reviews));
    assert.equal(await flow.page.locator(".tab.dirty").count(), 0);
  }

  async function goDownTo(focused: Locator, text: string): Promise<void> {
    const row = focused.filter({ hasText: text });
    if (await shows(row, 300)) return;
    await session().workbench.pressUntil(["ArrowDown"], () => shows(row, 300));
  }

  async function chooseInLightBulb(title: string): Promise<void> {
    const focused = flow.page.locator(".action-widget .monaco-list-row.focused");
    await flow.press(["Control+."], focused);
    await goDownTo(focused, title);
    await flow.page.keyboard.press("Enter");
  }

  before(() => session().workbench.page.locator('.statusbar-item[aria-label^="Midfill: "]').waitFor());
  beforeEach(async () => {
    await startOver(session(), [file]);
    flow = new EditFlow(session());
    original = await onDisk();
    await flow.page.evaluate(`{
      window.pointersDown = 0;
      window.onpointerdown ??= () => (window.pointersDown += 1);
    }`);
    await flow.open(file);
    await session().workbench.selectLines(firstLine, lineCount);
  });
  afterEach(async () => {
    assert.equal(await flow.page.evaluate("window.pointersDown"), 0, "a mouse was used");
  });

  it("remembers instructions, streams, stops with what came, and starts anew", async () => {
    const { emulator, workbench } = session();
    const { keyboard } = flow.page;
    for (const wish of ["Say what it costs", "The product first"]) {
      emulator.addFaults([{ do: "stall" }]);
      await flow.edit(wish);
      await flow.reviews.waitFor();
      // Nothing came, so there is nothing to review.
      await workbench.pressUntil(["Escape"], () => isGone(flow.reviews));
      await eventually(
        "the end of the request",
        () => emulator.log.requests.at(-1)?.outcome === "client-left",
      );
      await workbench.selectLines(firstLine, lineCount);
    }

    await flow.openInstruction();
    await flow.quickInput
      .getByText(`orders.ts:${firstLine}-${firstLine + lineCount - 1}`)
      .first()
      .waitFor();
    const row = (text: string) => flow.focusedRow.filter({ hasText: text });
    await row("The product first").waitFor();
    await pressFor("ArrowDown", row("Say what it costs"));
    await pressFor("ArrowUp", row("The product first"));
    await pressFor("ArrowDown", row("Say what it costs"));
    const asked = flow.requests.length;
    emulator.addFaults(stalledAnswer(`\`\`\`ts\n${changed.slice(0, 6).join("\n")}\n  ret`));
    await keyboard.press("Enter");
    assert.match(await flow.requestAfter(asked), /Instruction: Say what it costs/);

    // It shows what comes while it comes, and the file stays as it is.
    await flow.line("line.unitPrice * line.quantity").waitFor();
    await flow.line("net += line.quantity * line.unitPrice").waitFor();
    assert.equal(await flow.page.locator(".tab.dirty").count(), 0);
    await flow.press(["Escape"], flow.lens("2 changes, +2 −2, stopped: the rest is as it was"));
    await eventually("the end of the request", () => emulator.log.requests.at(-1)?.outcome === "client-left");

    emulator.addFaults(fencedAnswer(changed.join("\n")));
    await flow.run("Midfill: Retry Edit");
    await flow.lens("3 changes, +3 −3").waitFor();
    // In the review each changed line stands below the one it replaces.
    await cursorIsOn(firstLine);
    await keyboard.press("F7");
    await cursorIsOn(firstLine + 5);
    await keyboard.press("F7");
    await cursorIsOn(firstLine + 14);
    await keyboard.press("Shift+F7");
    await cursorIsOn(firstLine + 5);
    await keyboard.press("Shift+Alt+M");
    await keyboard.press("Shift+Alt+ArrowUp");
    await cursorIsOn(firstLine);
    await keyboard.press("Control+Shift+Backspace");
    await flow.reviews.waitFor({ state: "detached" });
    assert.equal(await flow.page.locator(".tab.dirty").count(), 0);
    assert.equal(await onDisk(), original);
    assert.equal(await flow.editorText(), original);
  });

  it("decides change by change, goes on with a wish, is undone and redone to the byte", async () => {
    const { emulator } = session();
    const { keyboard } = flow.page;
    emulator.addFaults(fencedAnswer(changed.join("\n")));
    await flow.edit("Say what it costs");
    await flow.lens("3 changes, +3 −3").waitFor();
    await pressFor("Control+Backspace", flow.lens("2 changes, +2 −2"));
    await pressFor("Control+Enter", flow.lens("1 change, +1 −1"));
    await flow.page.locator('.tab.dirty[aria-label^="orders.ts"]').waitFor();

    await flow.press(["Shift+Alt+M", "Shift+Alt+F"], flow.quickInput.getByText("Edit: ask for changes"));
    await flow.type("The comment again, please");
    const asked = flow.requests.length;
    emulator.addFaults(fencedAnswer(changed.join("\n")));
    await keyboard.press("Enter");
    const followUp = await flow.requestAfter(asked);
    assert.match(followUp, /Instruction: The comment again, please/);
    // What was accepted is what the model is told that stands there now.
    assert.match(followUp.slice(followUp.lastIndexOf('"role":"user"')), /line\.unitPrice \* line\.quantity/);
    await flow.lens("2 changes, +2 −2").waitFor();
    await keyboard.press("Control+Shift+Enter");
    await flow.reviews.waitFor({ state: "detached" });

    const [one, all] = [withLines(4), withLines(0, 4, 12)];
    assert.equal(await flow.editorText(), all);
    await savedIs(all);
    const step = async (key: string, expected: string) => {
      await pressFor(key, flow.page.locator(".tab.active.dirty"));
      await savedIs(expected);
    };
    await step("Control+z", one);
    await step("Control+z", original);
    await step("Control+y", one);
    await step("Control+y", all);
  });

  it("is taken by one key, and taken back by one", async () => {
    session().emulator.addFaults(fencedAnswer(changed.join("\n")));
    await flow.edit("Say what it costs");
    await flow.lens("3 changes, +3 −3").waitFor();
    await flow.press(["Shift+Alt+M", "Shift+Alt+A"], flow.page.locator(".tab.active.dirty"));
    await flow.reviews.waitFor({ state: "detached" });
    await savedIs(withLines(0, 4, 12));
    await pressFor("Control+z", flow.page.locator(".tab.active.dirty"));
    await savedIs(original);
  });

  it("starts from the light bulb on a problem", async () => {
    await flow.open("prices.json");
    await flow.page.locator(".squiggly-error").first().waitFor();
    await session().workbench.goTo(3, 12);
    const request = await startedBy(() => chooseInLightBulb("Fix with Midfill"));
    assert.match(request, /Value expected/);
    assert.match(request, /mlk/);
    await flow.reviews.filter({ hasText: "prices.json" }).waitFor();
    await stopped();
  });

  it("starts from the light bulb on a selection", async () => {
    const request = await startedBy(() => chooseInLightBulb("Simplify with Midfill"));
    assert.match(request, /The price of an order before tax/);
    assert.doesNotMatch(request, /mlk/);
    await flow.reviews.filter({ hasText: "orders.ts" }).waitFor();
    await stopped();
  });

  it("starts from the context menu", async () => {
    const { keyboard } = flow.page;
    await flow.press(["Shift+F10"], flow.page.locator(".monaco-menu .action-item"));
    await goDownTo(flow.page.locator(".monaco-menu .action-item.focused"), "Midfill");
    await keyboard.press("ArrowRight");
    await goDownTo(flow.page.locator(".monaco-submenu .action-item.focused"), "Edit Selection…");
    await keyboard.press("Enter");
    await flow.input.waitFor();
    const request = await startedBy(async () => {
      await flow.type("Say what it costs");
      await keyboard.press("Enter");
    });
    assert.match(request, /Instruction: Say what it costs/);
    await flow.reviews.waitFor();
    await stopped();
  });

  it("keeps an edit whose review editor is closed, and shows it again", async () => {
    session().emulator.addFaults(fencedAnswer(changed.join("\n")));
    await flow.edit("Say what it costs");
    await flow.lens("3 changes, +3 −3").waitFor();
    await session().workbench.pressUntil(["Control+w"], () => isGone(flow.reviews));
    await flow.press(
      ["Shift+Alt+M", "Shift+Alt+L"],
      flow.focusedRow.filter({ hasText: "Edit: orders.ts:25" }),
    );
    await flow.focusedRow.getByText("waiting for review: 3 changes, +3 −3").waitFor();
    await pressFor("Enter", flow.reviews);
    assert.equal(await flow.page.locator(".tab.dirty").count(), 0);
    await flow.press(["Control+Shift+Enter"], flow.page.locator(".tab.active.dirty"));
    await savedIs(withLines(0, 4, 12));
  });

  it("ends with its file, of which no byte has changed", async () => {
    const { emulator, workbench } = session();
    for (const isStreaming of [false, true]) {
      emulator.addFaults(
        isStreaming
          ? stalledAnswer(`\`\`\`ts\n${changed.slice(0, 6).join("\n")}\n`)
          : fencedAnswer(changed.join("\n")),
      );
      await flow.edit("Say what it costs");
      await flow.line("net += line.unitPrice * line.quantity").waitFor();
      await flow.open(file);
      await workbench.pressUntil(["Control+w"], () => isGone(flow.page.locator(".tab")));
      assert.equal(await onDisk(), original);
      await flow.press(
        ["Shift+Alt+M", "Shift+Alt+L"],
        flow.quickInput.locator(".monaco-list-row", { hasText: "dropped: the file was closed" }),
      );
      await flow.page.keyboard.press("Escape");
      await flow.open(file);
      assert.equal(await flow.editorText(), original);
      assert.equal(await flow.page.locator(".tab.dirty").count(), 0);
      // The editor draws the buttons that it remembers, until it knows better.
      await flow.lens("Midfill: Edit").waitFor({ state: "hidden" });
      await workbench.selectLines(firstLine, lineCount);
    }
  });

  it("offers to ask again when the network breaks", async () => {
    const { emulator } = session();
    const part = `\`\`\`ts\n${changed.slice(0, 6).join("\n")}\n`;
    emulator.addFaults(brokenAnswer(part));
    await flow.edit("Say what it costs");
    await flow.toasts.getByRole("button", { name: "Try Again" }).waitFor();
    // What came is there for review.
    await flow.lens("2 changes, +2 −2, cut short").waitFor();
    await flow.line("net += line.unitPrice * line.quantity").waitFor();
    assert.equal(await flow.page.locator(".tab.dirty").count(), 0);
    assert.equal(await onDisk(), original);
    const asked = flow.requests.length;
    emulator.addFaults(fencedAnswer(changed.join("\n")));
    await flow.toasts.getByRole("button", { name: "Try Again" }).press("Enter");
    assert.match(await flow.requestAfter(asked), /Instruction: Say what it costs/);
    await flow.lens("3 changes, +3 −3").waitFor();
    await flow.press(["Shift+Alt+M", "Shift+Alt+A"], flow.page.locator(".tab.active.dirty"));
    await savedIs(withLines(0, 4, 12));
  });
});

async function isGone(what: Locator): Promise<boolean> {
  return what.waitFor({ state: "detached", timeout: 3000 }).then(
    () => true,
    () => false,
  );
}
