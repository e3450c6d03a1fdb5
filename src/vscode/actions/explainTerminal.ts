import * as vscode from "vscode";
import terminalPrompt from "../../actions/prompts/terminal.md";
import type { PendingAttachment } from "../../chat/attachment";
import type { TerminalSource } from "../attachments/terminalSource";
import { showNotice } from "../showNotice";
import { notice } from "./actionTarget";

/** Registers the command that explains what the last command of a terminal printed. */
export function registerExplainTerminal(dependencies: {
  readonly terminals: Pick<TerminalSource, "lastCommand">;
  /** Asks in a conversation of its own. */
  readonly ask: (text: string, attachment: PendingAttachment) => void;
}): vscode.Disposable {
  const { terminals, ask } = dependencies;
  return vscode.commands.registerCommand("midfill.explainTerminal", async (place: unknown) => {
    if (!vscode.workspace.isTrusted) {
      showNotice(
        notice(
          "This workspace is not trusted yet, so nothing is sent.",
          "Trust it to ask about its terminals.",
          ["manage-trust"],
        ),
      );
      return;
    }
    const terminal = terminalAt(place);
    const command = terminals.lastCommand(terminal);
    if (command === undefined) {
      tellWhy(terminal);
      return;
    }
    ask(terminalPrompt.trim(), await command.attach());
  });
}

/** The terminal of a menu, which may bring several, else the active one. */
function terminalAt(place: unknown): vscode.Terminal | undefined {
  const places: readonly unknown[] = Array.isArray(place) ? place : [place];
  return (
    vscode.window.terminals.find((terminal) => places.includes(terminal)) ?? vscode.window.activeTerminal
  );
}

/** There is no stable way to read a terminal's selection (VS Code 1.140), so the chat's own input is pointed to. */
function tellWhy(terminal: vscode.Terminal | undefined): void {
  if (terminal === undefined) {
    showNotice(notice("No terminal is open.", "Open one and run a command first."));
    return;
  }
  const { name, shellIntegration } = terminal;
  if (shellIntegration !== undefined) {
    showNotice(
      notice(`No command has run in “${name}” that Midfill could watch.`, "Run it once more, then ask."),
    );
    return;
  }
  // Not awaited: the command is over, however long the message stays.
  void vscode.window
    .showWarningMessage(
      `The shell of “${name}” does not tell the editor about its commands. Turn shell integration on and open a new terminal (bash, zsh, fish and PowerShell have it), or copy the output into the chat.`,
      "Open Setting",
    )
    .then(
      (chosen) =>
        chosen &&
        vscode.commands.executeCommand(
          "workbench.action.openSettings",
          "terminal.integrated.shellIntegration.enabled",
        ),
    );
}
