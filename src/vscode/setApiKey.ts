import * as vscode from "vscode";
import { originOf } from "../provider/endpoint";
import { ProviderError } from "../provider/errors";
import type { ApiKeys } from "./apiKeys";
import type { Connections, Role } from "./connections";
import { signalOf } from "./signal";

/**
 * Asks for the key of a role's provider, stores it for the origin of the provider's address, and probes it with a
 * call that costs nothing (the balance where there is one, else the list of models). A key that the provider
 * refuses is asked for again; one that cannot be checked now is kept and said to be unchecked.
 * @throws ProviderError when the address itself cannot be used
 */
export async function setApiKey(connections: Connections, keys: ApiKeys, role: Role): Promise<void> {
  const origin = originOf(connections.baseUrl(role));
  const { label } = connections.profile(role);
  let prompt = `Sent to ${origin} only. Kept in the editor's secret storage.`;
  for (;;) {
    const entered = await vscode.window.showInputBox({
      title: `Midfill: API key for ${label}`,
      prompt,
      password: true,
      ignoreFocusOut: true,
      placeHolder: "sk-…",
      validateInput: (text) => problemWithKey(text),
    });
    if (entered === undefined) return;
    const before = await keys.get(origin);
    await keys.set(origin, entered.trim());
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage(
        `The key for ${origin} is stored. It was not checked: nothing is sent before the workspace is trusted.`,
      );
      return;
    }
    const refusal = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Midfill: checking the key with ${label}…`,
        cancellable: true,
      },
      (_progress, token) => probe(connections, role, token),
    );
    if (refusal === undefined) return;
    // What was there before comes back: a typing error must not cost a working key.
    if (before === undefined) await keys.clear(origin);
    else await keys.set(origin, before);
    prompt = refusal;
  }
}

/** Forgets a key, after asking; which one is asked for where there are several. */
export async function clearApiKey(connections: Connections, keys: ApiKeys): Promise<void> {
  const stored = await keys.origins();
  if (stored.length === 0) {
    void vscode.window.showInformationMessage("Midfill has no API key stored.");
    return;
  }
  const description = (origin: string) => {
    const users = connections.usersOf(origin);
    return users.length === 0 ? undefined : `in use by ${users.join(" and ")}`;
  };
  const picked =
    stored.length === 1
      ? stored[0]
      : (
          await vscode.window.showQuickPick(
            stored.map((origin) => ({ label: origin, description: description(origin) })),
            { title: "Midfill: forget which key?" },
          )
        )?.label;
  if (picked === undefined) return;
  const forget = "Forget Key";
  const answer = await vscode.window.showWarningMessage(
    `Forget the API key for ${picked}?`,
    {
      modal: true,
      detail: "The key stays valid at the provider; revoke it there if it got into wrong hands.",
    },
    forget,
  );
  if (answer !== forget) return;
  await keys.clear(picked);
  void vscode.window.showInformationMessage(`The API key for ${picked} is forgotten.`);
}

function problemWithKey(text: string): string | undefined {
  const key = text.trim();
  if (key === "") return "Enter the key, or press Escape to leave everything as it is.";
  // A header value: printable ASCII. A pasted line break or typographic quote would make every request fail.
  if (!/^[\x21-\x7e]+$/.test(key)) return "A key holds letters, digits and signs only, without blanks.";
  return undefined;
}

/** Undefined when the key is fine or cannot be checked now; else why it was refused, for the next try. */
async function probe(
  connections: Connections,
  role: Role,
  token: vscode.CancellationToken,
): Promise<string | undefined> {
  const { signal, dispose } = signalOf(token);
  const client = connections.client(role);
  try {
    const balance = await client.balance(signal);
    if (balance !== undefined) {
      const amounts = balance.amounts.map(({ total, currency }) => `${total} ${currency}`).join(", ");
      const state = balance.isAvailable
        ? `Balance: ${amounts}.`
        : `The balance (${amounts}) is too low for requests.`;
      void vscode.window.showInformationMessage(`${client.label} accepts the key. ${state}`);
      return undefined;
    }
    const models = await client.listModels(signal);
    void vscode.window.showInformationMessage(
      `${client.label} accepts the key and offers ${models.length} models.`,
    );
    return undefined;
  } catch (error) {
    if (signal.aborted) {
      void vscode.window.showInformationMessage("The key is stored, but was not checked.");
      return undefined;
    }
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind === "auth") return `${error.message} Enter the key again, or press Escape.`;
    void vscode.window.showWarningMessage(
      `The key is stored, but could not be checked: ${error.message} ${error.facts.nextStep}`,
    );
    return undefined;
  } finally {
    dispose();
  }
}
