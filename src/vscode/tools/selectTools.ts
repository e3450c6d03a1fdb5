import * as vscode from "vscode";
import { workspaceToolNames } from "../../chat/tools/workspaceTools";
import { foreignTools } from "./foreignTools";
import { isToolOn, toolChoicesAfter, type ToolChoices } from "./toolChoices";

interface ToolItem extends vscode.QuickPickItem {
  /** Missing in a separator. */
  readonly id?: string;
}

/** What our tools do, for people. The model's descriptions are written for the model. */
const sentences: Readonly<Record<(typeof workspaceToolNames)[number], string>> = {
  read_file: "Read a file of the workspace",
  list_files: "List files and folders",
  search_text: "Search the text of files",
  find_symbols: "Find classes, functions and other declarations",
  get_problems: "Read errors and warnings",
  git_diff: "Read changes in git",
};

/** Lets the user tick the tools that the chat may use, and writes them to the user settings. */
export async function selectTools(choices: ToolChoices): Promise<void> {
  const foreign = foreignTools(workspaceToolNames);
  const items: ToolItem[] = [
    {
      label: "Midfill: read only, inside this workspace, without secret files",
      kind: vscode.QuickPickItemKind.Separator,
    },
    ...workspaceToolNames.map((id) => itemFor(id, sentences[id], choices)),
  ];
  if (foreign.length > 0) {
    items.push({
      label: "The editor, extensions and MCP servers: they may do anything",
      kind: vscode.QuickPickItemKind.Separator,
    });
    items.push(...foreign.map(({ id, description }) => itemFor(id, description, choices)));
  }
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: "Midfill: Chat Tools",
    placeHolder: "Tools that the model may call by itself",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const chosen = new Set(picked.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const listed = items.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const after = toolChoicesAfter(choices, listed, chosen);
  await vscode.workspace
    .getConfiguration("midfill.chat")
    .update("tools", Object.keys(after).length === 0 ? undefined : after, vscode.ConfigurationTarget.Global);
}

function itemFor(id: string, description: string, choices: ToolChoices): ToolItem {
  const [sentence = ""] = description.split("\n", 1);
  return { id, label: id, description: sentence.slice(0, 160), picked: isToolOn(id, choices) };
}
