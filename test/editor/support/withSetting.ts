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

/** Sets one of the user's settings for the whole suite that calls this; mocha's hooks put the earlier value back. */
export function useSetting(name: string, value: () => unknown): void {
  let earlier: unknown;
  before(async () => {
    earlier = vscode.workspace.getConfiguration().inspect(name)?.globalValue;
    await update(name, value());
  });
  after(() => update(name, earlier));
}

async function update(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}
