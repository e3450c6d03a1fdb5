import * as vscode from "vscode";

/** Turns completions on or off, at the level where the setting already stands (user settings when nowhere). */
export async function toggleCompletions(isEnabled: boolean): Promise<void> {
  await update("completions.enabled", () => !isEnabled);
}

/** Turns completions on or off for one language, keeping what is written for the others. */
export async function toggleCompletionsForLanguage(languageId: string, isOn: boolean): Promise<void> {
  await update("completions.languages", (written) => ({
    ...(typeof written === "object" ? written : undefined),
    [languageId]: !isOn,
  }));
}

/** Whether completions are on for a language: its own entry, else that of `*`, else on. */
export function isOnForLanguage(languages: Readonly<Record<string, boolean>>, languageId: string): boolean {
  return languages[languageId] ?? languages["*"] ?? true;
}

async function update(key: string, change: (written: unknown) => unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("midfill");
  const found = configuration.inspect(key);
  if (found?.workspaceValue === undefined) {
    await configuration.update(key, change(found?.globalValue), vscode.ConfigurationTarget.Global);
  } else {
    await configuration.update(key, change(found.workspaceValue), vscode.ConfigurationTarget.Workspace);
  }
}
