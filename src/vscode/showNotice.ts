import * as vscode from "vscode";
import type { ChatNotice } from "../chat/protocol";
import { remedyLabels, runRemedy } from "./remedyCommands";

/** Shows why something was not started, what to do next, and the buttons for it. Does not wait for an answer. */
export function showNotice({ message, nextStep, remedies }: ChatNotice): void {
  const offered = remedies.filter((id) => id !== "retry");
  void vscode.window
    .showWarningMessage(`${message} ${nextStep}`, ...offered.map((id) => remedyLabels[id]))
    .then((choice) => {
      const chosen = offered.find((id) => remedyLabels[id] === choice);
      return chosen && runRemedy(chosen);
    });
}
