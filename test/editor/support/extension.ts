import * as vscode from "vscode";
import { extensionId } from "./extensionId";

/** Our extension as VS Code sees it, activated. Throws when VS Code has not loaded it. */
export async function activeExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension<unknown>(extensionId);
  if (extension === undefined) throw new Error(`VS Code has not loaded ${extensionId}.`);
  await extension.activate();
  return extension;
}
