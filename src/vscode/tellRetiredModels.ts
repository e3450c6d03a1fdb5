import * as vscode from "vscode";
import { translateRetiredModel } from "../provider/retiredModels";
import type { Connections, Role } from "./connections";
import { remedyLabels } from "./remedyCommands";

const toldKey = "midfill.toldRetiredModels";

/**
 * Tells the user, once for each name, that a model in the settings was retired by its provider and is translated.
 * Nothing is written to the settings: that is the user's to decide.
 */
export async function tellRetiredModels(connections: Connections, state: vscode.Memento): Promise<void> {
  for (const role of ["completion", "chat"] as const) await tellRetiredModel(connections, role, state);
}

async function tellRetiredModel(connections: Connections, role: Role, state: vscode.Memento): Promise<void> {
  const model = connections.model(role);
  const profile = connections.profile(role);
  const translated = translateRetiredModel(profile, model);
  const told = state.get<readonly string[]>(toldKey, []);
  if (!translated.isTranslated || told.includes(model)) return;
  await state.update(toldKey, [...told, model]);
  const mode = translated.thinking === undefined ? "" : ` with thinking ${translated.thinking}`;
  const choice = await vscode.window.showInformationMessage(
    `${profile.label} has retired the model ${model}. Midfill asks for ${translated.model}${mode} instead.`,
    remedyLabels["select-model"],
  );
  if (choice === undefined) return;
  await vscode.commands.executeCommand(
    role === "completion" ? "midfill.selectCompletionModel" : "midfill.selectChatModel",
  );
}
