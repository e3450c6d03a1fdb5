import * as vscode from "vscode";
import type { ModelInfo } from "../provider/client";
import { profileById, providerProfiles, type ProviderId } from "../provider/profiles";
import type { Connections, Role } from "./connections";
import { signalOf } from "./signal";

const asTyped = "use this name as typed";

interface ModelItem extends vscode.QuickPickItem {
  /** What is written into the setting; empty for the provider's default. */
  readonly model: string;
}

/**
 * Lets the user choose the model of a role from what the server lists, or type any other name, and writes it to the
 * user settings. @throws ProviderError never for the list itself: without it the name can still be typed.
 * `onListed` gets what the server listed.
 */
export async function selectModel(
  connections: Connections,
  role: Role,
  onListed: (models: readonly ModelInfo[]) => void = () => undefined,
): Promise<void> {
  const id = connections.providerId(role);
  const model = await pickModel(connections, role, { id, current: connections.model(role) }, onListed);
  if (model !== undefined) await writeModel(id, role, model);
}

/** The same for any provider, and written nowhere; empty: the provider's default. Undefined when none was chosen. */
export async function pickModel(
  connections: Connections,
  role: Role,
  { id, current }: { readonly id: ProviderId; readonly current: string },
  onListed: (models: readonly ModelInfo[]) => void,
): Promise<string | undefined> {
  const profile = profileById(id);
  const pick = vscode.window.createQuickPick<ModelItem>();
  const cancel = new vscode.CancellationTokenSource();
  const { signal } = signalOf(cancel.token);
  const defaultModel = role === "completion" ? profile.defaultCompletionModel : profile.defaultChatModel;

  let listed: readonly ModelInfo[] = [];
  const showItems = () => {
    const typed = pick.value.trim();
    const items: ModelItem[] = [
      {
        label: defaultModel === "" ? "The server's own model" : defaultModel,
        description: "default",
        model: "",
        picked: current === "",
      },
      ...listed.map((model) => modelItem(model, current)),
    ];
    if (typed !== "" && !listed.some((model) => model.id === typed)) {
      items.push({ label: typed, description: asTyped, model: typed, alwaysShow: true });
    }
    pick.items = items;
  };

  pick.title = `Midfill: ${role === "completion" ? "completion" : "chat"} model at ${profile.label}`;
  pick.placeholder =
    current === "" ? "Choose a model or type a name" : `Now ${current}. Choose a model or type a name`;
  pick.matchOnDescription = true;
  pick.busy = true;
  showItems();

  const chosen = await new Promise<ModelItem | undefined>((resolve) => {
    pick.onDidChangeValue(showItems);
    pick.onDidAccept(() => {
      const [active] = pick.activeItems;
      // Items travel to the window and back: the one for typed text may be a keystroke behind when Enter comes.
      resolve(active?.description === asTyped ? { ...active, model: pick.value.trim() } : active);
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    listModels(connections, role, id, signal)
      .then((models) => {
        listed = models;
        onListed(models);
        showItems();
      })
      .catch((error: unknown) => {
        if (!signal.aborted) {
          pick.placeholder = `No list from ${profile.label} (${error instanceof Error ? error.message : "failed"}). Type a name`;
        }
      })
      .finally(() => {
        pick.busy = false;
      });
  });
  cancel.cancel();
  cancel.dispose();
  pick.dispose();
  return chosen?.model;
}

/** What the server offers; nothing is asked before the workspace is trusted. */
async function listModels(
  connections: Connections,
  role: Role,
  id: ProviderId,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  if (!vscode.workspace.isTrusted) throw new Error("the workspace is not trusted");
  return connections.client(role, id).listModels(signal);
}

/** Writes a role's model to the user settings; empty takes the setting away. */
export async function writeModel(providerId: ProviderId, role: Role, model: string): Promise<void> {
  const name = role === "completion" ? "completionModel" : "chatModel";
  await vscode.workspace
    .getConfiguration("midfill")
    .update(`${providerId}.${name}`, model === "" ? undefined : model, vscode.ConfigurationTarget.Global);
}

/** Lets the user choose who serves completions and chat, and writes it to the user settings. */
export async function selectProvider(connections: Connections): Promise<void> {
  const role = await vscode.window.showQuickPick(
    [
      { label: "Completions and chat", roles: ["completion", "chat"] as const },
      {
        label: "Completions",
        description: connections.profile("completion").label,
        roles: ["completion"] as const,
      },
      { label: "Chat and actions", description: connections.profile("chat").label, roles: ["chat"] as const },
    ],
    { title: "Midfill: choose a provider for" },
  );
  if (role === undefined) return;
  const provider = await vscode.window.showQuickPick(
    providerProfiles.map((profile) => ({
      label: profile.label,
      description: profile.needsKey ? "needs a key" : "no key needed on this machine",
      id: profile.id,
    })),
    { title: `Midfill: provider for ${role.label.toLowerCase()}` },
  );
  if (provider === undefined) return;
  const configuration = vscode.workspace.getConfiguration("midfill");
  for (const each of role.roles) {
    const key = each === "completion" ? "completions.provider" : "chat.provider";
    await configuration.update(key, provider.id, vscode.ConfigurationTarget.Global);
  }
}

function modelItem(model: ModelInfo, current: string): ModelItem {
  const facts = [
    model.label,
    model.contextTokens === undefined ? undefined : `${Math.round(model.contextTokens / 1000)}K context`,
    model.takesImages === true ? "images" : undefined,
  ].filter((fact) => fact !== undefined);
  return { label: model.id, description: facts.join(" · "), model: model.id, picked: model.id === current };
}
