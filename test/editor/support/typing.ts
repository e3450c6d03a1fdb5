import * as vscode from "vscode";
import { until } from "./until";

/** Types into the focused editor, a key at a time, as a person does. */
export async function typeText(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand("type", { text: key });
}

/** Asks for a completion as Alt+\ does. */
export async function triggerCompletion(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
}

/**
 * Accepts the ghost text as Tab does, or with another command a part of it, once there is some. Gives what the
 * document gained.
 */
export async function acceptGhostText(
  editor: vscode.TextEditor,
  command = "editor.action.inlineSuggest.commit",
): Promise<string> {
  const { document } = editor;
  const before = document.getText();
  await until("ghost text to accept", async () => {
    await vscode.commands.executeCommand(command);
    return document.getText() !== before;
  });
  const after = document.getText();
  // The caret is told later than the text.
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  return after.slice(start, start + after.length - before.length);
}
