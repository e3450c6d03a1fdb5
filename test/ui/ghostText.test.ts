import assert from "node:assert/strict";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { lineBelow } from "../host/lineBelow";
import { projectRoot } from "../host/projectRoot";
import { useEditorSession } from "./support/useEditorSession";

const sampleOrigin = join(projectRoot, "test/host/sample");

/** What a person types below a hint of the sample, and how much of the ghost text it must bring. */
const samples = [
  {
    language: "TypeScript",
    file: "shop/orders.ts",
    typed: "export function saveOrder(order: Order): void {",
    isFollowedByEnter: true,
    // What can be known is shown at once: the first line, or all of it where the model was quicker.
    ghost: /^if \(order\.id/,
  },
  {
    language: "Python",
    file: "stats/temperature.py",
    typed: "def mean_humidity(readings: list[float])",
    isFollowedByEnter: false,
    ghost: /^ -> float:/,
  },
  {
    language: "Go",
    file: "inventory/store.go",
    typed: "func (s *Store) FindCrate(code string)",
    isFollowedByEnter: false,
    ghost: /^ \(Crate, error\) \{/,
  },
] as const;

/** Without white space: what is drawn has tabs as spaces. */
function bare(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

describe("ghost text", () => {
  const session = useEditorSession();

  /** Opens a sample file as it is on disk and types on the line below its hint. */
  async function typeBelowHint(sample: {
    file: string;
    typed: string;
    isFollowedByEnter: boolean;
  }): Promise<void> {
    const { workbench, folder } = session();
    await workbench.openFile(sample.file);
    await workbench.goTo(await lineBelow(join(folder, sample.file), sample.typed));
    await workbench.typeText(sample.typed, 60);
    if (sample.isFollowedByEnter) await workbench.page.keyboard.press("Enter");
  }

  /** Saves the active file and gives its text. */
  async function savedText(file: string): Promise<string> {
    await session().workbench.save();
    return readFile(join(session().folder, file), "utf8");
  }

  /** Gives every sample file its first text back and closes what is open, so that each test starts alike. */
  async function startOver(): Promise<void> {
    const { workbench, folder } = session();
    await workbench.closeOverlays();
    await workbench.page.keyboard.press("Escape");
    if (await workbench.page.locator(".tab.active").isVisible()) {
      await workbench.runCommand("File: Revert File");
      await workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
      await workbench.runCommand("View: Close Editor");
      await workbench.page.locator(".tab.active").waitFor({ state: "detached" });
    }
    for (const { file } of samples) await copyFile(join(sampleOrigin, file), join(folder, file));
    session().emulator.configure({ firstTokenMs: 0 });
  }

  before(() => session().workbench.midfillIs("ready"));
  afterEach(startOver);

  for (const sample of samples) {
    it(`is offered while typing ${sample.language}, and Tab puts exactly it there, as one undo step`, async () => {
      const { workbench } = session();
      const { keyboard } = workbench.page;
      await typeBelowHint(sample);
      const ghost = await workbench.ghostText();
      assert.match(ghost, sample.ghost);

      await workbench.acceptGhostText();
      const accepted = await savedText(sample.file);
      await keyboard.press("Control+z");
      const undone = await savedText(sample.file);
      const start = bare(undone).indexOf(
        bare(sample.typed),
        bare(undone).indexOf("Tryit") + sample.typed.length,
      );
      assert.ok(start > 0, "the typed text is gone after undo");
      const caret = start + bare(sample.typed).length;
      assert.equal(bare(accepted), bare(undone).slice(0, caret) + bare(ghost) + bare(undone).slice(caret));
    });
  }

  it("stays while its own text is typed, in every frame", async () => {
    const { workbench } = session();
    await typeBelowHint(samples[1]);
    const ghost = await workbench.ghostText();
    const requestsBefore = session().emulator.log.requests.length;
    // As text: this runs in the page, whose names our types do not know.
    await workbench.page.evaluate(`{
      const seen = (window.ghostFrames = { frames: 0, without: 0, isOver: false });
      const look = () => {
        if (seen.isOver) return;
        seen.frames += 1;
        if (document.querySelector(".editor-instance .ghost-text-decoration") === null) seen.without += 1;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }`);
    const along = ghost.slice(0, 7);
    await workbench.typeText(along, 120);
    await workbench.page.locator(".view-line", { hasText: `list[float])${along}` }).waitFor();
    assert.equal(await workbench.ghostText(), ghost.slice(along.length));
    const seen = await workbench.page.evaluate<{ frames: number; without: number }>(
      "(window.ghostFrames.isOver = true, window.ghostFrames)",
    );
    assert.ok(seen.frames > along.length, `only ${seen.frames} frames were seen`);
    assert.equal(seen.without, 0, `${seen.without} of ${seen.frames} frames had no ghost text`);
    assert.equal(session().emulator.log.requests.length, requestsBefore, "typing along asked again");
  });

  it("goes with Escape, comes back when invoked, and is taken word by word", async () => {
    const { workbench } = session();
    await typeBelowHint(samples[1]);
    const ghost = await workbench.ghostText();
    await workbench.page.keyboard.press("Escape");
    await workbench.ghost.first().waitFor({ state: "hidden" });

    await workbench.runCommand("Trigger Inline Suggestion");
    assert.equal(await workbench.ghostText(), ghost);

    await workbench.page.keyboard.press("Control+ArrowRight");
    await workbench.page.locator(".view-line", { hasText: "list[float]) ->" }).waitFor();
    const rest = await workbench.ghostText();
    assert.ok(ghost.endsWith(rest) && rest.length < ghost.length, `"${rest}" is left of "${ghost}"`);
  });

  it("tells in the status bar that it asks, and that it is ready again", async () => {
    const { workbench, emulator } = session();
    emulator.configure({ firstTokenMs: 3000 });
    // Not typed by any test before, so it is not in memory.
    await typeBelowHint({
      ...samples[0],
      typed: "export function findOrderById(id: string)",
      isFollowedByEnter: false,
    });
    await workbench.midfillIs("asking");
    await workbench.ghostText();
    await workbench.midfillIs("ready");
  });

  it("is snoozed from the menu behind the status bar, which says for how long", async () => {
    const { workbench } = session();
    const { keyboard } = workbench.page;
    const choose = async (label: string) => {
      await workbench.page
        .locator(".quick-input-list .monaco-list-row", { hasText: label })
        .first()
        .waitFor();
      await keyboard.insertText(label);
      await keyboard.press("Enter");
    };
    await workbench.openFile(samples[0].file);
    await workbench.statusBarItem("Midfill").click();
    await choose("Snooze…");
    await choose("15 minutes");
    await workbench.midfillIs("snoozed, 15 min left");
    await workbench.statusBarItem("Midfill 15 min").click();
    await choose("End Snooze");
    await workbench.midfillIs("ready");
  });

  it("says in the status bar that it waits to be invoked in prose", async () => {
    const { workbench } = session();
    await workbench.openFile("README.md");
    await workbench.midfillIs("ready, manual only");
    await workbench.runCommand("View: Close Editor");
    await workbench.midfillIs("ready");
  });

  it("is turned off and on in the menu behind the status bar", async () => {
    const { workbench, emulator } = session();
    const { keyboard } = workbench.page;
    const choose = async (label: string) => {
      await workbench.runCommand("Midfill: Show Menu");
      await workbench.page
        .locator(".quick-input-list .monaco-list-row", { hasText: label })
        .first()
        .waitFor();
      await keyboard.insertText(label);
      await keyboard.press("Enter");
    };
    await workbench.openFile(samples[0].file);
    await choose("Turn Completions Off");
    await workbench.midfillIs("completions off");
    const requestsBefore = emulator.log.requests.length;
    await typeBelowHint(samples[0]);
    await choose("Turn Completions On");
    await workbench.midfillIs("ready");
    assert.equal(emulator.log.requests.length, requestsBefore);

    await keyboard.press("Backspace");
    await keyboard.press("Enter");
    await workbench.ghostText();
    assert.ok(emulator.log.requests.length > requestsBefore);
  });
});
