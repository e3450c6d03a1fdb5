import * as vscode from "vscode";
import type { Action } from "../../actions/action";
import { groupActions } from "../../actions/own/groupActions";
import { openActionSettings, type ActionCatalog } from "./actionCatalog";
import { editingRefusal, nameOf } from "./actionTarget";

/** What the picker needs. */
interface PickerDependencies {
  readonly catalog: ActionCatalog;
  /** Keeps which actions were used last. */
  readonly memory: vscode.Memento;
  /** Runs an action on this editor's selection, with what was typed where it asks for something. */
  readonly run: (action: Action, options: RunOptions) => Promise<void>;
}

interface RunOptions {
  readonly editor: vscode.TextEditor;
  readonly input?: string;
}

interface ActionItem extends vscode.QuickPickItem {
  readonly action?: Action;
  /** What is typed is what the action asks for. */
  readonly takesTyped?: boolean;
}

const recentKey = "midfill.recentActions";
/** More than are shown: some may be gone. */
const maxRemembered = 10;

const editSettings: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("edit"),
  tooltip: "Edit This Action",
};
const openFile: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("go-to-file"),
  tooltip: "Open the Prompt File",
};
const chooseModel: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("settings-gear"),
  tooltip: "Set Model and Thinking",
};

/**
 * Offers every action for the active editor's selection and runs the chosen one. What is typed and fits no action can
 * be the instruction of an edit, or a question. In an editor that cannot be changed only what changes nothing is offered.
 */
export async function chooseAction({ catalog, memory, run }: PickerDependencies): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showWarningMessage("No text editor is active. Open a file and select the code first.");
    return;
  }
  const picker = vscode.window.createQuickPick<ActionItem>();
  picker.title = `Run Action on ${placeOf(editor)}`;
  picker.placeholder = "Choose an action, or write what should change";
  picker.matchOnDescription = true;
  picker.busy = true;
  let actions: readonly Action[] = catalog.ofUser();
  let canChange = true;
  const offer = () => {
    const typed = picker.value.trim();
    const possible = actions.filter(({ result }) => canChange || isElsewhere(result));
    picker.items = [...itemsOf(possible, recentIn(memory)), ...typedItems(typed, possible)];
  };
  offer();
  const opened = Promise.all([catalog.all(), editingRefusal(editor.document)]).then(([all, refusal]) => {
    actions = all;
    canChange = refusal === undefined;
    offer();
    picker.busy = false;
  });
  try {
    const chosen = await new Promise<ActionItem | undefined>((resolve) => {
      picker.onDidChangeValue(offer);
      // Where Enter comes before the items for what was typed, there is no active one yet.
      picker.onDidAccept(() => resolve(picker.activeItems[0] ?? typedItems(picker.value.trim(), actions)[0]));
      picker.onDidTriggerItemButton(({ item, button }) => {
        picker.hide();
        if (item.action !== undefined) void openSource(catalog, item.action, button);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
    const typed = picker.value.trim();
    picker.hide();
    await opened;
    if (chosen?.action === undefined) return;
    const { action, takesTyped = false } = chosen;
    await memory.update(
      recentKey,
      [action.id, ...recentIn(memory).filter((id) => id !== action.id)].slice(0, maxRemembered),
    );
    await run(action, { editor, ...(takesTyped && { input: typed }) });
  } finally {
    picker.dispose();
  }
}

function itemsOf(actions: readonly Action[], recent: readonly string[]): readonly ActionItem[] {
  return groupActions(actions, recent).flatMap((group): readonly ActionItem[] => [
    { label: group.title, kind: vscode.QuickPickItemKind.Separator },
    ...group.actions.map((action): ActionItem => {
      const detail = choiceText(action);
      return {
        label: action.title,
        description: action.description,
        ...(detail !== "" && { detail }),
        buttons: [buttonOf(action)],
        action,
      };
    }),
  ]);
}

/** What is typed as an instruction and as a question, where no action has it in its name or description. */
function typedItems(typed: string, actions: readonly Action[]): readonly ActionItem[] {
  const isKnown = actions.some(({ title, description }) =>
    `${title}\n${description}`.toLowerCase().includes(typed.toLowerCase()),
  );
  if (typed === "" || isKnown) return [];
  return typedPrefixes.flatMap(([id, prefix]) => {
    const action = actions.find((each) => each.id === id);
    if (action === undefined) return [];
    return [{ label: `${prefix}: ${typed}`, alwaysShow: true, action, takesTyped: true }];
  });
}

/** In this order: the editor sorts items that fit equally well by their label, and Enter takes the first. */
const typedPrefixes = [
  ["edit", "Edit"],
  ["ask", "Question"],
] as const;

/** `thinking on, deepseek-v4-pro`; empty where both are the chat's. */
function choiceText({ model, thinking }: Action): string {
  return [
    ...(thinking === undefined ? [] : [`thinking ${thinking}`]),
    ...(model === undefined ? [] : [model]),
  ].join(", ");
}

function buttonOf({ origin }: Action): vscode.QuickInputButton {
  switch (origin) {
    case "built-in":
      return chooseModel;
    case "user":
      return editSettings;
    case "workspace":
      return openFile;
  }
}

async function openSource(
  catalog: ActionCatalog,
  action: Action,
  button: vscode.QuickInputButton,
): Promise<void> {
  if (button !== openFile) {
    await openActionSettings(button === editSettings ? "own" : "overrides");
    return;
  }
  const uri = await catalog.fileOf(action.id);
  if (uri !== undefined) await vscode.window.showTextDocument(uri);
}

/** Answers that leave the document alone. */
function isElsewhere(result: Action["result"]): boolean {
  return result === "chat" || result === "new-file" || result === "test-file";
}

function recentIn(memory: vscode.Memento): readonly string[] {
  const stored = memory.get<unknown>(recentKey);
  return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
}

/** `main.go:12-20`, or `main.go` where nothing is selected. */
function placeOf({ document, selection }: vscode.TextEditor): string {
  if (selection.isEmpty) return nameOf(document.uri);
  const first = selection.start.line + 1;
  const last = selection.end.line + (selection.end.character === 0 ? 0 : 1);
  return `${nameOf(document.uri)}:${first >= last ? first : `${first}-${last}`}`;
}
