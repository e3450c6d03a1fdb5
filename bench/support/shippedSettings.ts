import manifest from "../../package.json";
import type { CompletionSettings } from "../../src/completion/settings";
import { readSettings, type Settings } from "../../src/vscode/settings";
import { settingSchemasOf } from "../../src/vscode/settingSchema";

/** The settings of somebody who has changed none. */
export function shippedSettings(): Settings {
  return readSettings({ inspect: () => ({}) }, settingSchemasOf(manifest));
}

/** The same settings, but completing in every scope. */
export function everywhere(settings: CompletionSettings): CompletionSettings {
  return {
    ...settings,
    eagerness: { code: "full", comment: "full", string: "full", prose: "full", commit: "full" },
  };
}
