import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EditorSession } from "../../host/editorSession";
import { lineBelow } from "../../host/lineBelow";
import { projectRoot } from "../../host/projectRoot";
import { eventually } from "./eventually";

const sampleOrigin = join(projectRoot, "test/host/sample");

/** Opens a file of the sample and puts the cursor on the empty line below the hint that holds `hint`. */
export async function openBelowHint(session: EditorSession, file: string, hint: string): Promise<void> {
  await session.workbench.openFile(file);
  await session.workbench.goTo(await lineBelow(join(session.folder, file), hint));
}

/** Saves the active file and gives its text. */
export async function savedText({ workbench, folder }: EditorSession, file: string): Promise<string> {
  await workbench.save();
  return readFile(join(folder, file), "utf8");
}

/**
 * Closes the editors, gives the sample's files their first text back and takes the answers that nobody came for, so that
 * each test starts alike.
 */
export async function startOver(
  { workbench, folder, emulator }: EditorSession,
  files: readonly string[],
): Promise<void> {
  const tabs = workbench.page.locator(".tab");
  await workbench.closeOverlays();
  await workbench.page.keyboard.press("Escape");
  for (let open = await tabs.count(); open > 0; open = await tabs.count()) {
    await workbench.runCommand("View: Revert and Close Editor");
    await eventually("a closed editor", async () => (await tabs.count()) < open);
  }
  for (const file of files) await copyFile(join(sampleOrigin, file), join(folder, file));
  while (emulator.pendingFaultCount > 0) {
    await fetch(emulator.url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  }
  emulator.configure({ firstTokenMs: 0, tokensPerSecond: 0 });
}
