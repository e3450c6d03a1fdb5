import * as vscode from "vscode";

/**
 * Sets one of the user's settings while `body` runs and puts the earlier value back, also after a failure.
 * @param name full name, such as `midfill.completions.enabled`. `undefined` as value removes the setting.
 */
export async function withSetting<T>(
  name: string,
  value: unknown,
  body: () => T | PromiseLike<T>,
): Promise<T> {
  const before = vscode.workspace.getConfiguration().inspect(name)?.globalValue;
  await update(name, value);
  try {
    return await body();
  } finally {
    await update(name, before);
  }
}

async function update(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}
