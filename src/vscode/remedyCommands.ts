import * as vscode from "vscode";
import type { RemedyId } from "../provider/remedies";

/** The command behind each remedy; `retry` is the business of whoever failed. */
export const remedyCommands: Readonly<Record<Exclude<RemedyId, "retry">, string>> = {
  "set-api-key": "midfill.setApiKey",
  "open-settings": "midfill.openSettings",
  "select-model": "midfill.selectChatModel",
  "top-up": "midfill.topUpBalance",
  "show-log": "midfill.showLog",
  "manage-trust": "workbench.trust.manage",
};

/** The words on the button of each remedy. */
export const remedyLabels: Readonly<Record<RemedyId, string>> = {
  "set-api-key": "Set API Key",
  "open-settings": "Open Settings",
  "select-model": "Select Model",
  retry: "Try Again",
  "top-up": "Top Up Balance",
  "show-log": "Show Log",
  "manage-trust": "Manage Workspace Trust",
};

/** Does what a remedy's button promises. */
export async function runRemedy(remedy: Exclude<RemedyId, "retry">): Promise<void> {
  await vscode.commands.executeCommand(remedyCommands[remedy]);
}
