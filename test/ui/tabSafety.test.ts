import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lineBelow } from "../host/lineBelow";
import { useEditorSession } from "./support/useEditorSession";

const file = "stats/temperature.py";
const signature = "def mean_humidity(readings: list[float])";
const offered = " -> float:";
/** Surely sooner than the 120 ms that decide, and surely later. */
const soonMs = 60;
const lateMs = 400;
/** A Tab on a busy machine may come too late to be one that comes soon. */
const attempts = 8;

/** One editor with this setting, and what a person does in it. */
function useTabs(tabSafety: string) {
  const session = useEditorSession({
    settings: {
      "midfill.completions.tabSafety": tabSafety,
      "editor.insertSpaces": true,
      "editor.tabSize": 4,
    },
  });
  const readings: { resolve?: (() => void) | undefined } = {};

  before(async () => {
    const { workbench, emulator } = session();
    await workbench.midfillIs("ready");
    // The request leaves at the first key already: the text must come when the last one is over.
    emulator.configure({ firstTokenMs: 2000 });
    await workbench.page.exposeFunction("ghostAppeared", () => readings.resolve?.());
    // As text: this runs in the page, whose names our types do not know.
    await workbench.page.evaluate(`{
      window.tab = { seenMs: 0, ageMs: -1 };
      new MutationObserver(() => {
        const isThere = document.querySelector(".editor-instance .ghost-text-decoration") !== null;
        if (isThere && window.tab.seenMs === 0) {
          window.tab.seenMs = performance.now();
          window.ghostAppeared();
        } else if (!isThere) window.tab.seenMs = 0;
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
      window.addEventListener("keydown", (event) => {
        if (event.key === "Tab") window.tab.ageMs = window.tab.seenMs === 0 ? -1 : performance.now() - window.tab.seenMs;
      }, true);
    }`);
    await workbench.openFile(file);
  });

  /** Types on an empty line, presses Tab `waitMs` after ghost text appears, and gives the line and the text's age at Tab. */
  async function typeAndTab(typed: string, waitMs: number): Promise<{ line: string; ageMs: number }> {
    const { workbench, folder } = session();
    const { keyboard } = workbench.page;
    const line = await lineBelow(join(folder, file), signature);
    await workbench.goTo(line);
    const appeared = new Promise<void>((resolve) => {
      readings.resolve = resolve;
    });
    for (const [index, part] of typed.split("\n").entries()) {
      if (index > 0) await keyboard.press("Enter");
      await workbench.typeText(part, 20);
    }
    await appeared;
    if (waitMs > 0) await workbench.page.waitForTimeout(waitMs);
    await keyboard.press("Tab");
    const ageMs = await workbench.page.evaluate<number>("window.tab.ageMs");
    await workbench.save();
    const lines = (await readFile(join(folder, file), "utf8")).split("\n");
    const written = lines[line - 1 + typed.split("\n").length - 1] ?? "";
    // Back to the file as it was, for the next attempt.
    await keyboard.press("Escape");
    await undoAll(line);
    return { line: written, ageMs };
  }

  async function undoAll(line: number): Promise<void> {
    const { workbench, folder } = session();
    await workbench.pressUntil(["Control+z", "Control+z", "Control+z", "Control+z"], async () => {
      await workbench.save();
      return ((await readFile(join(folder, file), "utf8")).split("\n")[line - 1] ?? "") === "";
    });
  }

  /** The line after a Tab that came soon enough to be called so. */
  async function lineAfterSoonTab(typed: string): Promise<string> {
    const seen: string[] = [];
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      // Another text each time: what is known already comes at once.
      const { line, ageMs } = await typeAndTab(typed.replace("#", String.fromCharCode(97 + attempt)), 0);
      if (ageMs >= 0 && ageMs <= soonMs) return line;
      seen.push(`${Math.round(ageMs)} ms`);
    }
    throw new Error(`No Tab came within ${soonMs} ms: ${seen.join(", ")}.`);
  }

  return { session, typeAndTab, lineAfterSoonTab };
}

describe("Tab, with just-appeared,", () => {
  const { typeAndTab, lineAfterSoonTab } = useTabs("just-appeared");

  it("indents when the ghost text has only just appeared", async () => {
    const line = await lineAfterSoonTab("def mean_humidity_#(readings: list[float])");
    assert.match(line, /^def mean_humidity_.\(readings: list\[float\]\) +$/);
  });

  it("accepts ghost text that can have been read", async () => {
    const { line, ageMs } = await typeAndTab(signature, lateMs);
    assert.ok(ageMs > 120, `${ageMs} ms`);
    assert.equal(line, signature + offered);
  });

  it("accepts at the start of a line, too", async () => {
    const { line } = await typeAndTab(`${signature} -> float:\n`, lateMs);
    assert.match(line, /^ {4}\S/);
  });
});

describe("Tab, with indentation,", () => {
  const { typeAndTab } = useTabs("indentation");

  it("indents where only white space stands before it, however old the ghost text is", async () => {
    const { line } = await typeAndTab(`${signature} -> float:\n`, lateMs);
    assert.match(line, /^ {8}$/);
  });

  it("accepts behind text", async () => {
    const { line } = await typeAndTab(signature, lateMs);
    assert.equal(line, signature + offered);
  });
});

describe("Tab, with its safety off,", () => {
  const { lineAfterSoonTab } = useTabs("off");

  it("accepts at once", async () => {
    const line = await lineAfterSoonTab("def mean_humidity_#(readings: list[float])");
    assert.match(line, /^def mean_humidity_.\(readings: list\[float\]\) -> float:$/);
  });
});
