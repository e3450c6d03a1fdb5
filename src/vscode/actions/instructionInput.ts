import * as vscode from "vscode";

const maxHistory = 50;
const newInstruction = "new instruction";

/**
 * Asks what to do with a selection; earlier answers to the same action are offered below and filtered while typing.
 * Undefined when the user leaves it.
 */
export async function askForInstruction(
  memory: vscode.Memento,
  { actionId, title, placeholder }: { actionId: string; title: string; placeholder: string },
): Promise<string | undefined> {
  const history = readHistory(memory, actionId);
  const input = vscode.window.createQuickPick();
  input.title = title;
  input.placeholder = placeholder;
  const offer = () => {
    const typed = input.value.trim();
    input.items = [
      ...(typed === "" ? [] : [{ label: typed, description: newInstruction, alwaysShow: true }]),
      ...history
        .filter((each) => each !== typed)
        .map((label) => ({ label, iconPath: new vscode.ThemeIcon("history") })),
    ];
  };
  offer();
  const instruction = await new Promise<string | undefined>((resolve) => {
    input.onDidChangeValue(offer);
    input.onDidAccept(() => {
      const [active] = input.activeItems;
      // Items travel to the window and back: the one for new text may be a keystroke behind when Enter comes.
      const isFromHistory = active !== undefined && active.description !== newInstruction;
      const chosen = isFromHistory ? active.label : input.value.trim();
      if (chosen !== "") resolve(chosen);
    });
    input.onDidHide(() => resolve(undefined));
    input.show();
  });
  input.dispose();
  return instruction;
}

/** Puts an instruction at the top of the action's history. */
export async function rememberInstruction(
  memory: vscode.Memento,
  actionId: string,
  instruction: string,
): Promise<void> {
  const others = readHistory(memory, actionId).filter((each) => each !== instruction);
  await memory.update(historyKey(actionId), [instruction, ...others].slice(0, maxHistory));
}

function historyKey(actionId: string): string {
  return actionId === "edit" ? "midfill.editInstructions" : `midfill.instructions.${actionId}`;
}

function readHistory(memory: vscode.Memento, actionId: string): readonly string[] {
  const stored = memory.get<unknown>(historyKey(actionId));
  return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
}
