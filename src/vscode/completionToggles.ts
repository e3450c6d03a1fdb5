import * as vscode from "vscode";

/** Turns completions on or off, at the level where the setting already stands (user settings when nowhere). */
export async function toggleCompletions(isEnabled: boolean): Promise<void> {
  await update("completions.enabled", !isEnabled);
}

/** Turns completions on or off for one language, keeping what is set for the others. */
export async function toggleCompletionsForLanguage(
  languages: Readonly<Record<string, boolean>>,
  languageId: string,
  isOn: boolean,
): Promise<void> {
  await update("completions.languages", { ...languages, [languageId]: !isOn });
}

/** Whether completions are on for a language: its own entry, else that of `*`, else on. */
export function isOnForLanguage(languages: Readonly<Record<string, boolean>>, languageId: string): boolean {
  return languages[languageId] ?? languages["*"] ?? true;
}

async function update(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("midfill");
  const target =
    configuration.inspect(key)?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update(key, value, target);
}
