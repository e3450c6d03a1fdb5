import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Settings of the editor's user, by full name. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** An editor that keeps quiet: no telemetry, updates, tips, animations or offers, and nothing but us asks for AI. */
const quietSettings: UserSettings = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.reduceMotion": "on",
  "window.confirmBeforeClose": "never",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "files.autoSave": "off",
  "files.hotExit": "off",
  "editor.cursorBlinking": "solid",
  "editor.accessibilitySupport": "off",
  "editor.inlineSuggest.enabled": true,
};

/** Writes the settings of an editor that is about to start: the quiet ones, and these over them. */
export async function writeUserSettings(userFolder: string, settings: UserSettings): Promise<void> {
  await mkdir(userFolder, { recursive: true });
  const all = { ...quietSettings, ...settings };
  await writeFile(join(userFolder, "settings.json"), JSON.stringify(all, undefined, 2));
}
