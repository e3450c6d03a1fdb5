import * as vscode from "vscode";
import type { Balance } from "../provider/client";
import { balanceText } from "../usage/balanceText";
import type { Connections, Role } from "./connections";
import { showNotice } from "./showNotice";
import { signalOf } from "./signal";
import type { UsageTracking } from "./usageTracking";

/**
 * Asks the role's provider for the balance and remembers its currency. Undefined where the provider has none to ask for.
 * @throws ProviderError
 */
async function askBalance(
  connections: Connections,
  usage: UsageTracking,
  role: Role,
  signal: AbortSignal,
): Promise<Balance | undefined> {
  const { id } = connections.profile(role);
  const balance = await connections.client(role).balance(signal);
  if (balance !== undefined) await usage.noteBalance(id, balance);
  return balance;
}

/** Tells what is left at the role's provider. @throws ProviderError */
export async function showBalance(connections: Connections, usage: UsageTracking, role: Role): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    showNotice({
      message: "The workspace is not trusted, so nothing is sent.",
      nextStep: "Trust it to ask for the balance.",
      remedies: ["manage-trust"],
    });
    return;
  }
  const { label, topUpUrl } = connections.profile(role);
  const balance = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Midfill: asking ${label} for the balance…`,
      cancellable: true,
    },
    async (_progress, token) => {
      const { signal, dispose } = signalOf(token);
      try {
        return await askBalance(connections, usage, role, signal);
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
