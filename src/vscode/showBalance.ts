import * as vscode from "vscode";
import type { Connections, Role } from "./connections";
import { showNotice } from "./showNotice";
import { signalOf } from "./signal";

/** Tells what is left at the role's provider. @throws ProviderError */
export async function showBalance(connections: Connections, role: Role): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    showNotice({
      message: "The workspace is not trusted, so nothing is sent.",
      nextStep: "Trust it to ask for the balance.",
      remedies: ["manage-trust"],
    });
    return;
  }
  const client = connections.client(role);
  const balance = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Midfill: asking ${client.label} for the balance…`,
      cancellable: true,
    },
    async (_progress, token) => {
      const { signal, dispose } = signalOf(token);
      try {
        return await client.balance(signal);
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
    void vscode.window.showInformationMessage(`${client.label} has no balance to ask for.`);
    return;
  }
  const amounts = balance.amounts
    .map(
      ({ currency, total, granted, toppedUp }) =>
        `${total} ${currency} (${granted} granted, ${toppedUp} topped up)`,
    )
    .join("; ");
  const state = balance.isAvailable ? "" : " That is too little for requests.";
  const { topUpUrl } = connections.profile(role);
  const topUp = "Top Up Balance";
  const choice = await vscode.window.showInformationMessage(
    `Balance at ${client.label}: ${amounts}.${state}`,
    ...(topUpUrl === undefined ? [] : [topUp]),
  );
  if (choice === topUp && topUpUrl !== undefined) await vscode.env.openExternal(vscode.Uri.parse(topUpUrl));
}
