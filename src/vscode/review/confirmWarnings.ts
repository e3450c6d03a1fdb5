import * as vscode from "vscode";
import type { EditWarning } from "../../actions/answer/editWarnings";
import type { PendingEdit } from "./pendingEdit";

/** Asks about what cannot be seen in a review, once an edit. */
export async function confirmWarnings(edit: PendingEdit): Promise<boolean> {
  for (const warning of edit.warnings) {
    const [message, detail] = warningText(warning);
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, "Accept Anyway");
    if (answer !== "Accept Anyway") return false;
  }
  edit.warnings = [];
  return true;
}

function warningText(warning: EditWarning): readonly [message: string, detail: string] {
  switch (warning.type) {
    case "hostile-characters":
      return [
        "The proposed text holds characters that cannot be seen.",
        `${warning.codePoints.join(", ")}: such characters can make code do something else than it shows.`,
      ];
    case "large-deletion":
      return [
        `The proposed text is ${warning.removedLines} lines shorter than the ${warning.ofLines} lines it replaces.`,
        "Look at the change before you accept: models sometimes leave code out.",
      ];
    case "code-change":
      return [
        `The proposal also changes code in ${warning.lines === 1 ? "one line" : `${warning.lines} lines`}.`,
        "Only comments were to change. Look at the change before you accept.",
      ];
  }
}
