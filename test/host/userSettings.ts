import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "./projectRoot";

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

/** The names of our settings whose scope is `machine`. */
async function machineSettings(): Promise<ReadonlySet<string>> {
  const manifest = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as {
    contributes: {
      configuration: readonly { properties: Readonly<Record<string, { readonly scope?: string }>> }[];
    };
  };
  const all = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  return new Set(all.filter(([, { scope }]) => scope === "machine").map(([name]) => name));
}

async function write(folder: string, settings: UserSettings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "settings.json"), JSON.stringify(settings, undefined, 2));
}

/**
 * Writes the settings of an editor that is about to start: the quiet ones, and these over them.
 * @param machineFolder where an editor that works on a server, as a browser's does, looks for settings of the scope
 *   `machine`: it takes them from there only. Without it the user's file has them all, as a desktop's does.
 */
export async function writeUserSettings(
  userFolder: string,
  settings: UserSettings,
  machineFolder?: string,
): Promise<void> {
  const all = { ...quietSettings, ...settings };
  if (machineFolder === undefined) return write(userFolder, all);
  const names = await machineSettings();
  const part = (isOfMachine: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name) === isOfMachine));
  await write(userFolder, part(false));
  await write(machineFolder, part(true));
}
