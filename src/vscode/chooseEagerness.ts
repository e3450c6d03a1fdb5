import * as vscode from "vscode";
import { eagernessPresets, presetOf, type EagernessPreset } from "../completion/gates/eagernessPresets";
import type { CompletionSettings } from "../completion/settings";

interface PresetItem extends vscode.QuickPickItem {
  readonly preset?: EagernessPreset;
}

const key = "midfill.completions.eagerness";

/** Lets the user pick a preset, the present one marked, and writes it to the user's settings. */
export async function chooseEagerness(
  settings: Pick<CompletionSettings, "eagerness" | "isManualOnly" | "multiline">,
): Promise<void> {
  const now = presetOf(settings.eagerness);
  const items: PresetItem[] = [
    ...eagernessPresets.map((preset) => ({
      label: preset.label,
      detail: preset.detail,
      ...(preset === now && { description: "$(check) current" }),
      preset,
    })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    {
      label: "$(gear) Choose for Each Place in Settings",
      ...(now === undefined && { description: "$(check) current: a choice of your own" }),
    },
  ];
  const picked = await pick(items, now);
  if (picked === undefined) return;
  if (picked.preset === undefined) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `@id:${key}`);
    return;
  }
  await vscode.workspace
    .getConfiguration()
    .update(key, picked.preset.grid, vscode.ConfigurationTarget.Global);
  await offerToLiftCaps(settings, picked.preset);
}

/** The quick pick with the present choice selected, so that Enter changes nothing by mistake. */
function pick(
  items: readonly PresetItem[],
  now: EagernessPreset | undefined,
): Promise<PresetItem | undefined> {
  const box = vscode.window.createQuickPick<PresetItem>();
  box.title = "Midfill: How eager shall completions be?";
  box.items = items;
  box.activeItems = items.filter(({ preset }) => preset !== undefined && preset === now);
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      resolve(box.selectedItems[0]);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** A choice that an older setting holds back would seem to do nothing. */
async function offerToLiftCaps(
  settings: Pick<CompletionSettings, "isManualOnly" | "multiline">,
  preset: EagernessPreset,
): Promise<void> {
  const isCut = preset.grid.code === "full" && settings.multiline === "never";
  const caps = [
    ...(settings.isManualOnly ? ["midfill.completions.trigger"] : []),
    ...(isCut ? ["midfill.completions.multiline"] : []),
  ];
  if (caps.length === 0) return;
  const lift = caps.length === 1 ? "Reset It" : "Reset Them";
  const answer = await vscode.window.showInformationMessage(
    `${preset.label} is held back by ${caps.join(" and ")}.`,
    lift,
  );
  if (answer !== lift) return;
  const configuration = vscode.workspace.getConfiguration();
  for (const cap of caps) {
    const found = configuration.inspect(cap);
    if (found?.globalValue !== undefined)
      await configuration.update(cap, undefined, vscode.ConfigurationTarget.Global);
    if (found?.workspaceValue !== undefined)
      await configuration.update(cap, undefined, vscode.ConfigurationTarget.Workspace);
  }
}
