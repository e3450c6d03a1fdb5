import * as vscode from "vscode";

const historyKey = "midfill.editInstructions";
const maxHistory = 50;
const newInstruction = "new instruction";

/** Asks what to do with a selection; earlier instructions are offered below and filtered while typing. */
export async function askForInstruction(memory: vscode.Memento, title: string): Promise<string | undefined> {
  const history = readHistory(memory);
  const input = vscode.window.createQuickPick();
  input.title = title;
  input.placeholder = "What should change? For example: handle the empty list";
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

/** Puts an instruction at the top of the history. */
export async function rememberInstruction(memory: vscode.Memento, instruction: string): Promise<void> {
  const others = readHistory(memory).filter((each) => each !== instruction);
  await memory.update(historyKey, [instruction, ...others].slice(0, maxHistory));
}

function readHistory(memory: vscode.Memento): readonly string[] {
  const stored = memory.get<unknown>(historyKey);
  return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
}
