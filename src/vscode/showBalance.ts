import * as vscode from "vscode";
import { balanceText } from "../usage/balanceText";
import type { Connections } from "./connections";
import { showNotice } from "./showNotice";
import { signalOf } from "./signal";
import type { UsageTracking } from "./usageTracking";

/** Tells what is left at the chat's provider. @throws ProviderError */
export async function showBalance(connections: Connections, usage: UsageTracking): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    showNotice({
      message: "The workspace is not trusted, so nothing is sent.",
      nextStep: "Trust it to ask for the balance.",
      remedies: ["manage-trust"],
    });
    return;
  }
  const { id, label, topUpUrl } = connections.profile("chat");
  const balance = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Midfill: asking ${label} for the balance…`,
      cancellable: true,
    },
    async (_progress, token) => {
      const { signal, dispose } = signalOf(token);
      try {
        return await usage.askBalance(id, signal);
      } catch (error) {
        if (signal.aborted) return "cancelled";
        throw error;
      } finally {
        dispose();
      }
    },
  );
  if (balance === "cancelled") return;
  if (balance === undefined) {
    void vscode.window.showInformationMessage(`${label} has no balance to ask for.`);
    return;
  }
  const topUp = "Top Up Balance";
  const choice = await vscode.window.showInformationMessage(
    `Balance at ${label}: ${balanceText(balance)}`,
    ...(topUpUrl === undefined ? [] : [topUp]),
  );
  if (choice === topUp && topUpUrl !== undefined) await vscode.env.openExternal(vscode.Uri.parse(topUpUrl));
}
