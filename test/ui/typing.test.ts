import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../host/projectRoot";
import { cursorLine, watchCursorLine } from "./support/cursorLine";
import { eventually } from "./support/eventually";
import { openBelowHint, savedText, startOver } from "./support/samplePlaces";
import { useEditorSession } from "./support/useEditorSession";

const orders = "shop/orders.ts";
const temperature = "stats/temperature.py";
/** Slower than any of these tests: what shows up meanwhile was known before. */
const neverMs = 60_000;
/** VS Code has the command, but no key for it. */
const nextLineKey = { pressed: "Control+Alt+l", bound: "ctrl+alt+l" };

describe("typing with ghost text", () => {
  const session = useEditorSession({
    prepare: async ({ dataFolder }) => {
      const folder = join(dataFolder, "data/User");
      const command = "editor.action.inlineSuggest.acceptNextLine";
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, "keybindings.json"),
        JSON.stringify([{ key: nextLineKey.bound, command }]),
      );
    },
  });
  const page = () => session().workbench.page;
  const press = (key: string) => page().keyboard.press(key);
  /** Kept for whoever wants to see what the user saw. */
  const picture = (name: string) =>
    session().workbench.screenshot(join(projectRoot, ".vscode-test/typing", `${name}.png`));

  /** Waits until the cursor's line, ghost text included, reads like this. */
  const lineReads = (text: string) =>
    eventually(`the line "${text}"`, async () => (await cursorLine(page())).line === text);

  /** Waits until no request is open: what was asked ahead is known. */
  const quiet = () =>
    eventually("the end of all requests", () =>
      session().emulator.log.requests.every(({ outcome }) => outcome !== "open"),
    );

  /** Takes all that is shown once it can have been read; another piece may follow at once. */
  const takeAll = async () => {
    const { workbench } = session();
    const shown = await workbench.ghostText();
    const { line } = await cursorLine(page());
    await page().waitForTimeout(400);
    await press("Tab");
    await eventually("what was taken", async () => {
      const now = await cursorLine(page());
      return now.line !== line || !shown.startsWith(now.ghost) || now.ghost === "";
    });
  };

  before(() => session().workbench.midfillIs("ready"));
  afterEach(() => startOver(session(), [orders, temperature]));

  it("never flickers, jumps or asks again while a line is typed along", async () => {
    const { workbench, emulator } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    await workbench.typeText("def mean_humidity(readings: list[float])", 60);
    await workbench.ghostText();
    const { line, ghost } = await cursorLine(page());
    assert.equal(ghost, " -> float:");
    await quiet();
    const requestsBefore = emulator.log.requests.length;
    const watch = await watchCursorLine(page());
    await workbench.typeText(ghost.slice(0, -1), 90);
    await eventually("the last key", async () => (await cursorLine(page())).ghost === ":");
    await picture("typed-along");
    const frames = await watch.stop();
    assert.deepEqual(
      frames.filter((frame) => frame.ghost === "" || frame.line !== line),
      [],
    );
    assert.equal(emulator.log.requests.length, requestsBefore);
  });

  it("is gone with a wrong key, and back at once when that is deleted", async () => {
    const { workbench, emulator } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    await workbench.typeText("def mean_humidity(readings: list[float])", 60);
    await workbench.typeText(" ->", 60);
    await lineReads("def mean_humidity(readings: list[float]) -> float:");
    emulator.configure({ firstTokenMs: neverMs });
    await workbench.typeText("x");
    await lineReads("def mean_humidity(readings: list[float]) ->x");
    await press("Backspace");
    await lineReads("def mean_humidity(readings: list[float]) -> float:");
    for (let count = 0; count < " ->".length; count += 1) await press("Backspace");
    await eventually("all of it", async () => (await cursorLine(page())).ghost === " -> float:");
    await picture("deleted-back");
  });

  it("is taken with Tab, the next piece there at once, indented as the file is", async () => {
    const { workbench, emulator } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    await workbench.typeText("def mean_humidity(readings: list[float])", 60);
    assert.equal(await workbench.ghostText(), " -> float:");
    await quiet();
    emulator.configure({ firstTokenMs: neverMs });
    await takeAll();
    assert.equal(await workbench.ghostText(), '\n    """The mean of some readings."""');
    await picture("next-piece");
    emulator.configure({ firstTokenMs: 0 });
    await takeAll();
    await press("Enter");
    // The line is known already; what it opens comes with the next piece, if it did not come with this one.
    assert.match(await workbench.ghostText(), /^if not readings:/);
    await takeAll();
    await workbench.ghostText();
    await picture("indented");
    await takeAll();
    const lines = (await savedText(session(), temperature)).split("\n");
    const start = lines.indexOf("def mean_humidity(readings: list[float]) -> float:");
    assert.deepEqual(lines.slice(start + 1, start + 4), [
      '    """The mean of some readings."""',
      "    if not readings:",
      '        raise ValueError("no readings")',
    ]);
  });

  it("is undone in one step, as it was taken", async () => {
    const { workbench } = session();
    await openBelowHint(session(), orders, "export function saveOrder");
    await workbench.typeText("export function saveOrder(order: Order): void {", 60);
    await press("Enter");
    await workbench.ghostText();
    const before = await savedText(session(), orders);
    await takeAll();
    const after = await savedText(session(), orders);
    assert.notEqual(after, before);
    await press("Escape");
    await press("Control+z");
    assert.equal(await savedText(session(), orders), before);
    await press("Control+y");
    assert.equal(await savedText(session(), orders), after);
    await picture("undone-redone");
  });

  it("is taken by word and by line, the rest staying where it is", async () => {
    const { workbench } = session();
    await openBelowHint(session(), orders, "export function saveOrder");
    await workbench.typeText("export function saveOrder(order: Order): void {", 60);
    await press("Enter");
    await workbench.ghostText();
    await quiet();
    // What was typed up to here may be offered by the line; an invoke brings the whole block.
    await workbench.runCommand("Trigger Inline Suggestion");
    await eventually("the whole block", async () =>
      (await workbench.ghostText()).includes("throw new Error"),
    );
    const ghost = await workbench.ghostText();
    const { line } = await cursorLine(page());
    await press("Control+ArrowRight");
    await eventually("a word", async () => (await workbench.ghostText()).length < ghost.length);
    const rest = await workbench.ghostText();
    assert.ok(ghost.endsWith(rest), rest);
    assert.equal((await cursorLine(page())).line, line);
    await press(nextLineKey.pressed);
    await eventually("a line", async () => (await workbench.ghostText()).length < rest.length);
    await picture("next-line");
    const below = await workbench.ghostText();
    assert.ok(ghost.trimEnd().endsWith(below.trim()), below);
    assert.match(await savedText(session(), orders), /void \{\n {2}if \(order\.id === ""\) \{\n *\n\}\n/);
  });

  it("closes no bracket twice, typed or taken", async () => {
    const { workbench } = session();
    await openBelowHint(session(), orders, "export function grossTotal");
    await workbench.typeText("export function grossTotal(", 60);
    const signature = "export function grossTotal(order: Order): number {";
    // Before and behind the bracket that the editor has closed.
    assert.equal(await workbench.ghostText(), "order: Order: number {");
    await lineReads(signature);
    await picture("inside-brackets");
    await workbench.typeText("order: Order)", 60);
    await lineReads(signature);
    const watch = await watchCursorLine(page());
    await workbench.typeText(": number {", 90);
    await lineReads(`${signature}}`);
    const frames = await watch.stop();
    assert.deepEqual([...new Set(frames.map(({ line }) => line))], [signature, `${signature}}`]);
    await press("Enter");
    assert.match(await workbench.ghostText(), /^let gross = 0;/);
    await picture("between-braces");
    assert.match(await savedText(session(), orders), /number \{\n {2}\n\}\n?$/);
  });

  it("goes with the item that is selected in the suggest widget, and on from it", async () => {
    const { workbench } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    await workbench.typeText("def mean_humidity(readings: list[float]) -> float:", 30);
    await press("Enter");
    await workbench.typeText("total = su", 90);
    await press("Control+Space");
    await page().locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: "sum" }).waitFor();
    await lineReads("    total = sum(readings)");
    await picture("suggest-widget");
    await press("Tab");
    await eventually("the rest", async () => (await cursorLine(page())).ghost === "(readings)");
    assert.match(await savedText(session(), temperature), /\n {4}total = sum\n/);
  });

  it("shows and sends nothing with several cursors", async () => {
    const { workbench, emulator } = session();
    await openBelowHint(session(), temperature, "def mean_humidity");
    await workbench.runCommand("Add Cursor Below");
    await page().locator(".editor-instance .cursors-layer .cursor").nth(1).waitFor();
    await quiet();
    const requestsBefore = emulator.log.requests.length;
    await workbench.typeText("def mean_humidity(readings: list[float])", 60);
    await lineReads("def mean_humidity(readings: list[float])");
    await picture("several-cursors");
    assert.equal(emulator.log.requests.length, requestsBefore);
    assert.equal(await workbench.ghost.count(), 0);
  });

  it("has up to three texts when invoked, to turn over with Alt+] and Alt+[", async () => {
    const { workbench } = session();
    await openBelowHint(session(), orders, "export function grossTotal");
    await workbench.typeText("export function ", 30);
    await quiet();
    await workbench.runCommand("Trigger Inline Suggestion");
    const first = await workbench.ghostText();
    const turned = async (key: string, from: string) => {
      await press(key);
      await eventually("another text", async () => (await workbench.ghostText()) !== from);
      return workbench.ghostText();
    };
    await page().locator(".editor-instance .ghost-text-decoration").first().waitFor();
    const second = await turned("Alt+]", first);
    await picture("second-alternative");
    const third = await turned("Alt+]", second);
    assert.equal(new Set([first, second, third]).size, 3);
    assert.equal(await turned("Alt+]", third), first);
    assert.equal(await turned("Alt+[", first), third);
    await press("Escape");
    await workbench.ghost.first().waitFor({ state: "hidden" });
  });
});
