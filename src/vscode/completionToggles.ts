import * as vscode from "vscode";
import { isOnForLanguage } from "./isOnForLanguage";

/** Turns completions on or off. */
export async function toggleCompletions(isEnabled: boolean): Promise<void> {
  await update("completions.enabled", !isEnabled, {
    isOn: (written) => written !== false,
    write: () => !isEnabled,
  });
}

/** Turns completions on or off for one language, keeping what is written for the others. */
export async function toggleCompletionsForLanguage(languageId: string, isOn: boolean): Promise<void> {
  await update("completions.languages", !isOn, {
    isOn: (written) => isOnForLanguage(objectOf(written), languageId),
    write: (written) => ({ ...objectOf(written), [languageId]: !isOn }),
  });
}

/**
 * Off is written where the setting already stands, in the user's settings when nowhere. On is written at every level that
 * says off, for one of them is enough.
 */
async function update(
  key: string,
  turnsOn: boolean,
  value: { isOn(written: unknown): boolean; write(written: unknown): unknown },
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("midfill");
  const found = configuration.inspect<unknown>(key);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const user = { written: found?.globalValue, target: Global };
  const workspace = { written: found?.workspaceValue, target: Workspace };
  const levels = turnsOn
    ? [user, workspace].filter(({ written }) => !value.isOn(written))
    : [workspace.written === undefined ? user : workspace];
  for (const { written, target } of levels) await configuration.update(key, value.write(written), target);
}

function objectOf(written: unknown): object {
  return typeof written === "object" && written !== null ? written : {};
}
